"""When customers call: the week and the day of measured help desks, the seasons of the products, the holidays."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from gongdan.demo.engine.chance import Chance
from gongdan.demo.times import midnight, quiet
from gongdan.demo.world.catalogue import Sort, sorts

_HOURS: Final = (
    *(0.0097, 0.0084, 0.0065, 0.0049, 0.0045, 0.0049, 0.0111, 0.0218, 0.0932, 0.1224, 0.1167, 0.0999),
    *(0.0556, 0.0637, 0.0919, 0.0890, 0.0777, 0.0473, 0.0203, 0.0105, 0.0083, 0.0154, 0.0095, 0.0067),
)
"""Share of a day's tickets by its hours, as counted in the log of a help desk with 24,918 incidents."""
_WEEKDAYS: Final = (0.2187, 0.1909, 0.2021, 0.1781, 0.1641, 0.0246, 0.0216)
"""Share by weekday from Monday, of the same help desk, which serves offices."""
_AT_HOME: Final = 0.55
"""How far the week is evened out: people at home call on Sundays too."""


def day_factor(day: date) -> float:
    """The day's load against that of a mean day."""
    week = _WEEKDAYS[day.weekday()] * 7 * (1 - _AT_HOME) + _AT_HOME
    return week * _season(day.month) * quiet(day)


def arrivals(chance: Chance, days: list[date], per_day: float, zone: ZoneInfo) -> Iterator[datetime]:
    """The times of the tickets, in order, at random about the load of each hour."""
    for day in days:
        for hour, share in enumerate(_HOURS):
            begins, mean = midnight(day, zone) + timedelta(hours=hour), 3600 / (per_day * day_factor(day) * share)
            after = chance.gap(mean)
            while after < 3600:
                yield begins + timedelta(seconds=round(after))
                after += chance.gap(mean)


def sort_of(chance: Chance, month: int, *, business: bool) -> Sort:
    """What fails in such a month at a company's, or at home."""
    weights = {n: sort.weight(month) for n, sort in enumerate(sorts()) if sort.business is business}
    return sorts()[chance.weighted(weights)]


def _season(month: int) -> float:
    """Of all products together."""
    mean = sum(sort.weight(each) for sort in sorts() for each in range(1, 13)) / 12
    return sum(sort.weight(month) for sort in sorts()) / mean
