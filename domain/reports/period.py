"""The months and quarters that reports are about, by their names: 2024-05 and 2024-Q2."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import StringConstraints

Span = Literal["month", "quarter"]
SPANS: Final[tuple[Span, ...]] = ("month", "quarter")
PERIOD: Final = r"^(20|21)\d{2}-(0[1-9]|1[0-2]|Q[1-4])$"
PeriodName = Annotated[str, StringConstraints(pattern=PERIOD)]
"""2024-05, or 2024-Q2."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From its first day up to the first day after it."""

    first: date
    after: date

    @classmethod
    def named(cls, name: str) -> Self:
        """The period of a name. Raises ValueError where it names none."""
        if not re.fullmatch(PERIOD, name):
            raise ValueError(name)
        year, which = int(name[:4]), name[5:]
        month, months = (int(which[1]) * 3 - 2, 3) if which.startswith("Q") else (int(which), 1)
        return cls(date(year, month, 1), _first_of(year, month + months))

    @classmethod
    def before(cls, day: date, span: Span) -> Self:
        """The last one that is over on a day."""
        month = day.month if span == "month" else (day.month - 1) // 3 * 3 + 1
        return cls(_first_of(day.year, month - (1 if span == "month" else 3)), _first_of(day.year, month))

    @property
    def span(self) -> Span:
        return "month" if (self.after - self.first).days < 32 else "quarter"

    @property
    def name(self) -> str:
        if self.span == "month":
            return f"{self.first:%Y-%m}"
        return f"{self.first.year:04}-Q{(self.first.month + 2) // 3}"

    @property
    def previous(self) -> Self:
        """The one of the same span before it."""
        return type(self).before(self.first, self.span)

    @property
    def following(self) -> Self:
        """The one of the same span after it."""
        months = 1 if self.span == "month" else 3
        return type(self)(self.after, _first_of(self.after.year, self.after.month + months))

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - timedelta(days=1)

    @property
    def months(self) -> tuple[Self, ...]:
        """The months in it."""
        return tuple(
            type(self)(_first_of(self.first.year, month), _first_of(self.first.year, month + 1))
            for month in range(self.first.month, self.first.month + (1 if self.span == "month" else 3))
        )

    def within(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first after it."""
        return midnight(self.first, zone), midnight(self.after, zone)

    def due(self, day: int, zone: ZoneInfo) -> datetime:
        """The first moment after the last in which its report is on time: it may come out all of that day."""
        return midnight(self.after + timedelta(days=day), zone)


def over(began: date, today: date) -> list[Period]:
    """Every month and quarter that is over today and was not on the first day, in the order of their ends."""
    return sorted(_over(began, today), key=lambda period: (period.after, -period.first.toordinal()))


def _over(began: date, today: date) -> Iterator[Period]:
    for span in SPANS:
        period = Period.before(began, span).following
        while period.after <= today:
            yield period
            period = period.following


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)


def _first_of(year: int, month: int) -> date:
    """Of a month counted on from January of the year: 13 is the next January, 0 the December before."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
