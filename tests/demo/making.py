"""A few made-up days, made once for the tests that only look at them."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from domain.store import Pending
from gongdan.demo.batching import Batch
from gongdan.demo.making import Making, Wanted
from gongdan.demo.tallying import Tally

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2024, 4, 1)


def making(seed: int = 7, days: int = 6, per_day: float = 30, first: date = FIRST) -> Making:
    return Making(Wanted(first, 1, seed, per_day), ZONE, first.replace(day=1 + days))


@cache
def batches() -> tuple[Batch, ...]:
    """Of six days with thirty tickets each."""
    return tuple(making().batches())


def tally(made: tuple[Batch, ...] | Iterator[Batch]) -> Tally:
    counted = Tally()
    for batch in made:
        counted.count(batch)
    return counted


def in_order() -> list[Pending]:
    """All events in the order of the log."""
    return [event for batch in batches() for events in batch.events for event in events]
