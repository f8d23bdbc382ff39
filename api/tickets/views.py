"""What the API answers: the shapes, and how they are made from histories and rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from api.tickets.masking import masked
from domain.record.envelope import Actor, Recorded, Source
from domain.ticket.events import TicketOpened
from domain.ticket.numbering import number_of
from domain.ticket.state import Ticket, fold

Position = Annotated[str, Field(description="EPOCH:SEQUENCE, a place in the event log; give it as `after` to read.")]


class SourceView(BaseModel):
    """The row of another system that an imported event stands for; its raw attributes are not shown."""

    name: str
    case: str
    ordinal: int
    activity: str | None = None

    @classmethod
    def of(cls, source: Source) -> "SourceView":
        return cls(name=source.name, case=source.case, ordinal=source.ordinal, activity=source.activity)


class ActorView(BaseModel):
    """Who acted, and who typed it in where that was another."""

    id: str
    role: str
    channel: str
    stand_in_for: str | None = None
    on_behalf_of: str | None = None
    entered_by: str | None = None

    @classmethod
    def of(cls, actor: Actor) -> "ActorView":
        return cls(**actor.model_dump(exclude={"address"}))


class EventView(BaseModel):
    """An event with its personal values masked."""

    version: int
    position: Position
    id: str
    type: str
    occurred: datetime
    recorded: datetime
    actor: ActorView
    command: str
    data: dict[str, Any]
    source: SourceView | None = None
    irregular: str | None = None


class Answered(BaseModel):
    """What came of a command; no events: it was already so."""

    number: str
    version: int
    position: Position
    events: list[EventView]


class HistoryView(BaseModel):
    """All events of a ticket, oldest first."""

    number: str
    version: int
    position: Position
    events: list[EventView]


class TicketView(BaseModel):
    """A ticket as it stands now. ``possible`` lists the actions that its stage and your roles allow."""

    number: str
    version: int
    position: Position
    stage: str
    status: str
    severity: str | None
    engineer: str | None
    team: str | None
    waiting_for: str | None
    estimate: datetime | None
    visit: datetime | None
    escalated_to: str | None
    opened_by: str
    opened: datetime
    updated: datetime
    customer: str
    intake: dict[str, Any]
    possible: list[str]


def version_tag(version: int) -> str:
    """The ETag of a ticket's version."""
    return f'"{version}"'


class Shown:
    """How things are shown: in the deployment's time zone, positions in the log of an epoch."""

    def __init__(self, zone: ZoneInfo, epoch: str) -> None:
        self._zone, self._epoch = zone, epoch

    def position(self, sequence: int) -> str:
        return f"{self._epoch}:{sequence}"

    def local(self, at: datetime) -> datetime:
        """In the deployment's zone; a time at the end of the calendar stays as it is."""
        try:
            return at.astimezone(self._zone)
        except OverflowError:
            return at

    def event(self, recorded: Recorded) -> EventView:
        envelope, event = recorded.envelope, recorded.event
        company = isinstance(event, TicketOpened) and bool(event.company)
        return EventView(
            version=envelope.version,
            position=self.position(recorded.sequence),
            id=envelope.id,
            type=envelope.type,
            occurred=self.local(envelope.occurred),
            recorded=self.local(envelope.recorded),
            actor=ActorView.of(envelope.actor),
            command=envelope.command,
            data=self._local_in(masked(event, company=company)),
            source=SourceView.of(envelope.source) if envelope.source else None,
            irregular=envelope.irregular,
        )

    def events(self, events: Iterable[Recorded]) -> list[EventView]:
        return [self.event(recorded) for recorded in events]

    def history(self, number: str, events: Sequence[Recorded]) -> HistoryView:
        last = events[-1]
        position = self.position(last.sequence)
        return HistoryView(number=number, version=last.envelope.version, position=position, events=self.events(events))

    def ticket(self, events: Sequence[Recorded], status: str, possible: list[str]) -> TicketView:
        ticket = fold(tuple(events)) or Ticket()
        first, last = events[0], events[-1]
        return TicketView(
            number=number_of(first.envelope.aggregate),
            version=last.envelope.version,
            position=self.position(last.sequence),
            stage=ticket.stage,
            status=status,
            severity=ticket.severity,
            engineer=ticket.engineer,
            team=ticket.team,
            waiting_for=ticket.waiting_for,
            estimate=ticket.estimate and self.local(ticket.estimate),
            visit=ticket.visit and self.local(ticket.visit),
            escalated_to=ticket.escalated_to,
            opened_by=ticket.opened_by,
            opened=self.local(first.envelope.occurred),
            updated=self.local(max(event.envelope.occurred for event in events)),
            customer=ticket.customer,
            intake=self.event(first).data,
            possible=possible,
        )

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """A projection's row with its times in the deployment's zone."""
        return self._local_in(row)

    def _local_in(self, data: dict[str, Any]) -> dict[str, Any]:
        return {name: self.local(value) if isinstance(value, datetime) else value for name, value in data.items()}
