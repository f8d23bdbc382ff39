"""How each event changes a ticket's row: the rules' own state, and what a register alone wants to know."""

from datetime import datetime
from functools import lru_cache
from operator import itemgetter
from typing import Final

from domain.record.envelope import Envelope, Recorded
from domain.ticket.events import (
    CollaborationAnswered,
    CollaborationRequested,
    CorrectionRecorded,
    CustomerContacted,
    DispatchAccepted,
    EngineerDispatched,
    ReceiptAcknowledged,
    TicketCancelled,
    TicketLinked,
    TicketMerged,
    TicketOpened,
    TicketReopened,
    TicketResolved,
    TicketResumed,
)
from domain.ticket.numbering import number_of
from domain.ticket.state import Ticket, evolve
from domain.ticket.vocabulary import WORKED_ON, Stage, WaitsFor
from projections.lookups import packs, people
from projections.lookups.packs import PackWords
from projections.projection import Projection
from projections.register import ending, opening
from projections.register.searching import blocks, hashes, words
from projections.register.tables import PACKS, PEOPLE, REGISTER, TABLES
from projections.sql.rows import Row, Rows
from projections.wording.words import STATUS, TITLES


def apply(rows: Rows, recorded: Recorded) -> None:
    envelope = recorded.envelope
    match envelope.aggregate.partition("-")[0]:
        case "staff":
            people.note(rows, PEOPLE, recorded)
        case "policy":
            packs.note(rows, PACKS, recorded)
        case "customer":
            hashes.sweep(rows, recorded)
        case _:
            row = rows.get(REGISTER, number_of(envelope.aggregate))
            after = project(row, recorded, packs.words_of(rows, PACKS, envelope.policy))
            rows.put(REGISTER, after)
            blocks.note(rows, row, after)
            hashes.note(rows, recorded)


PROJECTION: Final = Projection(
    "register", 8, TITLES["register"][0], TABLES, apply, frozenset({"ticket", "staff", "policy", "customer"})
)


_SAYING: Final = frozenset({TicketOpened, CorrectionRecorded, *ending.SAYING})
"""Events that may change what is searched."""
_TOLD: Final = frozenset(
    {
        *(TicketOpened, CorrectionRecorded, TicketLinked, TicketMerged, TicketCancelled),
        *(CollaborationRequested, CollaborationAnswered),
    }
)
"""Events of which a column is said that the rules have no need of."""


def project(row: Row | None, recorded: Recorded, pack: PackWords = packs.DEFAULT) -> Row:
    """A ticket's row after an event."""
    event, before = recorded.event, row or _new(recorded.envelope)
    ticket = _ticket(*_carried(before))
    evolved = evolve(ticket, recorded)
    after = {**before, **_counts(before, recorded, evolved)}
    if evolved is not ticket:
        after.update(_standing(evolved))
    if type(event) in _TOLD:
        after.update(_said(before, recorded, pack))
    after["receiver"] = before["receiver"] or _receiver(recorded)
    after.update(_first_response(before, recorded))
    after.update(ending.known_after(recorded, after))
    if type(event) in _SAYING:
        after["searched"] = words.text_of(after)
    return after


def _said(before: Row, recorded: Recorded, pack: PackWords) -> Row:
    """The columns of which an event itself says something."""
    event = recorded.event
    match event:
        case TicketOpened() if before["reported"] is None:
            return opening.shown(event, pack.masks) | {"reported": recorded.envelope.occurred}
        case CorrectionRecorded(version=1) if before["reported"] is not None:
            return opening.corrected(before, event, pack.masks)
        case TicketLinked() | TicketMerged() | TicketCancelled():
            return _other(event)
        case CollaborationRequested() | CollaborationAnswered():
            return {"asked": _asked(before["asked"] or "", event)}
        case _:
            return {}


def _new(envelope: Envelope) -> Row:
    row: Row = dict.fromkeys(column.name for column in REGISTER.columns)
    source = envelope.source
    row.update(number=number_of(envelope.aggregate), customer=envelope.customer or None, policy=envelope.policy)
    row.update(_standing(Ticket()), version=0, events=0, irregular=0, reopenings=0, rejections=0, corrections=0)
    row.update(imported=source is not None, acknowledged=False, updated=envelope.occurred, command=envelope.command)
    row.update(company=False, sources="{}", searched="", told="[]")
    if source is not None:
        row.update(source=source.name, source_case=source.case)
    return row


