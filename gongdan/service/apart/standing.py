"""How followers stand, as their process tells the service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prometheus_client.core import Metric

from domain.refusals import UnknownEventType
from projections.errors import ReadingError


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why the read models stand still, in both languages."""

    chinese: str
    english: str

    @classmethod
    def by(cls, error: ReadingError | UnknownEventType | None) -> "Stopped | None":
        return cls(error.say("zh"), error.say("en")) if error else None


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands, for who asks the service."""

    stopped: Stopped | None = None
    reactions: Sequence[str] = ()
    measured: Sequence[Metric] = ()
    counted: Sequence[Metric] = ()
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unread: Sequence[str] = ()
