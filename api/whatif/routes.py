"""The route of what-if: a month or quarter under another pack beside the real one, which changes nothing."""

import asyncio
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query, Request
from sqlalchemy import Connection

from api.callers import CallerOf
from api.figures.whose import theirs
from api.manners.language import language_of
from api.manners.texts import Sought
from api.service import ServiceOf
from api.tables.asked import known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tables.visible import numbers
from api.tickets.clocks import PACK, named
from api.whatif.judging import Judging, figures
from api.whatif.views import FigureView, WhatIfView
from domain.reports.period import PERIOD, Period
from domain.rights import check, reads_all
from projections.figures.asking import Span
from projections.past import under
from projections.past.under import Kept, Within

router: Final = APIRouter(prefix="/what-if", tags=["reports"], dependencies=[Depends(known_parameters)])

MOST: Final = 1000
Which = Annotated[str, Query(pattern=PERIOD, description="A month (2024-05) or a quarter (2024-Q2).")]
Other = Annotated[
    str,
    Query(pattern=PACK, max_length=60, description="The other pack: `NAME` (the newest version) or `NAME@VERSION`."),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Histories a page.")]
Cursor = Annotated[Sought | None, Query(description="The `next` of the page before.")]
_READ: Final = ("clocks", "figures", "sales", "spans", "register")


@router.get("", name="what_if", summary="A period under another pack: clocks, figures, targets, verdicts that change")
async def what_if(
    service: ServiceOf,
    request: Request,
    caller: CallerOf,
    period: Which,
    policy: Other,
    limit: Limit = 200,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
) -> WhatIfView:
    """Changes nothing. For those who may judge under another pack; a supervisor: the tickets of their team."""
    check(caller.person, "judge")
    among = None if reads_all(caller.person, "judge") else numbers(caller.person, "judge")
    only, now, chinese = theirs(caller.person, {}), datetime.now(service.zone), language_of(request) == "zh"
    asked = Period.named(period)
    span = Span(period, asked.first, asked.after)
    within = Within(*span.within(service.zone))
    policies = service.desk.policies
    other, own = named(policies, policy), policies.newest(policies.choice.default)
    for name in _READ:
        await caught_up(service, name, after, prefer)

    def look(connection: Connection) -> tuple[list[Kept], int, list[FigureView]]:
        found = under.page(connection, within, among, page, limit)
        beside = [] if page else figures(connection, now, own, other, only, span, chinese=chinese)
        return found, under.count(connection, within, among), beside

    found, total, beside = await fetch(service.read, look)
    judging = Judging(service, other, within, now)
    clocks, changed = await asyncio.to_thread(judging.judged, found)
    return WhatIfView(
        policy=other.ref,
        period=period,
        first=asked.first,
        last=asked.after - timedelta(days=1),
        at=now,
        judged=len(found) - judging.left_out,
        left_out=judging.left_out,
        count=total,
        next=found[-1].number if len(found) == limit else None,
        clocks=clocks,
        figures=beside,
        changed=changed,
    )