_carried: Final = itemgetter(
    "stage", "resumes_at", "waiting_for", "severity", "engineer", "team", "handler", "estimate"
)
"""The part of the rules' state that a row carries."""


@lru_cache(4096)
def _ticket(
    stage: str,
    resumes_at: str,
    waiting_for: WaitsFor | None,
    severity: str | None,
    engineer: str | None,
    team: str | None,
    handler: str | None,
    estimate: datetime | None,
) -> Ticket:
    return Ticket(
        stage=Stage(stage),
        resumes_at=Stage(resumes_at),
        waiting_for=waiting_for,
        severity=severity,
        engineer=engineer,
        team=team,
        handler=handler,
        estimate=estimate,
    )


def _standing(ticket: Ticket) -> Row:
    return {
        "stage": ticket.stage.value,
        "status": STATUS[ticket.stage],
        "resumes_at": ticket.resumes_at.value,
        "waiting_for": ticket.waiting_for,
        "severity": ticket.severity,
        "engineer": ticket.engineer,
        "team": ticket.team,
        "handler": ticket.handler,
        "estimate": ticket.estimate,
    }


def _counts(before: Row, recorded: Recorded, evolved: Ticket) -> Row:
    """``evolved`` was made of what the row carries, so that it counts what this event alone adds."""
    event, envelope = recorded.event, recorded.envelope
    return {
        "version": max(before["version"], envelope.version),
        "events": before["events"] + 1,
        "irregular": before["irregular"] + (envelope.irregular is not None),
        "reopenings": before["reopenings"] + evolved.aftercare.reopenings,
        "rejections": before["rejections"] + evolved.aftercare.rejections,
        "corrections": before["corrections"] + isinstance(event, CorrectionRecorded),
        "last_event": event.stored_name,
        "last_activity": envelope.source.activity if envelope.source else None,
        "updated": max(before["updated"], envelope.occurred),
        "recorded": envelope.recorded,
    }


def _other(event: TicketLinked | TicketMerged | TicketCancelled) -> Row:
    """Which ticket it says the same as, or is the same fault again as, or goes on under."""
    match event:
        case TicketLinked(relation="duplicate", other=other):
            return {"duplicate_of": other}
        case TicketLinked(relation="repeat", other=other):
            return {"repeat_of": other}
        case TicketMerged(into=into):
            return {"merged_into": into}
        case TicketCancelled(duplicate_of=other) if other is not None:
            return {"duplicate_of": other}
        case _:
            return {}


def _asked(before: str, event: CollaborationRequested | CollaborationAnswered) -> str | None:
    """Whose answer is awaited then: ``1:product,3:research,``."""
    waiting = [each for each in before.split(",") if each and not each.startswith(f"{event.request}:")]
    if isinstance(event, CollaborationRequested):
        waiting.append(f"{event.request}:{event.department}")
    return "".join(f"{each}," for each in waiting) or None


def _receiver(recorded: Recorded) -> str | None:
    """受理人: who took the call. An import names nobody: its first engineer; a customer's own entry: who acts first."""
    if recorded.envelope.source is None:
        actor = recorded.envelope.actor
        return None if actor.role == "customer" else actor.id
    match recorded.event:
        case (
            TicketOpened(engineer=engineer)
            | DispatchAccepted(engineer=engineer)
            | EngineerDispatched(engineer=engineer)
        ):
            return engineer
        case TicketResumed(engineer=engineer) | TicketReopened(engineer=engineer):
            return engineer
        case _:
            return None


def _first_response(before: Row, recorded: Recorded) -> Row:
    """首次响应时间: the first acknowledgement.

    Other systems' logs rarely know one: until an imported ticket has one, the first event that shows that somebody of
    ours was at work with the customer stands for it.
    """
    if not before["acknowledged"] and isinstance(recorded.event, ReceiptAcknowledged):
        return {"first_response": recorded.envelope.occurred, "acknowledged": True}
    if before["imported"] and before["first_response"] is None and _shows_work(recorded):
        return {"first_response": recorded.envelope.occurred}
    return {}


def _shows_work(recorded: Recorded) -> bool:
    match recorded.event:
        case DispatchAccepted() | CustomerContacted() | TicketResolved():
            return True
        case TicketOpened(stage=stage):
            return stage in WORKED_ON
        case _:
            return False
