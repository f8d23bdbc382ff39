"""What surrounds every event: who, when, in answer to what, under which rules, after which event."""

from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from domain.record.event import Event
from domain.record.moment import Moment
from domain.record.personal import Personal
from domain.ticket.vocabulary import Irregularity

MADE_UP: Final = "gongdan demo"
"""Who typed in what never was: made-up months. Nobody's staff number, for it holds a space."""


class Actor(BaseModel):
    """Who acted, in which role, through which entrance.

    ``entered_by`` names who typed it in where that is not the actor: an import, the local operator as another,
    or made-up months (``MADE_UP``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    role: str
    channel: str
    stand_in_for: str | None = None
    on_behalf_of: str | None = None
    entered_by: str | None = None
    address: Annotated[str, Personal("network", of="actor")] | None = None


class Source(BaseModel):
    """The row of another system that an imported event stands for.

    ``ordinal`` is the row's number within its case, from 1, unique. ``activity`` is what the source calls it, where the
    map names that word; else ``said`` holds it, sealed. ``changed`` holds the raw columns unlike the row before's.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    case: str
    ordinal: int
    activity: str | None = None
    said: Annotated[str, Personal("source")] | None = None
    changed: Annotated[dict[str, str], Personal("source", gone=dict)] | None = None


class Envelope(BaseModel):
    """All that is stored of an event but its data; ``docs/formats.md`` is normative.

    ``occurred`` is business time, ``recorded`` the log's; ``recorded`` never falls within an aggregate. ``late`` says
    why something that happened earlier is recorded only now.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    id: str
    type: str
    schema_version: Annotated[int, Field(alias="schema")]
    aggregate: str
    version: int
    occurred: Moment
    recorded: Moment
    actor: Actor
    ticket: str | None = None
    customer: str | None = None
    command: str
    correlation: str
    causation: str | None = None
    policy: str | None = None
    previous: str | None = None
    trace: str | None = None
    source: Source | None = None
    irregular: Irregularity | None = None
    late: Annotated[str, Personal("text")] | None = None

    @property
    def is_live(self) -> bool:
        """Whether it happened at this desk: not in another system, nor in a made-up month."""
        return self.source is None and self.actor.entered_by != MADE_UP


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event of the log with its envelope and its position (the stream sequence)."""

    envelope: Envelope
    event: Event
    sequence: int

    @property
    def originator_id(self) -> str:
        return self.envelope.aggregate

    @property
    def originator_version(self) -> int:
        return self.envelope.version


class Unreadable(ValueError):
    """A stored event is not what docs/formats.md says, or was changed."""


class Damaged(Recorded):
    """An event of the log that can't be read: its place is known, asking for what happened raises Unreadable.

    So a reader of the whole log meets it where it stands, and can leave out its aggregate and go on.
    """

    __slots__ = ("_reason",)

    def __init__(self, envelope: Envelope, sequence: int, reason: str) -> None:
        object.__setattr__(self, "envelope", envelope)
        object.__setattr__(self, "sequence", sequence)
        object.__setattr__(self, "_reason", reason)

    @property
    def event(self) -> Event:  # type: ignore[override]
        raise Unreadable(self._reason)
