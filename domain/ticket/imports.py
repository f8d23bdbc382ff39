"""How a row of another system becomes one stored event: its identity, its event, and its envelope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from domain.policy.in_force import shipped
from domain.record.envelope import Actor, Envelope, Source
from domain.record.identity import event_id, source_command_id
from domain.store import Pending
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import COMMANDS
from domain.ticket.decide import judge
from domain.ticket.events import NoteAdded, TicketEvent, TicketOpened
from domain.ticket.state import Ticket, after
from domain.ticket.vocabulary import Channel, Kind, Stage

Facts = Mapping[str, Any]
"""What a row says, by the field names of the events."""


def imported_event(ticket: Ticket | None, action: str, facts: Facts) -> TicketEvent:
    """The one event of a row. Raises pydantic's ValidationError where the row does not say what the event needs.

    The first row of a case opens the ticket and carries how far it has come; a later "open" can only be a note.
    """
    if ticket is None:
        return _opening(action, facts)
    if action == "open":
        return NoteAdded(text=facts.get("text"))
    return _event(action, facts)


def _event(action: str, facts: Facts) -> TicketEvent:
    kind = COMMANDS[action].causes
    said = {name: facts[name] for name in kind.model_fields if facts.get(name) is not None}
    return cast("TicketEvent", kind.model_validate(said))


def _opening(action: str, facts: Facts) -> TicketOpened:
    said = {"channel": Channel.UNKNOWN, "kind": Kind.FAULT, **facts}
    opened = cast("TicketOpened", _event("open", {**said, "stage": None, "waiting_for": None}))
    if action == "open":
        return opened
    ticket = after(after(Ticket(), opened, ""), _event(action, facts), "")
    reached = {
        "stage": None if ticket.stage is Stage.OPENED else ticket.stage,
        "waiting_for": ticket.waiting_for,
        "severity": ticket.severity,
        "engineer": ticket.engineer or None,
        "team": ticket.team,
    }
    return opened.model_copy(update=reached)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """A source row, understood: what it says happened, when, and by whom."""

    source: Source
    event: TicketEvent
    occurred: datetime
    actor: str


def imported(
    row: ImportedRow, ticket: Ticket | None, *, key: str, version: int, customer: str, recorded: datetime, by: Actor
) -> Pending:
    """The row's event in its envelope. Never refused: what live work would not have recorded is flagged."""
    source = row.source
    command = source_command_id(source.name, source.case, source.ordinal)
    envelope = Envelope(
        id=event_id(command, 0),
        type=row.event.stored_name,
        schema_version=row.event.schema_version,
        aggregate=key,
        version=version,
        occurred=row.occurred,
        recorded=recorded,
        actor=Actor(id=row.actor, role="imported", channel="import", entered_by=by.id),
        ticket=key,
        customer=customer,
        command=command,
        correlation=source_command_id(source.name, source.case, 1),
        source=source,
        irregular=judge(ticket, row.event, Circumstances(row.actor, row.occurred, shipped().of(None), live=False)),
    )
    return Pending(envelope, row.event)
