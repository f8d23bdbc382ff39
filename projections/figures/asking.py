"""What is asked of metrics: of which time, cut into which periods, and of whose tickets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Connection, Select, or_

from domain.policy.parts.targets import Measure as Goal
from domain.policy.parts.targets import Target
from domain.reports.period import midnight
from projections.errors import BadQuery
from projections.figures.rows.daily import DIMENSIONS
from projections.figures.rows.tables import CASES
from projections.sql.local import zone_of

Every = Literal["day", "week", "month", "quarter"]
EVERY: Final[tuple[Every, ...]] = get_args(Every)
MOST: Final = 400
"""Periods of one answer: a year of days."""
_DAY: Final = timedelta(days=1)
EARLIEST, LATEST = date(1900, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Span:
    """A period by its name, from its first day up to the first day after it."""

    name: str
    first: date
    after: date

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - _DAY

    def within(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Its first moment, and the first after it."""
        return midnight(self.first, zone), midnight(self.after, zone)


def whole(first: date, last: date) -> Span:
    """All days from the one through the other. Raises BadQuery where there are none."""
    if not EARLIEST <= first <= last <= LATEST:
        raise BadQuery("bad-period", first=first.isoformat(), last=last.isoformat())
    name = first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
    return Span(name, first, last + _DAY)


def cut(span: Span, every: Every) -> tuple[Span, ...]:
    """Its days, weeks, months or quarters, the first and last no longer than it is. Raises BadQuery: too many."""
    found: list[Span] = []
    for each in _cut(span, every):
        found.append(each)
        if len(found) > MOST:
            raise BadQuery("too-many-periods", every=every, most=MOST)
    return tuple(found)


def _cut(span: Span, every: Every) -> Iterator[Span]:
    first = span.first
    while first < span.after:
        name, after = _around(first, every)
        yield Span(name, first, min(after, span.after))
        first = after


def is_whole(every: Every, first: date, last: date) -> bool:
    """Whether these days are all of the period that the first is in."""
    name, after = _around(first, every)
    return last + _DAY == after and _around(first - _DAY, every)[0] != name


def _around(day: date, every: Every) -> tuple[str, date]:
    """The name of the period that a day is in, and the first day after it."""
    match every:
        case "day":
            return day.isoformat(), day + _DAY
        case "week":
            year, week, weekday = day.isocalendar()
            return f"{year}-W{week:02}", day + _DAY * (8 - weekday)
        case "month":
            return f"{day.year}-{day.month:02}", _first_of(day.year, day.month + 1)
        case "quarter":
            quarter = (day.month + 2) // 3
            return f"{day.year}-Q{quarter}", _first_of(day.year, quarter * 3 + 1)


def _first_of(year: int, month: int) -> date:
    """The first day of a month; the thirteenth is the next year's first."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Only:
    """Whose tickets: those that have these ``values`` of dimensions; that are of these ``people``, or ``teams`` too.

    None is everybody. ``teams`` are seen by who looks after them; what is nobody's team's is seen too. ``among`` are
    the numbers of theirs where the rows of a past moment are looked at, which may have been another's then.
    """

    values: Mapping[str, str] = field(default_factory=dict[str, str])
    people: frozenset[str] | None = None
    teams: frozenset[str] | None = None
    among: Select[tuple[str]] | None = None

    @property
    def is_all(self) -> bool:
        return not self.values and self.people is None

    @property
    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """On the rows of tickets."""
        of = (CASES.c[DIMENSIONS[by]] == value for by, value in self.values.items())
        theirs = () if self.people is None else (or_(*self._theirs(self.people)),)
        return (*of, *theirs)

    def _theirs(self, people: frozenset[str]) -> Iterator[ColumnElement[bool]]:
        if self.among is not None:
            yield CASES.c.number.in_(self.among)
            return
        who = sorted(people)
        yield from (CASES.c[column].in_(who) for column in ("engineer", "handler", "receiver"))
        if self.teams is not None:
            yield CASES.c.team.in_(sorted(self.teams))
            yield CASES.c.team.is_(None)


@dataclass(slots=True)
class Look:
    """One look at the tables: ``now`` says which cases still have time, ``targets`` what they have it for.

    ``kept`` is what one metric read and another may use; ``together`` are, by moment, what many metrics group the sums
    by day by, so that these are read at once.
    """

    connection: Connection
    now: datetime
    targets: Mapping[Goal, Target]
    only: Only = Only()
    kept: dict[Any, Any] = field(default_factory=dict[Any, Any])
    together: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.connection)
