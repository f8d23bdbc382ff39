"""The differences of metrics: figures of a month or quarter as of two moments, and the cases that made one another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, select

from api.callers import Caller
from api.figures.whose import theirs_at
from api.manners.problems import ApiProblem
from api.past.asked import DifferencesAsked
from api.past.making import made
from api.past.tables import between
from api.service import Service
from api.tables.reading import fetch, view
from domain.reports.period import Period
from domain.sales.month import sales_key
from projections.figures.asking import Look, Only, Span
from projections.figures.evidence import Case, cases
from projections.figures.measuring import measured
from projections.figures.metric import Metric
from projections.figures.metrics import METRICS, named
from projections.figures.sources.units import month_after
from projections.past.between import Difference
from projections.past.changes import changes
from projections.sales.folding import SALES
from projections.sql.rows import Row

READ: Final = ("clocks", "figures", "sales")
_PAGE: Final = 1000
_BASES: Final = {"complaints": ("tickets",)}
"""Rates of something else than their own cases: the metric that counts what they are of."""
_PER_UNIT: Final = frozenset({"failure", "repair-return"})
"""Rates of units sold, which the months' sales tell."""
Units = tuple[str, str, str, int]
"""Sold: of a month, a model, a batch."""
Cases = dict[str, Case]
"""By what tells them apart: a clock has many runs of a ticket, and a repeating one many periods of a run."""


async def of_metrics(service: Service, caller: Caller, asked: DifferencesAsked) -> list[Difference]:
    """Of each metric whose figure is another; of the one that is named, with the events of the cases that differ."""
    span = _span(service, asked)
    only = await theirs_at(service, caller.person, {}, asked.earlier, asked.after)
    metrics = METRICS if asked.metric is None else (named(asked.metric),)
    moments = await between(service, asked)
    before, after = [await _figures(service, asked, at, metrics, only, span) for at in (asked.earlier, asked.later)]
    found = [Difference(change.key[0], (change,), ()) for change in changes(before, after, ("metric",))]
    if asked.metric is None or not found:
        return found
    counted = [metrics[0], *map(named, _BASES.get(metrics[0].name, ()))]
    changed: dict[str, list[Case | None]] = {}
    for metric in counted:
        for history, case in await _differing(service, asked, metric, only, span):
            changed.setdefault(history, []).append(case)
    sold = await _sold(service, asked, span) if metrics[0].name in _PER_UNIT else set[str]()
    differing = sorted({*changed, *sold})
    events = await made(service, moments, changed, differing[: asked.limit], by_others=bool(sold))
    return [replace(each, events=tuple(events), cases=len(differing)) for each in found]


def _span(service: Service, asked: DifferencesAsked) -> Span:
    """The period that is asked for, else the month of the later moment. Raises ApiProblem where there is none."""
    later = service.shown.local(asked.later)
    try:
        period = Period.named(asked.period or f"{later:%Y-%m}")
    except ValueError:
        raise ApiProblem("period-needed", moment=later.isoformat()) from None
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


async def _differing(
    service: Service, asked: DifferencesAsked, metric: Metric, only: Only, span: Span
) -> list[tuple[str, Case | None]]:
    """The histories of cases that one of the moments alone counts, or counts otherwise; each with the later case."""
    before, after = [await _cases(service, asked, at, metric, only, span) for at in (asked.earlier, asked.later)]
    return [
        (case.history, after.get(name))
        for name, case in (before | after).items()
        if _counts(before.get(name)) != _counts(after.get(name))
    ]


async def _sold(service: Service, asked: DifferencesAsked, span: Span) -> set[str]:
    """The months until the period's end of which other units are on record: their histories."""
    before, after = [await _units(service, asked, at, span) for at in (asked.earlier, asked.later)]
    return {sales_key(month) for month, *_ in before ^ after}


async def _units(service: Service, asked: DifferencesAsked, at: datetime, span: Span) -> set[Units]:
    def look(connection: Connection) -> set[Units]:
        column = SALES.c
        query = select(column.month, column.model, column.batch, column.units)
        return {tuple(row) for row in connection.execute(query.where(column.month < month_after(span)))}

    async with view(service, at, known=asked.known, names=READ) as store:
        return await fetch(store, look)


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
            found |= {f"{case.number}/{case.clock}/{case.period}/{sorted(case.ids)}": case for case in some}
            if following is None:
                return found

    async with view(service, at, known=asked.known, names=READ) as store:
        return await fetch(store, look)


def _look(service: Service, connection: Connection, at: datetime, only: Only) -> Look:
    """By then, of a moment to come by now, against the targets of today."""
    policies, by = service.desk.policies, min(at, datetime.now(UTC))
    return Look(connection, by, policies.newest(policies.choice.default).targets, only)
