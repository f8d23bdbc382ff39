"""All single values of a period's tickets, for medians and percentiles; and which of them kept a target's time."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Any, Final

from pydantic_core import from_json
from sqlalchemy import ColumnElement, String, case, cast, func

from domain.policy.parts.targets import Measure as Goal
from domain.policy.parts.targets import Target
from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.tables import CASES
from projections.figures.sources.cohorts import READS
from projections.figures.sources.periods import added_up, values_of
from projections.figures.sources.tickets import column_of, of_group, page_of, seen, within

Values = dict[tuple[str, str | None], list[int]]
"""In order, by the name of the period and the group."""
Judged = dict[tuple[str, str | None], tuple[int, int]]
"""How many could be judged, and how many of them were in time, likewise."""
_MINUTES: Final = {"min": 1, "h": 60, "day": 1440, "working day": 1440}
_NEVER_LATE: Final = timedelta(days=36_500)


@dataclass(frozen=True, slots=True)
class Spread:
    """The values of a ``column`` of milliseconds, of tickets at which a ``moment`` came in the period."""

    moment: str
    column: str
    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = ()

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        found = self._values(look, tuple(spans), by)
        there = {key: values for key, values in found.items() if values and (by is None or key[1] is not None)}
        return {key: Material(len(values), values=values) for key, values in there.items()}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        there = CASES.c[self.column].is_not(None)
        return page_of((*within(self.moment, look, span), *of_group(by, of), there))

    def _values(self, look: Look, spans: tuple[Span, ...], by: str | None) -> Values:
        """Kept, as the median and the percentile of the same values are asked for together."""
        key = (self.moment, self.column, spans, by)
        if key not in look.kept:
            look.kept[key] = self._together(look, spans) if by is None else self._read(look, spans, by)
            look.kept[self.moment, self.column, spans] = by
        return look.kept[key]

    def _together(self, look: Look, spans: tuple[Span, ...]) -> Values:
        """Of all: the groups of a reading that was made already, or one without groups."""
        before = look.kept.get((self.moment, self.column, spans))
        groups = look.kept[self.moment, self.column, spans, before] if before else self._read(look, spans, None)
        found: Values = defaultdict(list)
        for (name, _), values in groups.items():
            found[name, None] += values
        for values in found.values():
            values.sort()
        return found

    def _read(self, look: Look, spans: Sequence[Span], by: str | None) -> Values:
        """By group, those of none too."""
        moment, text = CASES.c[self.moment], cast(CASES.c[self.column], String)
        rows = _added(look, spans, moment, by, [func.aggregate_strings(text, ",")])
        return {(name, of): numbers_of(values) for name, of, (values,) in rows if values}


def numbers_of(text: str) -> list[int]:
    """Of a list with commas, in order.

    Of 28,000 values reading them as JSON took 0.8 ms, splitting the text 3.0; the sorting is 3.1 more.
    """
    return sorted(from_json(f"[{text}]"))


@dataclass(frozen=True, slots=True)
class InTime:
    """Cases that were in time for a goal: the milliseconds since ``moment`` are at most those of the target.

    A case that still has time is not judged.
    """

    moment: str
    goal: Goal
    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = ()

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        return {
            key: Material(cases, {"good": good})
            for key, (cases, good) in self._groups(look, tuple(spans), by).items()
            if cases and (by is None or key[1] is not None)
        }

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return page_of((*within(self.moment, look, span), *of_group(by, of), self._is_judged(look)))

    @property
    def taken(self) -> ColumnElement[int]:
        return CASES.c.response_ms if self.moment == "reported" else CASES.c.solving_ms

    def _is_judged(self, look: Look) -> ColumnElement[bool]:
        late = CASES.c[self.moment] < look.now - time_of(look.targets.get(self.goal))
        return self.taken.is_not(None) | late

    def _groups(self, look: Look, spans: tuple[Span, ...], by: str | None) -> Judged:
        """How many were judged, and how many were in time. Of all: the groups of a reading that was made already."""
        key = (self.goal, spans)
        if by is None and key in look.kept:
            cases, good = Counter[str](), Counter[str]()
            for (name, _), (judged, kept) in look.kept[key].items():
                cases[name] += judged
                good[name] += kept
            return {(name, None): (count, good[name]) for name, count in cases.items()}
        look.kept[key] = self._judged(look, spans, by)
        return look.kept[key]

    def _judged(self, look: Look, spans: Sequence[Span], by: str | None) -> Judged:
        """By group, those of none too."""
        most = time_of(look.targets.get(self.goal)) // timedelta(milliseconds=1)
        numbers = (func.count(case((self._is_judged(look), 1))), func.count(case((self.taken <= most, 1))))
        rows = _added(look, spans, CASES.c[self.moment], by, numbers)
        return {(name, of): (cases, kept) for name, of, (cases, kept) in rows}


def _added(
    look: Look, spans: Sequence[Span], moment: ColumnElement[Any], by: str | None, numbers: Sequence[ColumnElement[Any]]
) -> Iterator[tuple[str, Any, Sequence[Any]]]:
    """By group, those of none too.

    By severity they stand in an index, each by itself: sorting 28,000 by group took half of the time.
    """
    some, column = seen(look), CASES.c.severity
    if by != "severity":
        return added_up(look, spans, moment, column_of(by), numbers, some)
    known = added_up(look, spans, moment, column, numbers, (*some, column.in_(values_of(look, column))))
    return chain(known, added_up(look, spans, moment, None, numbers, (*some, column.is_(None))))


def time_of(target: Target | None) -> timedelta:
    """In what time it counts; without a target nothing is late."""
    if target is None or target.within is None:
        return _NEVER_LATE
    return timedelta(minutes=target.within.amount * _MINUTES[target.within.unit])
