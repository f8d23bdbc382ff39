"""All single values of a period's tickets, for medians and percentiles; and which of them kept a target's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, literal_column, select

from domain.policy.parts.targets import Measure as Goal
from domain.policy.parts.targets import Target
from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.tables import CASES
from projections.figures.sources.cohorts import READS
from projections.figures.sources.tickets import column_of, of_group, page_of, within

_MINUTES: Final = {"min": 1, "h": 60, "day": 1440, "working day": 1440}
_NEVER_LATE: Final = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Spread:
    """The values of a ``column`` of milliseconds, of tickets at which a ``moment`` came in the period.

    ``listed``: the column holds several, as a list in JSON.
    """

    moment: str
    column: str
    listed: bool = False
    reads: tuple[str, ...] = READS

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        found: Materials = {}
        for span in spans:
            for of, values in self._values(look, span, by).items():
                found[span.name, of] = Material(len(values), values=values)
        return found

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        there = CASES.c[self.column].is_not(None)
        return page_of((*within(self.moment, look, span), *of_group(by, of), there, *self._there))

    def _values(self, look: Look, span: Span, by: str | None) -> dict[str | None, list[int]]:
        """Kept, as the median and the percentile of the same values are asked for together."""
        key = (self.moment, self.column, span, by)
        if key not in look.kept:
            look.kept[key] = self._together(look, span) if by is None else self._read(look, span, by)
            look.kept[self.moment, self.column, span] = by
        groups = {of: values for of, values in look.kept[key].items() if by is None or of is not None}
        return {of: values for of, values in groups.items() if values}

    def _together(self, look: Look, span: Span) -> dict[str | None, list[int]]:
        """Of all: the groups of a reading that was made already, or one without groups."""
        before = look.kept.get((self.moment, self.column, span))
        groups = look.kept[self.moment, self.column, span, before] if before else self._read(look, span, None)
        values = list(chain.from_iterable(groups.values()))
        values.sort()
        return {None: values}

    def _read(self, look: Look, span: Span, by: str | None) -> dict[str | None, list[int]]:
        column, text = column_of(by), cast(CASES.c[self.column], String)
        query = select(literal(None) if column is None else column, func.aggregate_strings(text, ","))
        query = query.where(*within(self.moment, look, span), *self._there)
        rows = look.connection.execute(query if column is None else query.group_by(column))
        return {of: _numbers(values) for of, values in rows if values}

    @property
    def _there(self) -> tuple[ColumnElement[bool], ...]:
        return (CASES.c.parts > literal_column("0"),) if self.listed else ()


def _numbers(text: str) -> list[int]:
    """In order; also of lists in JSON that were put together.

    Of 28,000 values reading them as JSON took 0.8 ms, splitting the text 3.0; the sorting is 3.1 more.
    """
    bare = text.replace("[", "").replace("]", "") if text.startswith("[") else text
    return sorted(from_json(f"[{bare}]"))


@dataclass(frozen=True, slots=True)
class InTime:
    """Cases that were in time for a goal: the milliseconds since ``moment`` are at most those of the target.

    A case that still has time is not judged.
    """

    moment: str
    goal: Goal
    reads: tuple[str, ...] = READS

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        return {
            (span.name, of): Material(cases, {"good": good})
            for span in spans
            for of, (cases, good) in self._groups(look, span, by).items()
            if cases and (by is None or of is not None)
        }

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return page_of((*within(self.moment, look, span), *of_group(by, of), self._is_judged(look)))

    @property
    def taken(self) -> ColumnElement[int]:
        return CASES.c.response_ms if self.moment == "reported" else CASES.c.solving_ms

    def _is_judged(self, look: Look) -> ColumnElement[bool]:
        late = CASES.c[self.moment] < look.now - time_of(look.targets.get(self.goal))
        return self.taken.is_not(None) | late

    def _groups(self, look: Look, span: Span, by: str | None) -> dict[str | None, tuple[int, int]]:
        """How many were judged, and how many were in time. Of all: the groups of a reading that was made already."""
        key = (self.goal, span)
        if by is None and key in look.kept:
            groups = look.kept[key].values()
            return {None: (sum(cases for cases, _ in groups), sum(good for _, good in groups))}
        look.kept[key] = self._judged(look, span, by)
        return look.kept[key]

    def _judged(self, look: Look, span: Span, by: str | None) -> dict[str | None, tuple[int, int]]:
        """By group, those of none too."""
        most = time_of(look.targets.get(self.goal)) // timedelta(milliseconds=1)
        column = column_of(by)
        judged: Any = case((self._is_judged(look), 1), else_=0)
        good: Any = case((and_(self.taken.is_not(None), self.taken <= most), 1), else_=0)
        query = select(literal(None) if column is None else column, func.sum(judged), func.sum(good))
        query = query.where(*within(self.moment, look, span))
        rows = look.connection.execute(query if column is None else query.group_by(column))
        return {of: (int(cases or 0), int(kept or 0)) for of, cases, kept in rows}


def time_of(target: Target | None) -> timedelta:
    """In what time it counts; without a target nothing is late."""
    if target is None or target.within is None:
        return _NEVER_LATE
    return timedelta(minutes=target.within.amount * _MINUTES[target.within.unit])
