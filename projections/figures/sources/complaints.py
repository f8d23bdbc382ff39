"""Complaints raised in a period and not withdrawn: for each ticket reported in it, and how many handled in time."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from domain.policy.parts.targets import Measure as Goal
from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.daily import DIMENSIONS
from projections.figures.rows.tables import CASES, COMPLAINTS
from projections.figures.sources.cohorts import READS, OfDay
from projections.figures.sources.spreads import time_of
from projections.sql.paging import Order
from projections.sql.rows import Row

_BY: Final = Order(COMPLAINTS.c.complaint, (COMPLAINTS.c.complaint,))


@dataclass(frozen=True, slots=True)
class PerTicket:
    """How many were raised; ``cases`` are the tickets reported in the period."""

    reads: tuple[str, ...] = READS

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        tickets = OfDay("reported").read(look, spans, by)
        raised = {span.name: Counter(row["of"] for row in _raised(look, span, by)) for span in spans}
        return {
            (span, of): Material(material.cases, {"raised": raised[span][of]})
            for (span, of), material in tickets.items()
        }

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return _page(look, span, by, of)


@dataclass(frozen=True, slots=True)
class HandledInTime:
    """Which were handled within a target's time; one that still has time is not judged."""

    goal: Goal
    reads: tuple[str, ...] = READS

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        found: Materials = {}
        for span in spans:
            cases, good = Counter[str | None](), Counter[str | None]()
            for row in _raised(look, span, by):
                if (kept := self._kept(look, row)) is not None:
                    cases[row["of"]] += 1
                    good[row["of"]] += kept
            found |= {(span.name, of): Material(count, {"good": good[of]}) for of, count in cases.items()}
        return found

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        late = COMPLAINTS.c.raised < look.now - time_of(look.targets.get(self.goal))
        return _page(look, span, by, of, COMPLAINTS.c.handled.is_not(None) | late)

    def _kept(self, look: Look, row: Row) -> bool | None:
        """Whether it was in time; None while it still can be."""
        within = time_of(look.targets.get(self.goal))
        handled: datetime | None = row["handled"]
        if handled is None:
            return False if row["raised"] + within < look.now else None
        return handled - row["raised"] <= within


def _raised(look: Look, span: Span, by: str | None) -> Iterator[Row]:
    """With the group of each; those of no group are left out."""
    query = _page(look, span, by, None).query
    for row in look.connection.execute(query).mappings():
        of = None if by is None else row[DIMENSIONS[by]]
        if by is None or of is not None:
            yield {**row, "of": of}


def _page(look: Look, span: Span, by: str | None, of: str | None, *more: ColumnElement[bool]) -> Counted:
    """They are of what their tickets are; one without a ticket is of nothing."""
    start, end = span.within(look.zone)
    columns: list[Any] = [] if by is None else [CASES.c[DIMENSIONS[by]]]
    query: Any = (
        select(*COMPLAINTS.columns, *columns)
        .outerjoin(CASES, CASES.c.number == COMPLAINTS.c.ticket)
        .where(COMPLAINTS.c.raised >= start, COMPLAINTS.c.raised < end, COMPLAINTS.c.withdrawn.is_(False))
        .where(*look.only.conditions, *more)
    )
    return Counted(query if of is None else query.where(*(column == of for column in columns)), _BY)
