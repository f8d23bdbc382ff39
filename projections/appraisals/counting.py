"""The figures of an appraisal, counted: of one person, of the people of a team, or of the whole department."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, distinct, func, select

from domain.reports.period import Period
from projections.appraisals.acting import Acted, People
from projections.appraisals.measures import APPRAISED, WORK
from projections.figures.asking import Look, Span
from projections.figures.measuring import measured
from projections.figures.metrics import named
from projections.workload.folding import WORK as LOGGED

READ: Final = ("figures", "progress", "matters", "workload")
"""The read models that it is counted from."""


@dataclass(frozen=True, slots=True)
class Appraised:
    """A figure of some people: over how much it was counted, its target, and whether that was met."""

    measure: str
    value: Decimal | None
    base: int
    target: Decimal | None = None
    met: bool | None = None


def appraised(look: Look, period: Period, people: People | None) -> list[Appraised]:
    """Of these people together, or of everybody; always the same figures in the same order."""
    return [*_of_tickets(look, period, people), _of_work(look, period, people)]


def _of_tickets(look: Look, period: Period, people: People | None) -> Iterator[Appraised]:
    span = Span(period.name, period.first, period.after)
    for each in APPRAISED:
        only = Acted(condition=None if people is None else each.whose(people))
        (found,) = measured(named(each.metric), Look(look.connection, look.now, look.targets, only), (span,), None)
        yield Appraised(each.measure, found.value, found.base, found.target, found.met)


def _of_work(look: Look, period: Period, people: People | None) -> Appraised:
    query = logged(look, Span(period.name, period.first, period.after))
    if people is not None:
        query = query.where(LOGGED.c.staff.in_(sorted(people)))
    found: Any = look.connection.execute(query).one()
    minutes, tickets = found
    return Appraised(WORK, Decimal(int(minutes)), tickets)


def logged(look: Look, span: Span) -> Select[Any, Any]:
    """The minutes logged in the period, and on how many tickets."""
    start, end = span.within(look.zone)
    minutes = func.coalesce(func.sum(LOGGED.c.minutes), 0)
    query = select(minutes, func.count(distinct(LOGGED.c.number)))
    return query.where(LOGGED.c.at >= start, LOGGED.c.at < end)
