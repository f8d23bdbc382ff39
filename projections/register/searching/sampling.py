"""How many tickets hold a pair of signs: counted where they may be few, told by some blocks where they are many."""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, func, select, true

from projections.register.searching.blocks import BLOCKS
from projections.register.tables import GRAMS
from projections.sql.members import WIDTH
from projections.sql.texts import texts_of

_TICKETS: Final = "about so many tickets"
_COUNTS: Final = 60.0
"""Seconds for which such a count is good enough to choose a way by: a way finds the same as any other."""
_BLOCKS: Final = select(GRAMS.c.block).where(GRAMS.c.gram == BLOCKS)
SAMPLED: Final = 16
"""Blocks by which it is told how many tickets hold a pair that stands nearly everywhere; all, of up to four times
as many."""
_EVERYWHERE: Final = 0.75
"""Of those blocks: what stands in fewer of them is counted, as it may be rare, or of one month."""


def _many(length: Callable[[Any], ColumnElement[Any]]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(length(GRAMS.c.members)), 0) / WIDTH


HELD: Final = {"sqlite": _many(func.length), "postgresql": _many(func.octet_length)}
"""Members of sets, by database: numbers are of letters and digits, a byte each, and PostgreSQL knows how many bytes a
text has without unpacking it (1 ms instead of 70 for 4,000 blocks of 700 members).
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """Some of the blocks, spread over all; ``tickets``: no fewer than there were in all blocks."""

    blocks: Sequence[str]
    of: int

    @property
    def tickets(self) -> int:
        return max(self.of, 1) * 10**WIDTH

    @property
    def whole(self) -> bool:
        return len(self.blocks) == self.of


def about(connection: Connection) -> Sample:
    """What there was when this was looked up last, within a minute."""
    known: tuple[Sample | None, float] = connection.info.get(_TICKETS, (None, 0.0))
    sample, until = known
    if sample is None or time.monotonic() >= until:
        blocks = all_blocks(connection)
        spread = len(blocks) // SAMPLED if len(blocks) > 4 * SAMPLED else 1
        sample = Sample(blocks[::spread], len(blocks))
        connection.info[_TICKETS] = (sample, time.monotonic() + _COUNTS)
    return sample


def all_blocks(connection: Connection) -> Sequence[str]:
    """In order."""
    [blocks] = texts_of(connection, _BLOCKS)
    return sorted(blocks)


def by_rarity(connection: Connection, pairs: Collection[str], sample: Sample) -> dict[str, int]:
    """How many tickets hold each of these pairs, as far as that tells a way: the rarest first."""
    seen = _held(connection, pairs, GRAMS.c.block.in_(sample.blocks))
    if sample.whole:
        held = {pair: members for pair, (_, members) in seen.items()}
    else:
        most = len(sample.blocks) * _EVERYWHERE
        held = {
            pair: members * sample.of // len(sample.blocks)
            for pair, (blocks, members) in seen.items()
            if blocks >= most
        }
        rest = [pair for pair in pairs if pair not in held]
        held |= {pair: members for pair, (_, members) in _held(connection, rest, true()).items()} if rest else {}
    return {pair: held.get(pair, 0) for pair in sorted(pairs, key=lambda pair: (held.get(pair, 0), pair))}


def _held(connection: Connection, pairs: Iterable[str], where: ColumnElement[bool]) -> dict[str, tuple[int, int]]:
    """In how many of some blocks each stands, and how many tickets hold it there."""
    gram = GRAMS.c.gram
    query = select(gram, func.count(), HELD[connection.dialect.name]).where(gram.in_(sorted(pairs)), where)
    return {row[0]: (row[1], int(row[2])) for row in connection.execute(query.group_by(gram))}
