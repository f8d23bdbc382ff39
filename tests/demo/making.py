"""Made-up days, made once for the tests that only look at them."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from domain.store import Pending
from gongdan.demo.engine.batching import Batch
from gongdan.demo.engine.tallying import Tally
from gongdan.demo.making import Making, Wanted

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = date(2024, 4, 1)


def making(seed: int = 7, days: int = 6, per_day: float = 15, first: date = FIRST) -> Making:
    return Making(Wanted(first, 1, seed, per_day), ZONE, first + timedelta(days))


@cache
def month() -> tuple[Batch, ...]:
    """Of thirteen tickets a day."""
    return tuple(making(days=30, per_day=13).batches())


@cache
def quarters() -> tuple[Batch, ...]:
    """Seven months in which hardly anybody calls."""
    return tuple(making(days=214, per_day=0.3).batches())


def tally(made: Iterable[Batch]) -> Tally:
    counted = Tally()
    for batch in made:
        counted.count(batch)
    return counted


def events(made: Iterable[Batch]) -> list[Pending]:
    """In the order of the log."""
    return [event for batch in made for of_one in batch.events for event in of_one]


def in_order() -> list[Pending]:
    """All events of the month."""
    return events(month())
