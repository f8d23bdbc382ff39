"""Days and hours of the made-up months: whole months, opening hours, working days, and the quiet of holidays."""

import tomllib
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from domain.calendar.calendar import Calendar
from domain.calendar.shipped import shipped_text
from gongdan.demo.engine.chance import Chance

SPRING_FESTIVAL: Final = "春节"
_QUIET: Final = {SPRING_FESTIVAL: 0.25}
"""How much of the usual load is left on a holiday; on those not named, as much as on a Sunday."""


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def at_hour(day: date, hour: float, zone: ZoneInfo) -> datetime:
    """By the clock on the wall: 8.5 is half past eight."""
    return midnight(day, zone) + timedelta(hours=hour)


def real(at: datetime) -> datetime:
    """The same, or where clocks are put forward over it the first time that there is after."""
    if _exists(at):
        return at
    at = at.replace(second=0, microsecond=0)
    while not _exists(at):
        at += timedelta(minutes=1)
    return at


def _exists(at: datetime) -> bool:
    return at.astimezone(UTC).astimezone(at.tzinfo).replace(tzinfo=None) == at.replace(tzinfo=None)


def months_after(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def days(first: date, after: date) -> list[date]:
    return [first + timedelta(n) for n in range((after - first).days)]


def in_hours(at: datetime, chance: Chance, opens: float = 8.5, closes: float = 18.0) -> datetime:
    """The same time where it is day, else soon after the next morning."""
    hour = at.hour + at.minute / 60
    if opens <= hour < closes:
        return at
    day = at.date() if hour < opens else at.date() + timedelta(1)
    opening = datetime.combine(day, time(), at.tzinfo) + timedelta(hours=opens)
    return opening + chance.wait(timedelta(minutes=40), 0.9)


@cache
def _calendar() -> Calendar:
    return Calendar.model_validate(tomllib.loads(shipped_text("china")))


@cache
def _holidays() -> dict[date, float]:
    return {
        day: _QUIET.get(holiday.zh, 0.6)
        for year in _calendar().years
        for holiday in year.holidays
        for day in holiday.days
    }


def quiet(day: date) -> float:
    """The share of the usual load that is left on this day."""
    return _holidays().get(day, 1.0)


@cache
def is_working_day(day: date) -> bool:
    """As announced; of a year that was not, Monday to Friday."""
    announced = _calendar().is_working_day(day)
    return day.weekday() < 5 if announced is None else announced


def working_day(day: date, count: int = 1) -> date:
    """The ``count``-th working day from this one on."""
    while True:
        count -= is_working_day(day)
        if count == 0:
            return day
        day += timedelta(1)
