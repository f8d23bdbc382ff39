"""What a read model is: a name, a version, its tables, and a pure fold of events into their rows."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Table

from domain.record.envelope import Recorded
from projections.sql.rows import Rows


@dataclass(frozen=True, slots=True)
class Projection:
    """A read model. Raise ``version`` whenever old rows would no longer equal a fold of the log by this code.

    ``kinds`` are those of the aggregates it is about, by what stands before the hyphen of their keys; ``apply`` may
    look only at the event and at rows it wrote before: no clock, no I/O, no other table. Tables whose primary key is
    ``number`` alone hold one row a ticket and are read ahead for a whole batch.

    ``sees`` are the stored names of the events that change a row, where most do not: others are not even shown to it.
    ``settle`` works out what is worked out once for all events of a batch.
    """

    name: str
    version: int
    title: str
    tables: tuple[Table, ...]
    apply: Callable[[Rows, Recorded], None]
    kinds: frozenset[str] = frozenset({"ticket"})
    sees: frozenset[str] | None = None
    settle: Callable[[Rows], None] | None = None


class Log(Protocol):
    """What a runner asks of the event log; ``domain.store.EventStore`` answers it."""

    def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[list[Recorded]]:
        """All events in log order after a position, in batches; for ever, or up to ``until``."""
        ...

    async def end(self) -> int:
        """The last position of the log, 0 where it is empty."""
        ...
