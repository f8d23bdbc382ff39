"""The routes of metrics: figures of any time with their targets, and the tickets and events behind each of them."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection

from api.callers import Caller, CallerOf
from api.figures.asked import Asked, CasesAsked, FiguresAsked, group_of, metric_by
from api.figures.series import turn
from api.figures.views import CasesPage, CaseView, FiguresView, MetricView, metric_view
from api.figures.whose import theirs_at
from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.tables.reading import Prefer, caught_up, fetch, view
from domain.record.envelope import Recorded
from domain.rights import check
from projections.figures.asking import Look, Only, Span, cut
from projections.figures.evidence import Case, cases
from projections.figures.limiting import at_least, limited
from projections.figures.measuring import everything, measured
from projections.figures.metric import Metric
from projections.past.histories import as_told
from projections.spans.asking import Bound
from projections.sql.columns import never_stored

router: Final = APIRouter(prefix="/figures", tags=["reports"])

READ: Final = ("clocks", "figures", "sales")
"""All that metrics are counted from."""
_PAST: Final = "read-audit"


@router.get("", name="show_figures", summary="Metrics of any time: in all, by groups, by day, week, month or quarter")
async def show(
    service: ServiceOf,
    request: Request,
    caller: CallerOf,
    asked: Annotated[FiguresAsked, Query()],
    prefer: Prefer = None,
) -> FiguresView:
    """Of this month, every metric in all and by its main groups, if nothing else is asked.

    Each has one definition: docs/metrics.md. Of all tickets, of one's team's, or of one's own, as the rights are.
    `as_of` a past moment for those who may read the audit, against the targets of today.
    """
    now, metrics = _now(service, caller, asked), asked.metrics
    only = await theirs_at(service, caller.person, asked.values, asked.as_of, asked.after, prefer)
    span = asked.span(now)
    spans = (span,) if asked.every is None else cut(span, asked.every)
    await _caught_up(service, metrics, asked, prefer)
    chinese, overview = language_of(request) == "zh", not asked.metric and asked.by is None
    size = at_least(metrics, spans, overview=overview)

    def look(connection: Connection) -> list[MetricView]:
        at = _look(service, connection, only, now)
        if overview:
            found = everything(metrics, at, spans)
        else:
            found = ((metric, asked.by, measured(metric, at, spans, asked.by)) for metric in metrics)
        return [metric_view(metric, by, figures, chinese=chinese) for metric, by, figures in limited(found)]

    last = span.after - timedelta(days=1)
    async with turn(service, size), view(service, asked.as_of, known=asked.known, names=READ) as store:
        return FiguresView(first=span.first, last=last, every=asked.every, items=await fetch(store, look))


@router.get("/tickets", name="list_figure_cases", summary="What a figure was counted from: each case and its events")
async def list_cases(
    service: ServiceOf, caller: CallerOf, asked: Annotated[CasesAsked, Query()], prefer: Prefer = None
) -> CasesPage:
    """Tickets, of some metrics complaints or runs of clocks; each with the value that it counts, by number."""
    now = _now(service, caller, asked)
    only = await theirs_at(service, caller.person, asked.values, asked.as_of, asked.after, prefer)
    metric, of = metric_by(asked.metric, asked.by), group_of(asked)
    span: Span = asked.span(now)
    await _caught_up(service, [metric], asked, prefer)

    def look(connection: Connection) -> tuple[list[Case], str | None]:
        if never_stored(of):
            return [], None
        at = _look(service, connection, only, now)
        return cases(metric, at, span, asked.by, of, asked.page, asked.limit)

    async with view(service, asked.as_of, known=asked.known, names=READ) as store:
        found, following = await fetch(store, look)
    events = await asyncio.gather(*(_events(service, case, asked) for case in found))
    views = [
        CaseView(number=case.number, value=float(case.value), clock=case.clock, events=ids)
        for case, ids in zip(found, events, strict=True)
    ]
    return CasesPage(items=views, next=following)


async def _events(service: Service, case: Case, asked: Asked) -> list[str]:
    history = await service.desk.events_of(case.history)
    if asked.as_of is not None:
        history = as_told(history, Bound(asked.as_of, _upto(history, asked.as_of) if asked.known else None))
    return case.events_in(history)


def _upto(history: Sequence[Recorded], at: datetime) -> int:
    """The last position before the first event that was recorded later."""
    later = next((event.sequence for event in history if event.envelope.recorded > at), None)
    return history[-1].sequence if later is None else later - 1


def _now(service: Service, caller: Caller, asked: Asked) -> datetime:
    """The moment by which is judged, local: of one to come, now. Raises Forbidden where the past is not theirs."""
    now = datetime.now(service.zone)
    if asked.as_of is None:
        return now
    check(caller.person, _PAST)
    return min(asked.as_of.astimezone(service.zone), now)


def _look(service: Service, connection: Connection, only: Only, now: datetime) -> Look:
    """With the targets of the department's own pack."""
    policies = service.desk.policies
    return Look(connection, now, policies.newest(policies.choice.default).targets, only)


async def _caught_up(service: Service, metrics: Iterable[Metric], asked: Asked, prefer: str | None) -> None:
    for name in sorted({name for metric in metrics for name in metric.reads}):
        await caught_up(service, name, asked.after, prefer, past=asked.as_of is not None)
