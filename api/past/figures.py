"""The differences of metrics: figures of a month or quarter as of two moments, and the cases that made one another."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from api.callers import Caller
from api.figures.whose import theirs
from api.past.asked import DifferencesAsked
from api.past.tables import between
from api.service import Service
from api.tables.reading import fetch, view
from domain.record.envelope import Recorded
from domain.reports.period import Period
from projections.figures.asking import Look, Only, Span
from projections.figures.evidence import Case, cases
from projections.figures.measuring import measured
from projections.figures.metric import Metric
from projections.figures.metrics import METRICS, named
from projections.past.between import Between, Difference
from projections.past.changes import changes
from projections.sql.rows import Row

READ: Final = ("clocks", "figures", "sales")
_PAGE: Final = 1000
Cases = dict[str, Case]
"""By what tells them apart: a clock has many runs of a ticket."""


async def of_metrics(service: Service, caller: Caller, asked: DifferencesAsked) -> list[Difference]:
    """Of each metric whose figure is another; of the one that is named, with the events of the cases that differ."""
    only, span = theirs(caller.person, {}), _span(service, asked)
    metrics = METRICS if asked.metric is None else (named(asked.metric),)
    moments = await between(service, asked)
    before, after = [await _figures(service, asked, at, metrics, only, span) for at in (asked.earlier, asked.later)]
    found = [Difference(change.key[0], (change,), ()) for change in changes(before, after, ("metric",))]
    if asked.metric is None or not found:
        return found
    events = await _made(service, asked, moments, metrics[0], only, span)
    return [Difference(each.number, each.rows, tuple(events)) for each in found]


def _span(service: Service, asked: DifferencesAsked) -> Span:
    """The period that is asked for, else the month of the later moment."""
    period = Period.named(asked.period or f"{asked.later.astimezone(service.zone):%Y-%m}")
    return Span(period.name, period.first, period.after)


async def _figures(
    service: Service, asked: DifferencesAsked, at: datetime, metrics: Sequence[Metric], only: Only, span: Span
) -> list[Row]:
    def look(connection: Connection) -> list[Row]:
        return [*_rows(_look(service, connection, at, only), metrics, span)]

    async with view(service, at, known=asked.known, names=READ) as store:
        return await fetch(store, look)


def _rows(look: Look, metrics: Sequence[Metric], span: Span) -> Iterator[Row]:
    for metric in metrics:
        [figure] = measured(metric, look, (span,), None)
        value = None if figure.value is None else float(figure.value)
        yield {"metric": metric.name, "value": value, "base": figure.base, "met": figure.met}


async def _made(
    service: Service, asked: DifferencesAsked, moments: Between, metric: Metric, only: Only, span: Span
) -> list[Recorded]:
    """The events of the cases that one of the moments alone counts, or counts otherwise, by position."""
    before, after = [await _cases(service, asked, at, metric, only, span) for at in (asked.earlier, asked.later)]
    differing = sorted(
        {
            case.history
            for name in {*before, *after}
            for case in (before.get(name), after.get(name))
            if case and _counts(before.get(name)) != _counts(after.get(name))
        }
    )
    histories = await asyncio.gather(*(service.desk.events_of(key) for key in differing[: asked.limit]))
    made = [event for history in histories for event in moments.made_by(history)]
    return sorted(made, key=lambda event: event.sequence)


def _counts(case: Case | None) -> object:
    return case and case.value


async def _cases(
    service: Service, asked: DifferencesAsked, at: datetime, metric: Metric, only: Only, span: Span
) -> Cases:
    def look(connection: Connection) -> Cases:
        found: Cases = {}
        following: str | None = None
        while True:
            looking = _look(service, connection, at, only)
            some, following = cases(metric, looking, span, None, None, following, _PAGE)
            found |= {f"{case.number}/{case.clock}/{sorted(case.ids)}": case for case in some}
            if following is None:
                return found

    async with view(service, at, known=asked.known, names=READ) as store:
        return await fetch(store, look)


def _look(service: Service, connection: Connection, at: datetime, only: Only) -> Look:
    """By then, against the targets of today."""
    policies = service.desk.policies
    return Look(connection, at, policies.newest(policies.choice.default).targets, only)
