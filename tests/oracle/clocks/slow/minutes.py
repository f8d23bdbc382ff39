"""A clock's time, counted minute by minute: slow, and so plain that it can be believed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from tests.oracle.clocks.slow.days import Unannounced, is_working_time

A_DAY: Final = 24 * 60
FOR_EVER: Final = 400 * A_DAY
"""No clock of the table needs as long, however long it stands still."""


@dataclass(frozen=True)
class Counting:
    """In which minutes a clock runs: not in those in which the ticket waits, nor, in working time, when nobody works.

    ``waits`` holds minutes; a clock that does not pause has none.
    """

    waits: Collection[int]
    zone: str
    working_time: bool = False

    def runs(self, minute: int) -> bool:
        if minute in self.waits:
            return False
        return not self.working_time or is_working_time(minute, self.zone)


def due(start: int, limit: int, counting: Counting) -> int | None:
    """The minute after which it is late: when all of the limit is used up, and the ticket does not wait.

    Before the start, where a time that had passed was promised. None where it runs into a year that nobody has announced.
    """
    if limit < 0:
        return start + limit
    used, minute = 0, start
    try:
        while used < limit or minute in counting.waits:
            if counting.runs(minute):
                used += 1
            minute += 1
            assert minute < start + FOR_EVER
    except Unannounced:
        return None
    return minute


def is_known(start: int, end: int, counting: Counting) -> bool:
    """Whether it can be said of every minute if the clock ran."""
    try:
        return all(counting.runs(minute) in (True, False) for minute in range(start, end))
    except Unannounced:
        return False


def late(due: int, end: int, waits: Collection[int]) -> int:
    """How many minutes it took longer than it might, waiting left out."""
    return sum(minute not in waits for minute in range(due, end)) if waits else end - due
