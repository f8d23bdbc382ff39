"""Days and hours of the made-up months: whole months, opening hours, and the quiet of holidays."""

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from domain.calendar.calendar import Calendar
from domain.calendar.shipped import shipped_text
from gongdan.demo.engine.chance import Chance

CHINA: Final = ZoneInfo("Asia/Shanghai")
SPRING_FESTIVAL: Final = "春节"
_QUIET: Final = {SPRING_FESTIVAL: 0.25}
"""How much of the usual load is left on a holiday; on those not named, as much as on a Sunday."""


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def months_after(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def days(first: date, after: date) -> list[date]:
    return [first + timedelta(n) for n in range((after - first).days)]


def in_hours(at: datetime, chance: Chance, opens: float = 8.5, closes: float = 18.0) -> datetime:
    """The same time where somebody works then, else soon after the next opening."""
    hour = at.hour + at.minute / 60
    if opens <= hour < closes:
        return at
    day = at.date() if hour < opens else at.date() + timedelta(1)
    return midnight(day) + timedelta(hours=opens) + chance.wait(timedelta(minutes=40), 0.9)


@cache
def _holidays() -> dict[date, float]:
    calendar = Calendar.model_validate(tomllib.loads(shipped_text("china")))
    return {
        day: _QUIET.get(holiday.zh, 0.6) for year in calendar.years for holiday in year.holidays for day in holiday.days
    }


def quiet(day: date) -> float:
    """The share of the usual load that is left on this day."""
    return _holidays().get(day, 1.0)


def visit_time(at: datetime, chance: Chance) -> datetime:
    """On the half hour, from nine to half past five."""
    day = at.date() if at.hour < 17 else at.date() + timedelta(1)
    first = max(at.hour + 1, 9) if day == at.date() else 9
    return midnight(day) + timedelta(hours=chance.number(first, 17), minutes=chance.one_of((0, 30)))
