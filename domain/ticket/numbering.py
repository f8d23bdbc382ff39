"""Ticket numbers (工单号, R2): gap-free within their period, two formats, and the number is the aggregate's id."""

import re
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal

NumberFormat = Literal["month", "day"]
"""``month``: YYYYMM-NNNNN (202405-00123); ``day``: YYYYMMDDNNNN (202405120001)."""

_NUMBER = re.compile(r"[A-Za-z0-9_-]{1,100}\Z")


def period(at: datetime, number_format: NumberFormat) -> str:
    """What stands before the counter; ``at`` is in the deployment's time zone."""
    return at.strftime("%Y%m-" if number_format == "month" else "%Y%m%d")


def number(of_period: str, count: int) -> str:
    """The ``count``-th number of a period; past 99,999 or 9,999 it grows by a digit."""
    return f"{of_period}{count:0{5 if of_period.endswith('-') else 4}d}"


def ticket_key(number: str) -> str:
    """The aggregate id of a ticket; raises ValueError for what can't be a number."""
    if not _NUMBER.match(number):
        raise ValueError(f"{number!r} is not a ticket number: only A-Z a-z 0-9 _ - are allowed, 1 to 100 characters")
    return f"ticket-{number}"


def number_of(ticket_key: str) -> str:
    return ticket_key.removeprefix("ticket-")


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
