"""Complaints raised in a period and not withdrawn: for each ticket reported in it, and how many handled in time."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, select

from domain.policy.parts.targets import Measure as Goal
from projections.figures.asking import Look, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.daily import BATCH, DIMENSIONS
from projections.figures.rows.tables import CASES, COMPLAINTS
from projections.figures.sources.cohorts import READS, OfDay
from projections.figures.sources.spreads import time_of
from projections.figures.sources.tickets import column_of
from projections.sql.paging import Order

_BY: Final = Order(COMPLAINTS.c.complaint, (COMPLAINTS.c.complaint,))
_GROUPS: Final = {by: column for by in (*DIMENSIONS, BATCH) if (column := column_of(by)) is not None}


@dataclass(frozen=True, slots=True)
class PerTicket:
    """How many were raised; ``cases`` are the tickets reported in the period."""

    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = ("reported",)

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        tickets = OfDay("reported").read(look, spans, by)
        raised = Counter((name, of) for name, of, _, _ in _raised(look, spans, by))
        return {key: _rate(tickets.get(key), raised[key]) for key in {**tickets, **raised}}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        return _page(look, span, *_of(by, of))


@dataclass(frozen=True, slots=True)
class HandledInTime:
    """Which were handled within a target's time; one that still has time is not judged."""

    goal: Goal
    reads: tuple[str, ...] = READS
    days: tuple[str, ...] = ()

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        cases, good = Counter[tuple[str, str | None]](), Counter[tuple[str, str | None]]()
        within = time_of(look.targets.get(self.goal))
        for name, of, raised, handled in _raised(look, spans, by):
            if handled is not None or raised + within < look.now:
                cases[name, of] += 1
                good[name, of] += handled is not None and handled - raised <= within
        return {key: Material(count, {"good": good[key]}) for key, count in cases.items()}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        late = COMPLAINTS.c.raised < look.now - time_of(look.targets.get(self.goal))
        return _page(look, span, *_of(by, of), COMPLAINTS.c.handled.is_not(None) | late)


def _rate(tickets: Material | None, raised: int) -> Material:
    """Nothing can be said of complaints about tickets that were all reported before."""
    cases = tickets.cases if tickets else 0
    return Material(cases, {"raised": raised}, why="no-tickets" if raised and not cases else None)


Raised = tuple[str, str | None, datetime, datetime | None]
"""The name of the period, the group, when it was raised, and handled."""


def _raised(look: Look, spans: Sequence[Span], by: str | None) -> Iterator[Raised]:
    """Those of no group are left out. Read once for all groups."""
    key = ("complaints", tuple(spans))
    if key not in look.kept:
        query: Any = select(COMPLAINTS.c.raised, COMPLAINTS.c.handled, *_GROUPS.values())
        bounds = spans[0].within(look.zone)[0], spans[-1].within(look.zone)[1]
        rows = look.connection.execute(_of_complaints(query, look, *bounds)).all()
        look.kept[key] = [*zip(_names(look, spans, [row[0] for row in rows]), rows, strict=True)]
    place = None if by is None else 2 + list(_GROUPS).index(by)
    for name, row in look.kept[key]:
        of = None if place is None else row[place]
        if place is None or of is not None:
            yield name, of, row[0], row[1]


def _names(look: Look, spans: Sequence[Span], moments: Sequence[datetime]) -> Sequence[str]:
    """Of the period that each moment is in."""
    if len(spans) == 1:
        return [spans[0].name] * len(moments)
    starts = [span.within(look.zone)[0] for span in spans]
    return [spans[bisect_right(starts, moment) - 1].name for moment in moments]


def _of_complaints(query: Any, look: Look, start: datetime, end: datetime) -> Any:
    """They are of what their tickets are; one without a ticket is of nothing."""
    return (
        query.select_from(COMPLAINTS)
        .outerjoin(CASES, CASES.c.number == COMPLAINTS.c.ticket)
        .where(COMPLAINTS.c.raised >= start, COMPLAINTS.c.raised < end, COMPLAINTS.c.withdrawn.is_(False))
        .where(*look.only.conditions)
    )


def _page(look: Look, span: Span, *only: ColumnElement[bool]) -> Counted:
    query = _of_complaints(select(*COMPLAINTS.columns), look, *span.within(look.zone))
    return Counted(query.where(*only), _BY)


def _of(by: str | None, of: str | None) -> Sequence[ColumnElement[bool]]:
    return () if by is None or of is None else (_GROUPS[by] == of,)
