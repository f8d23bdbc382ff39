"""When things happen in a made-up history: near holidays and changes of the clocks, and often just at a limit."""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from tests.oracle.clocks.slow.days import FREE, MADE_UP, minute_of
from tests.oracle.clocks.slow.minutes import A_DAY

ZONES: Final = ("Asia/Shanghai", "Asia/Shanghai", "Europe/Berlin", "America/New_York")
CHANGES: Final = (
    *("2024-03-10", "2024-03-31", "2024-10-27", "2024-11-03", "2025-03-09", "2025-03-30"),
    *("2025-10-26", "2025-11-02", "2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"),
)
"""Days on which clocks go forward or back in New York or Berlin."""
ENDS: Final = ("2026-12-22", "2026-12-27", "2026-12-30", "2027-01-01")
"""What begins shortly before runs into a year that nobody has announced."""
FIRST: Final = date(2024, 1, 1)
DAYS: Final = 1090
_SPECIAL: Final = {*CHANGES, *ENDS, *MADE_UP, *(day for span in FREE for day in span)}
SPECIAL: Final = tuple(sorted(day for day in _SPECIAL if day >= FIRST.isoformat()))
"""Some begin in the last week of 2023, whose days are known too."""


def beginning(chance: Random, zone: str) -> int:
    """Half of all begin within a week before a day that is special for the calendar or the zone."""
    if chance.random() < 0.5:
        day = date.fromisoformat(chance.choice(SPECIAL)) - timedelta(days=chance.randrange(8))
    else:
        day = FIRST + timedelta(days=chance.randrange(DAYS))
    at = datetime.combine(day, time(chance.randrange(24), chance.randrange(60)), ZoneInfo(zone))
    return minute_of(at)


def gap(chance: Random, shortest: int = 0) -> int:
    """Mostly minutes, sometimes hours, now and then days."""
    longest = chance.choice((3, 5, 10, 20, 60, 240, 600, 2 * A_DAY))
    return chance.randint(shortest, longest)
