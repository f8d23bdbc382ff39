"""A region's working days: weekends, public holidays and make-up working days of the years that were announced."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Final, Literal, Self

from pydantic import Field, model_validator

from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Code, Many, Part, Said, Text, Unlike, check_unlike

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEKDAYS: Final[tuple[Weekday, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Holiday(Part):
    """From its first day to its last, weekends within it counted."""

    zh: Text
    en: Text
    first: date
    last: date

    @model_validator(mode="after")
    def _ends_after_its_beginning(self) -> Self:
        if self.last < self.first:
            raise mistake("ends-before")
        return self

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(after) for after in range((self.last - self.first).days + 1))


class Year(Part):
    """One year as it was announced; ``source`` says where. ``working_days`` are weekend days on which people work."""

    year: int = Field(ge=2000, le=2200)
    source: Text
    holidays: Many[Holiday]
    working_days: Unlike[date] = ()

    @model_validator(mode="after")
    def _holds_its_own_days(self) -> Self:
        for day in (*self.days_off, *self.working_days):
            if day.year != self.year:
                raise mistake("wrong-year", given=day, year=self.year)
        for day in sorted(self.days_off & {*self.working_days}):
            raise mistake("both", given=day)
        return self

    @property
    def days_off(self) -> frozenset[date]:
        return frozenset(day for holiday in self.holidays for day in holiday.days)


class Calendar(Part):
    """One version of a region's calendar. A year that it does not hold was not announced: nothing is guessed."""

    region: Code
    version: int = Field(ge=1, le=1_000_000)
    title: Said
    weekend: Unlike[Weekday] = ("sat", "sun")
    years: Annotated[Many[Year], Field(min_length=1)]

    @model_validator(mode="after")
    def _says_each_day_once(self) -> Self:
        check_unlike(year.year for year in self.years)
        for day in (day for year in self.years for day in year.working_days):
            if _WEEKDAYS[day.weekday()] not in self.weekend:
                raise mistake("works-anyway", given=day)
        return self

    @property
    def holidays(self) -> Iterator[date]:
        return (day for year in self.years for day in sorted(year.days_off))

    @property
    def working_days(self) -> Iterator[date]:
        return (day for year in self.years for day in sorted(year.working_days))

    def is_working_day(self, day: date) -> bool | None:
        """None where the year was not announced yet, so that nobody knows."""
        year = next((year for year in self.years if year.year == day.year), None)
        if year is None:
            return None
        if day in year.working_days:
            return True
        return day not in year.days_off and _WEEKDAYS[day.weekday()] not in self.weekend
