"""Compares all that the log holds with the archive, slowly, again and again: bits rot where nobody looks."""

import asyncio
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

import structlog

from consumers.notary.notary import Source, same
from trust.archive import Archive

log = structlog.get_logger(__name__)

DAY: Final = 20 * 3600.0
"""Seconds of a round, at most: within 24 hours all is read, a restart in between allowed for."""
_STRETCH: Final = 500
_LONGEST: Final = 30.0
"""Seconds between two stretches, where there is little to read."""


class Damage(NamedTuple):
    """What is not in the log as it was archived, or not at all."""

    position: int
    subject: str
    missing: bool


class Scrub:
    """``found`` is the damage of the last whole round and of the one under way, by position."""

    def __init__(self, source: Source, archive: Archive) -> None:
        self._source, self._archive = source, archive
        self.found = dict[int, Damage]()
        self.position, self.rounds = 0, 0

    async def run(self, within: float = DAY) -> None:
        """For ever. Raises what log and database raise: to be called again, and it goes on where it was."""
        while True:
            end = await asyncio.to_thread(self._archive.end)
            stretches = max(1, (end.position if end else 0) // _STRETCH + 1)
            await self.round(min(_LONGEST, within / stretches))
            await asyncio.sleep(_LONGEST)

    async def round(self, pause: float = 0) -> dict[int, Damage]:
        """All that is archived when it begins, compared once, with so many seconds between; the damage by position."""
        end = await asyncio.to_thread(self._archive.end)
        last = end.position if end else 0
        while self.position < last:
            await self._stretch(last)
            await asyncio.sleep(pause)
        self.found = {at: damage for at, damage in self.found.items() if at <= last}
        self.position, self.rounds = 0, self.rounds + 1
        return self.found

    async def _stretch(self, last: int) -> None:
        """A replica that trails or a message that can't be read at once is asked for at the leader."""
        rows = await asyncio.to_thread(self._archive.after, self.position, min(_STRETCH, last - self.position))
        found = await self._source.stored(self.position + 1, len(rows))
        if found:  # fewer where they are large: the rest is the next stretch
            rows = [row for row in rows if row.position <= found[-1].sequence]
        stands = {each.sequence: each for each in found}
        fresh = list[Damage]()
        for row in rows:
            there = stands.get(row.position)
            if not same(row, there):
                there = await self._source.stored_at(row.position)
            if same(row, there):
                self.found.pop(row.position, None)
            elif row.position not in self.found:
                fresh.append(Damage(row.position, row.subject, there is None))
        self.found |= {damage.position: damage for damage in fresh}
        _tell(fresh)
        self.position = rows[-1].position if rows else last


def _tell(found: Sequence[Damage]) -> None:
    """One line for those side by side: a lost block is thousands."""
    for _, some in groupby(enumerate(found), key=lambda each: (each[1].position - each[0], each[1].missing)):
        run = [damage for _, damage in some]
        first, last = run[0], run[-1].position
        log.error("log_damaged", position=first.position, last=last, subject=first.subject, missing=first.missing)
