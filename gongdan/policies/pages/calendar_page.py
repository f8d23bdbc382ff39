"""A calendar as a page that people compare with the notices: each year's holidays and make-up working days."""

from collections.abc import Iterator
from typing import Final

from domain.calendar.calendar import Calendar, Holiday, Year
from domain.wording import Words
from gongdan.policies.pages.page import Section
from gongdan.policies.pages.sentences import listed, word

_WEEKDAYS: Final[Words] = {
    "mon": ("周一", "Monday"),
    "tue": ("周二", "Tuesday"),
    "wed": ("周三", "Wednesday"),
    "thu": ("周四", "Thursday"),
    "fri": ("周五", "Friday"),
    "sat": ("周六", "Saturday"),
    "sun": ("周日", "Sunday"),
}


def sections(calendar: Calendar, *, chinese: bool) -> Iterator[Section]:
    """Heading and lines: the weekend, then a year each."""
    weekend = listed((word(_WEEKDAYS, day, chinese=chinese) for day in calendar.weekend), chinese=chinese)
    yield ("每周休息日" if chinese else "Weekend"), [weekend]
    for year in sorted(calendar.years, key=lambda year: year.year):
        yield str(year.year), [*_year(year, chinese=chinese)]


def _year(year: Year, *, chinese: bool) -> Iterator[str]:
    yield f"来源：{year.source}" if chinese else f"source: {year.source}"
    for holiday in year.holidays:
        yield _holiday(holiday, chinese=chinese)
    if year.working_days:
        days = listed((str(day) for day in sorted(year.working_days)), chinese=chinese)
        yield f"补班：{days}" if chinese else f"make-up working days: {days}"


def _holiday(holiday: Holiday, *, chinese: bool) -> str:
    days = f"{holiday.first}" if holiday.first == holiday.last else f"{holiday.first}–{holiday.last}"
    return f"{holiday.zh}：{days}" if chinese else f"{holiday.en}: {days}"
