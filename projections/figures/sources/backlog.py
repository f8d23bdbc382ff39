"""Tickets that were still somebody's work at the end of a period: reported before it, and neither solved nor ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select

from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.tables import CASES
from projections.figures.sources.cohorts import READS
from projections.figures.sources.days import onwards, until
from projections.figures.sources.periods import added_up
from projections.figures.sources.tickets import column_of, in_a_group, of_group, page_of, seen

Counts = dict[tuple[str, str | None], int]
"""By the name of the period and the group."""


@dataclass(frozen=True, slots=True)
class Open:
    """At the end of each period, or now where that is still to come: what came in, less what is over since before."""

    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = ("reported", "over")

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        came, over = (self._of_days if look.only.is_all else self._of_tickets)(look, spans, by)
        left = {key: cases - over.get(key, 0) for key, cases in came.items()}
        return {key: Material(cases) for key, cases in left.items() if cases}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return page_of((*self._there(look, span), *of_group(by, of)))

    def _of_days(self, look: Look, spans: Sequence[Span], by: str | None) -> tuple[Counts, Counts]:
        """How many came in, and how many were over, before the end of each period."""
        came, over = (until(look, moment, (), spans, by) for moment in ("reported", "over"))
        return _cases(came), _cases(over)

    def _of_tickets(self, look: Look, spans: Sequence[Span], by: str | None) -> tuple[Counts, Counts]:
        """From those that stood at the end of the first period on; nothing is over before it came in."""
        column, (first, *later) = column_of(by), spans
        query: Any = select(literal(None) if column is None else column, func.count())
        query = query.where(*self._there(look, first), *in_a_group(column))
        rows: Any = look.connection.execute(query if column is None else query.group_by(column))
        standing = {(first.name, of): cases for of, cases in rows}
        came, over = (_counted(look, later, CASES.c[moment], column) for moment in ("reported", "over"))
        return onwards(spans, {**standing, **came}), onwards(spans, over)

    def _there(self, look: Look, span: Span) -> tuple[ColumnElement[bool], ...]:
        _, end = span.within(look.zone)
        standing = or_(CASES.c.over.is_(None), CASES.c.over >= end)
        return (CASES.c.counts.is_(True), CASES.c.reported < end, standing, *look.only.conditions)


def _cases(found: Materials) -> Counts:
    return {key: material.cases for key, material in found.items()}


def _counted(
    look: Look, spans: Sequence[Span], moment: ColumnElement[Any], column: ColumnElement[Any] | None
) -> Counts:
    if not spans:
        return {}
    rows = added_up(look, spans, moment, column, (func.count(),), (*seen(look), *in_a_group(column)))
    return {(name, of): cases for name, of, (cases,) in rows}
