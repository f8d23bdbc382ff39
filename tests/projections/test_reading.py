"""The log is read in whole pieces as far as it goes, then as events come; while it is, garbage is looked for seldom."""

from collections.abc import AsyncIterator

import pytest

from domain.record.envelope import Recorded
from projections.errors import LogGap
from projections.running.reading import read
from tests.projections.examples import GRADED, OPENED
from tests.projections.logs import ListLog


def fill(log: ListLog, events: int) -> None:
    for _ in range(events):
        log.happen("n-1", GRADED if log.events else OPENED)


async def sizes(log: ListLog, until: int | None, size: int, most: int) -> list[int]:
    found = list[int]()
    async for piece in read(log, 0, until, size):
        found.append(len(piece))
        if sum(found) >= most:
            break
    return found


async def test_small_batches_of_the_log_become_whole_pieces(log: ListLog):
    log.batch = 7
    fill(log, 50)
    assert await sizes(log, 50, 20, 50) == [20, 20, 10]
    assert await sizes(log, None, 20, 50) == [20, 20, 10]


async def test_what_comes_after_the_end_does_not_wait_for_a_whole_piece(log: ListLog):
    fill(log, 5)
    pieces = read(log, 0, size=20)
    assert len(await anext(pieces)) == 5
    fill(log, 2)
    assert len(await anext(pieces)) == 2
    await pieces.aclose()


class Breaking(ListLog):
    """A log whose reading breaks after the seventh event."""

    async def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[list[Recorded]]:
        yield self.events[:7]
        raise ConnectionError("away")


async def taken(log: ListLog, found: list[int]) -> None:
    async for piece in read(log, 0, 10, 20):
        found.extend(event.sequence for event in piece)


async def test_what_came_before_a_gap_is_given_out(log: ListLog):
    log.batch = 3
    fill(log, 10)
    del log.events[7]
    found = list[int]()
    with pytest.raises(LogGap, match="position 8 was expected and 9 came"):
        await taken(log, found)
    assert found == [1, 2, 3, 4, 5, 6, 7]


async def test_what_came_before_an_outage_is_given_out():
    log, found = Breaking(), list[int]()
    fill(log, 10)
    with pytest.raises(ConnectionError):
        await taken(log, found)
    assert found == [1, 2, 3, 4, 5, 6, 7]
