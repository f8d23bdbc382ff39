"""What the API asks of reactions: which events they gave up, and to try one again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from projections.running.bookkeeping import Parked


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An event that a reaction gave up; ``letter`` is the reactions' own word of it."""

    reaction: str
    aggregate: str
    position: int
    event: str
    type: str
    error: str
    since: datetime
    letter: Any

    @property
    def parked(self) -> Parked:
        """As one list for people holds it beside the tickets that read models leave out."""
        return Parked(self.reaction, self.aggregate, self.position, self.event, self.type, self.error, self.since, 0)


class Reactions(Protocol):
    """``names`` are those that run here."""

    @property
    def names(self) -> Collection[str]: ...

    async def given_up(self) -> Sequence[GivenUp]:
        """Raises StoreUnavailable."""
        ...

    async def again(self, one: GivenUp) -> str | None:
        """The class of what it failed with once more; None where it is done now."""
        ...


class NoReactions:
    """Where none run."""

    @property
    def names(self) -> Collection[str]:
        return ()

    async def given_up(self) -> Sequence[GivenUp]:
        return ()

    async def again(self, one: GivenUp) -> str | None:
        raise LookupError(one.reaction)
