"""What the written process is compared with: the events that it speaks of, and of each what it asks for."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final, NamedTuple

from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.ticket import events as of_tickets
from domain.ticket.events import CorrectionRecorded
from projections.correcting import is_no, sayable
from projections.processes.traces import micros, moment, quoted

SAID: Final[dict[type[Event], tuple[str, ...]]] = {
    of_tickets.TicketOpened: ("channel", "kind", "region", "severity", "engineer", "team", "stage", "product.name"),
    of_tickets.ReceiptAcknowledged: (),
    of_tickets.InformationVerified: (),
    of_tickets.TicketRouted: ("team",),
    of_tickets.TicketGraded: ("severity",),
    of_tickets.FaultDiagnosed: (),
    of_tickets.RemoteAssistanceAuthorised: (),
    of_tickets.RemoteAssistanceRefused: (),
    of_tickets.RemoteAssistanceGiven: (),
    of_tickets.CollaborationRequested: ("request",),
    of_tickets.CollaborationAnswered: ("request",),
    of_tickets.MeetingHeld: (),
    of_tickets.PlanProposed: ("plan",),
    of_tickets.PlanApproved: ("plan",),
    of_tickets.PlanRejected: ("plan",),
    of_tickets.PlanShared: ("plan",),
    of_tickets.EngineerDispatched: ("engineer", "team"),
    of_tickets.DispatchAccepted: ("engineer", "team"),
    of_tickets.CustomerContacted: (),
    of_tickets.SendInAgreed: (),
    of_tickets.EngineerArrived: (),
    of_tickets.HandlingStarted: ("where",),
    of_tickets.RepairConsented: (),
    of_tickets.WorkLogged: ("work",),
    of_tickets.FunctionTested: ("passed",),
    of_tickets.FeeAccepted: ("quote",),
    of_tickets.FeeCharged: ("quote",),
    of_tickets.CompensationApproved: ("compensation",),
    of_tickets.CompensationGiven: ("compensation",),
    of_tickets.TicketPaused: (),
    of_tickets.TicketResumed: ("engineer", "team"),
    of_tickets.TicketResolved: (),
    of_tickets.ResolutionConfirmed: (),
    of_tickets.ResolutionRejected: (),
    of_tickets.ObjectionRaised: (),
    of_tickets.TicketReopened: ("engineer", "team"),
    of_tickets.SurveySent: (),
    of_tickets.SurveyAnswered: ("survey", "low"),
    of_tickets.CallbackMade: ("survey",),
    of_tickets.FollowUpMade: ("solved", "professional", "satisfied"),
    of_tickets.ClosingReportWritten: (),
    of_tickets.TicketClosed: ("closed_as",),
    of_tickets.TicketArchived: (),
}
"""Dotted names of fields, none of them personal."""
WORDS: Final[dict[type[Event], tuple[str, ...]]] = {
    of_tickets.TicketGraded: ("reason",),
    of_tickets.EngineerDispatched: ("reason",),
    of_tickets.TicketPaused: ("reason",),
    of_tickets.WorkLogged: ("materials",),
    of_tickets.TicketClosed: ("reason", "report"),
}
"""Texts of which nothing is kept but whether there was one."""
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_BY_NAME: Final = {event.stored_name: event for event in SAID}


class Fact(NamedTuple):
    """An event as the written process sees it; ``said`` is in the form that it has as JSON."""

    at: int
    version: int
    name: str
    id: str
    by: str
    said: dict[str, Any]

    @property
    def moment(self) -> datetime:
        return moment(self.at)


def fact_of(recorded: Recorded) -> Fact | None:
    """None where the written process asks nothing of it."""
    event, envelope = recorded.event, recorded.envelope
    kind = type(event)
    fields = SAID.get(kind)
    if fields is None:
        return None
    said = {name: value for name in fields if (value := _plain(event, name)) is not None}
    said |= {name: True for name in WORDS.get(kind, ()) if getattr(event, name)}
    return Fact(micros(envelope.occurred), envelope.version, event.stored_name, envelope.id, envelope.actor.id, said)


def written(fact: Fact) -> str:
    """As JSON, put together by hand: a third of what the encoder takes."""
    said = _ENCODER.encode(fact.said) if fact.said else "{}"
    return f"[{fact.at},{fact.version},{quoted(fact.name)},{quoted(fact.id)},{quoted(fact.by)},{said}]"


def all_written(facts: Iterable[Fact]) -> str:
    return f"[{','.join(map(written, facts))}]"


def read(text: str) -> list[Fact]:
    """Facts as they happened."""
    return [*map(Fact._make, json.loads(text))]


def corrected(facts: list[Fact], correction: CorrectionRecorded) -> list[Fact]:
    """The very list that came in where a correction is of nothing that is kept."""
    after = [_saying(fact, correction) if fact.version == correction.version else fact for fact in facts]
    return facts if after == facts else after


def _saying(fact: Fact, correction: CorrectionRecorded) -> Fact:
    kind, field, right = _BY_NAME[fact.name], correction.field, correction.right
    if field in WORDS.get(kind, ()):
        said = {name: value for name, value in fact.said.items() if name != field}
        return fact._replace(said=said if is_no(right) else {**said, field: True})
    return _with(fact, field, right) if field in SAID[kind] else fact


def _with(fact: Fact, field: str, right: str | None) -> Fact:
    """A value that the event could not say changes nothing."""
    for said in sayable(_BY_NAME[fact.name], field, right):
        kept = {name: other for name, other in fact.said.items() if name != field}
        return fact._replace(said=kept if said is None else {**kept, field: said})
    return fact


def _plain(event: Event, field: str) -> Any:
    value: Any = event
    for part in field.split("."):
        value = getattr(value, part, None)
    return value
