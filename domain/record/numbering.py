"""The numbers that people call things by (R2): gap-free within their period, and the number is the aggregate's id."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

NumberFormat = Literal["month", "day"]
"""``month``: YYYYMM-NNNNN (202405-00123); ``day``: YYYYMMDDNNNN (202405120001)."""


def period(at: datetime, number_format: NumberFormat) -> str:
    """What stands before the counter; ``at`` is in the deployment's time zone."""
    return at.strftime("%Y%m-" if number_format == "month" else "%Y%m%d")


def number(of_period: str, count: int) -> str:
    """The ``count``-th number of a period; past 99,999 or 9,999 it grows by a digit."""
    return f"{of_period}{count:0{5 if of_period.endswith('-') else 4}d}"


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a kind of aggregate is numbered: ``letters`` stand before the period, none before a ticket's."""

    kind: str
    letters: str = ""
    per: NumberFormat = "month"

    def period(self, at: datetime) -> str:
        """What stands before the counter; ``at`` is in the deployment's time zone."""
        return self.letters + period(at, self.per)

    def key(self, number: str) -> str:
        """The aggregate's key."""
        return f"{self.kind}-{number}"


async def last_count(taken: Callable[[int], Awaitable[bool]], known: int = 0) -> int:
    """The highest count that is taken, ``known`` or more: valid because there are no gaps.

    Gallops upward from ``known`` and bisects: about 2·log2 of the distance in reads.
    """
    low, step = known, 1
    while await taken(low + step):
        low, step = low + step, step * 2
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if await taken(middle) else (low, middle)
    return low
