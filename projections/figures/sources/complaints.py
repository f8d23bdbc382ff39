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

_BY: Final = Order(COMPLAINTS.c.complaint, (COMPLAINTS.c.complaint,))
_DIMENSIONS: Final = tuple(CASES.c[column] for column in DIMENSIONS.values())


@dataclass(frozen=True, slots=True)
class PerTicket:
    """How many were raised; ``cases`` are the tickets reported in the period."""

    reads: tuple[str, ...] = READS

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        tickets = OfDay("reported").read(look, spans, by)
        raised = {span.name: Counter(of for of, _, _ in _raised(look, span, by)) for span in spans}
        return {
            (span, of): Material(material.cases, {"raised": raised[span][of]})
            for (span, of), material in tickets.items()
        }

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return _page(look, span, *_of(by, of))


@dataclass(frozen=True, slots=True)
class HandledInTime:
    """Which were handled within a target's time; one that still has time is not judged."""

    goal: Goal
    reads: tuple[str, ...] = READS

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        found: Materials = {}
        within = time_of(look.targets.get(self.goal))
        for span in spans:
            cases, good = Counter[str | None](), Counter[str | None]()
            for of, raised, handled in _raised(look, span, by):
                if handled is not None or raised + within < look.now:
                    cases[of] += 1
                    good[of] += handled is not None and handled - raised <= within
            found |= {(span.name, of): Material(count, {"good": good[of]}) for of, count in cases.items()}
        return found

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        late = COMPLAINTS.c.raised < look.now - time_of(look.targets.get(self.goal))
        return _page(look, span, *_of(by, of), COMPLAINTS.c.handled.is_not(None) | late)


def _raised(look: Look, span: Span, by: str | None) -> Iterator[tuple[str | None, datetime, datetime | None]]:
    """The group of each, when it was raised, and handled; those of no group are left out. Read once for all groups."""
    key = ("complaints", span)
    if key not in look.kept:
        query = _page(look, span).query.with_only_columns(COMPLAINTS.c.raised, COMPLAINTS.c.handled, *_DIMENSIONS)
        look.kept[key] = look.connection.execute(query).all()
    place = None if by is None else 2 + list(DIMENSIONS).index(by)
    for row in look.kept[key]:
        of = None if place is None else row[place]
        if place is None or of is not None:
            yield of, row[0], row[1]


def _page(look: Look, span: Span, *only: ColumnElement[bool]) -> Counted:
    """They are of what their tickets are; one without a ticket is of nothing."""
    start, end = span.within(look.zone)
    query: Any = (
        select(*COMPLAINTS.columns)
        .outerjoin(CASES, CASES.c.number == COMPLAINTS.c.ticket)
        .where(COMPLAINTS.c.raised >= start, COMPLAINTS.c.raised < end, COMPLAINTS.c.withdrawn.is_(False))
        .where(*look.only.conditions, *only)
    )
    return Counted(query, _BY)


def _of(by: str | None, of: str | None) -> Sequence[ColumnElement[bool]]:
    return () if by is None or of is None else (CASES.c[DIMENSIONS[by]] == of,)
