"""Chosen events of the log as rows, stretch by stretch: bounded memory, and a place to go on from after each."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog

from domain.record.envelope import Unreadable
from projections.replaying.masking import Masking
from projections.replaying.rows import Json, Row
from projections.replaying.selecting import Read, Selection, Tickets
from projections.replaying.source import Source, Stored, Stretch

log: Final = structlog.get_logger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a stretch of the log that ends at ``read_to``; ``left_out`` counts what can't be read."""

    rows: list[Row]
    read_to: int
    left_out: int = 0


class Replay:
    """One replay. Reading and masking happen in a thread beside the event loop, a stretch at a time."""

    def __init__(self, source: Source, selection: Selection, masking: Masking, tickets: Tickets | None = None) -> None:
        self._source, self._masking, self._tickets = source, masking, tickets
        self._takes = selection.takes()

    async def pieces(self, after: int, until: int, made: Callable[[Piece], T]) -> AsyncGenerator[T]:
        """What ``made`` makes, in that thread, of each piece. Raises UnknownEventType, LogGap, StoreUnavailable."""
        async with aclosing(self._source.stretches(after, until)) as stretches:
            async for stretch in stretches:
                yield await asyncio.to_thread(self._worked, stretch, made)

    def _worked(self, stretch: Stretch, made: Callable[[Piece], T]) -> T:
        return made(self.piece(stretch))

    def piece(self, stretch: Stretch) -> Piece:
        """The rows of a stretch. What is damaged is left out, and told in the log."""
        rows, left_out = list[Row](), stretch.foreign
        for stored, body in self._chosen(stretch):
            row = None if body is None else self._row(stored, body)
            if row is None:
                left_out += 1
            else:
                rows.append(row)
        return Piece(rows, stretch.read_to, left_out)

    def _chosen(self, stretch: Stretch) -> Iterable[Read]:
        """With None what can't be read. One at a time where that will do: 500 bodies at once take a fifth longer."""
        bodies = ((stored, self._body(stored)) for stored in stretch.events)
        taken = ((stored, body) for stored, body in bodies if body is None or self._takes(body))
        return taken if self._tickets is None else self._tickets.among([*taken])

    def _body(self, stored: Stored) -> Json | None:
        try:
            return self._source.body(stored)
        except Unreadable:
            _tell(stored)
            return None

    def _row(self, stored: Stored, body: Json) -> Row | None:
        try:
            return self._masking.row(stored, body)
        except (Unreadable, KeyError, TypeError, AttributeError):
            _tell(stored)
            return None


def _tell(stored: Stored) -> None:
    log.error("event_not_replayed", position=stored.sequence)
