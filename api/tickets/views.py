"""What the API answers about events: the shapes, and how they are made from histories and rows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from api.tickets.masking import masked
from domain.record.envelope import Actor, Recorded, Source
from domain.record.event import Event
from projections.wording.companies import of_company

__all__ = ["ActorView", "Answered", "EventView", "HistoryView", "Shown", "SourceView", "of_company", "version_tag"]

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
        return cls.model_validate(actor, from_attributes=True)


class EventView(BaseModel):
    """An event with its personal values masked; ``late`` says why it was recorded only then."""

    version: int
    position: Position
    id: str
    type: str
    occurred: datetime
    recorded: datetime
    actor: ActorView
    command: str
    data: dict[str, Any]
    policy: str | None = None
    late: str | None = None
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

    def data(self, event: Event, *, company: bool = False) -> dict[str, Any]:
        """What an event says, masked, its times local."""
        return self.row(masked(event, company=company))

    def event(self, recorded: Recorded, *, company: bool | None = None) -> EventView:
        """``company``: whether the customer is one, as its whole history has it; else as the event says."""
        envelope = recorded.envelope
        return EventView(
            version=envelope.version,
            position=self.position(recorded.sequence),
            id=envelope.id,
            type=envelope.type,
            occurred=self.local(envelope.occurred),
            recorded=self.local(envelope.recorded),
            actor=ActorView.of(envelope.actor),
            command=envelope.command,
            data=self.data(recorded.event, company=of_company([recorded]) if company is None else company),
            policy=envelope.policy,
            late=envelope.late,
            source=SourceView.of(envelope.source) if envelope.source else None,
            irregular=envelope.irregular,
        )

    def events(self, events: Iterable[Recorded], *, company: bool | None = None) -> list[EventView]:
        return [self.event(recorded, company=company) for recorded in events]

    def history(self, number: str, events: Sequence[Recorded], whole: Sequence[Recorded] = ()) -> HistoryView:
        """``whole`` is the history that these are a part of: by all of it personal values are masked."""
        last = events[-1]
        return HistoryView(
            number=number,
            version=last.envelope.version,
            position=self.position(last.sequence),
            events=self.events(events, company=of_company(whole or events)),
        )

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row or an event's data with its times in the deployment's zone."""
        return {name: self.local(value) if isinstance(value, datetime) else value for name, value in row.items()}
