"""Which days people work on in China from 2023 to 2026, as the State Council announced them, written as a list."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
YEARS: Final = (2023, 2024, 2025, 2026)


class Unannounced(Exception):
    """Nobody has said yet which days of that year are working days."""


FREE: Final = (
    # New Year, Spring Festival, Tomb-Sweeping Day, Labour Day, Dragon Boat Festival, Mid-Autumn, National Day
    ("2023-01-01", "2023-01-02"),
    ("2023-01-21", "2023-01-27"),
    ("2023-04-05", "2023-04-05"),
    ("2023-04-29", "2023-05-03"),
    ("2023-06-22", "2023-06-24"),
    ("2023-09-29", "2023-10-06"),
    ("2024-01-01", "2024-01-01"),
    ("2024-02-10", "2024-02-17"),
    ("2024-04-04", "2024-04-06"),
    ("2024-05-01", "2024-05-05"),
    ("2024-06-10", "2024-06-10"),
    ("2024-09-15", "2024-09-17"),
    ("2024-10-01", "2024-10-07"),
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
)
"""First and last day of each holiday, the weekend days among them too."""

MADE_UP: Final = (
    *("2023-01-28", "2023-01-29", "2023-04-23", "2023-05-06", "2023-06-25", "2023-10-07", "2023-10-08"),
    *("2024-02-04", "2024-02-18", "2024-04-07", "2024-04-28", "2024-05-11", "2024-09-14", "2024-09-29", "2024-10-12"),
    *("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"),
    *("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"),
)
"""Saturdays and Sundays on which people work for it."""


@lru_cache(maxsize=2000)
def works(day: date) -> bool:
    if day.year not in YEARS:
        raise Unannounced(day)
    text = day.isoformat()
    if text in MADE_UP:
        return True
    return day.isoweekday() < 6 and not any(first <= text <= last for first, last in FREE)


HOURS: Final = (("09:00", "12:00"), ("13:30", "18:00"))
"""When people work on a working day: a figure of the one pack that counts in working days."""
A_WORKING_DAY: Final = 7 * 60 + 30


def is_working_time(minute: int, zone: str) -> bool:
    """Whether people work in this minute, in that zone. Hours and zones begin at full quarters of an hour only."""
    return _works_in_quarter(minute // 15, zone)


@lru_cache(maxsize=400_000)
def _works_in_quarter(quarter: int, zone: str) -> bool:
    local = (EPOCH + timedelta(minutes=15 * quarter)).astimezone(ZoneInfo(zone))
    return works(local.date()) and any(opens <= f"{local:%H:%M}" < closes for opens, closes in HOURS)


def minute_of(at: datetime) -> int:
    """Whole minutes since 1970; what has seconds is no time of a made-up history."""
    minutes, rest = divmod(at - EPOCH, timedelta(minutes=1))
    assert not rest, at
    return minutes


def moment_of(minute: int) -> datetime:
    return EPOCH + timedelta(minutes=minute)
