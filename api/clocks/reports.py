"""The clocks of monthly and quarterly reports over HTTP: whether each came out in time."""

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from sqlalchemy import Connection

from api.callers import CallerOf
from api.records.moment import now
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tickets.standing.clocks import ClocksView, Judging
from api.tickets.standing.paging import Asked
from domain.clocks.calendars import Calendars
from domain.clocks.reports import facts_of_report
from domain.reports.period import Period, Span, over
from domain.rights import check
from projections.figures.selecting import began
from projections.reports.folding import first_out

router: Final = APIRouter(prefix="/clocks", tags=["reports"], dependencies=[Depends(known_parameters)])
_READ: Final = ("figures", "reports")


@router.get("/reports", name="show_report_clocks", summary="The clocks of the last reports, each explained")
async def reports(
    service: ServiceOf,
    caller: CallerOf,
    span: Annotated[Span | None, Query(description="Of monthly or quarterly ones only.")] = None,
    limit: Annotated[int, Query(ge=1, le=100, description="Periods at most, the last ones.")] = 12,
    after: After = None,
    prefer: Prefer = None,
) -> list[ClocksView]:
    """By the newest version of the default pack; `number` is the period. The newest period comes first."""
    check(caller.person, "read-metrics")
    for name in _READ:
        await caught_up(service, name, after, prefer)
    at = now(service)
    found = await fetch(service.read, lambda connection: _periods(connection, at, span, limit))
    return [_view(service, period, published, at) for period, published in found]


def _periods(
    connection: Connection, at: datetime, span: Span | None, limit: int
) -> list[tuple[Period, datetime | None]]:
    """Those that are over, the newest first, and when the report of each came out."""
    began_at = began(connection)
    if began_at is None:
        return []
    there = over(began_at.astimezone(at.tzinfo).date(), at.date())
    wanted = [period for period in there if span in (None, period.span)][-limit:]
    out = first_out(connection, [period.name for period in wanted])
    return [(period, out.get(period.name)) for period in reversed(wanted)]


def _view(service: Service, period: Period, published: datetime | None, at: datetime) -> ClocksView:
    policies = service.desk.policies
    pack = policies.newest(policies.choice.default)
    facts = facts_of_report(period, published, service.zone)
    return Judging(facts, pack, Calendars(service.zone), at).view(period.name, None, Asked())
