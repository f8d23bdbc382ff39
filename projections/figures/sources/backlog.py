"""Tickets that were still somebody's work at the end of a period: reported before it, and neither solved nor ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_, select

from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.tables import CASES
from projections.figures.sources.cohorts import READS
from projections.figures.sources.days import until
from projections.figures.sources.tickets import column_of, grouped, of_group, page_of


@dataclass(frozen=True, slots=True)
class Open:
    """At the end of each period, or now where that is still to come: what came in, less what is over since before."""

    reads: tuple[str, ...] = READS

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        reading = self._of_days if look.only.is_all else self._of_tickets
        return {(span.name, of): Material(cases) for span in spans for of, cases in reading(look, span, by) if cases}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return page_of((*self._there(look, span), *of_group(by, of)))

    def _of_days(self, look: Look, span: Span, by: str | None) -> Iterator[tuple[str | None, int]]:
        over = until(look, "over", (), span, by)
        for of, came in until(look, "reported", (), span, by).items():
            yield of, came.cases - (over[of].cases if of in over else 0)

    def _of_tickets(self, look: Look, span: Span, by: str | None) -> Iterator[tuple[str | None, int]]:
        column = column_of(by)
        query = select(literal(None) if column is None else column, func.count())
        rows: Any = look.connection.execute(grouped(query.where(*self._there(look, span)), by))
        yield from ((of, cases) for of, cases in rows)

    def _there(self, look: Look, span: Span) -> tuple[ColumnElement[bool], ...]:
        _, end = span.within(look.zone)
        standing = or_(CASES.c.over.is_(None), CASES.c.over >= end)
        return (CASES.c.counts.is_(True), CASES.c.reported < end, standing, *look.only.conditions)
