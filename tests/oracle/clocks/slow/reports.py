"""The last two lines of the table of clocks: reports that are due on a day of the month."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from tests.oracle.clocks.slow.days import EPOCH, minute_of

DUE_ON: Final = {"monthly-analysis": 5, "quarterly-report": 15}
"""From a month's end to the 5th, from a quarter's end to the 15th; that day counts."""


def period_end(year: int, month: int, zone: str) -> int:
    """The minute in which this month ends, there."""
    first = date(year + month // 12, month % 12 + 1, 1)
    return minute_of(datetime(first.year, first.month, first.day, tzinfo=ZoneInfo(zone)))


def too_late(report: str, end: int, zone: str) -> int:
    """The first minute that is no longer on the day on which it is due, walking from the period's end."""
    minute = end
    while _day_of_month(minute, zone) <= DUE_ON[report]:
        minute += 1
    return minute


def _day_of_month(minute: int, zone: str) -> int:
    return (EPOCH + timedelta(minutes=minute)).astimezone(ZoneInfo(zone)).day
