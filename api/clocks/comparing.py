"""Every ticket's clocks under its own pack and beside it under another (what-if), counted a page at a time."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field

from api.callers import CallerOf
from api.manners.moments import Time
from api.service import Service, ServiceOf
from api.tables.asked import TicketNumber, known_parameters
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tables.visible import numbers
from api.tickets.clocks import PACK, named
from domain.clocks.calendars import Calendars
from domain.clocks.judging import judge
from domain.clocks.tally import Outcome, Tally, add
from domain.clocks.under import graded_as
from domain.policy.pack import Pack
from domain.refusals import NotAllowed
from domain.rights import check, reads_all
from projections.clocks import asking
from projections.clocks.asking import Kept

router: Final = APIRouter(prefix="/clocks", tags=["tables"], dependencies=[Depends(known_parameters)])

MOST: Final = 1000
At = Annotated[Time | None, Query(description="As they stand at this moment; now where it is not given.")]
Limit = Annotated[int, Query(ge=1, le=MOST, description="Tickets a page.")]
Other = Annotated[
    str,
    Query(pattern=PACK, max_length=60, description="The other pack: `NAME` (the newest version) or `NAME@VERSION`."),
]


class CountsView(BaseModel):
    """How many runs of each clock ended how, by clock."""

    own: dict[str, dict[Outcome, int]]
    other: dict[str, dict[Outcome, int]]


class ComparedView(BaseModel):
    """The counts of a page of tickets: ``tickets`` of the ``count`` there are; give ``next`` as ``ticket`` to go on.

    ``left_out`` are tickets under a pack that this program does not know.
    """

    policy: str
    at: datetime
    tickets: int
    left_out: int
    count: int
    next: str | None
    runs: CountsView = Field(description="Runs by clock and how they ended.")


_PAST: Final = "read-audit"


@router.get("", summary="All tickets' clocks, counted under their own pack and under another")
async def compare_clocks(
    service: ServiceOf,
    caller: CallerOf,
    policy: Other,
    at: At = None,
    ticket: TicketNumber = None,
    limit: Limit = 200,
    after: After = None,
    prefer: Prefer = None,
) -> ComparedView:
    """Changes nothing. For those who may judge under another pack; a supervisor: the tickets of their team.

    As of a past moment for those of them who may read the audit.
    """
    now = datetime.now(UTC)
    asked = ("judge", _PAST) if at and at < now else ("judge",)
    for right in asked:
        check(caller.person, right)
    narrowest = next((right for right in asked if not reads_all(caller.person, right)), None)
    among = None if narrowest is None else numbers(caller.person, narrowest)
    for name in ("clocks",) if among is None else ("clocks", "register"):
        await caught_up(service, name, after, prefer)
    judging = _Judging(service, named(service.desk.policies, policy), at or now)
    page, count = await fetch(
        service.read,
        lambda connection: (asking.page(connection, among, ticket, limit), asking.count(connection, among)),
    )
    return await asyncio.to_thread(judging.counted, page, count, limit)


class _Judging:
    """Tickets under their own packs and under one other, at a moment."""

    def __init__(self, service: Service, other: Pack, at: datetime) -> None:
        self._policies, self._other, self._at = service.desk.policies, other, at
        self._calendars: Calendars = service.rules.calendars(service.zone)

    def counted(self, page: list[Kept], count: int, limit: int) -> ComparedView:
        own: Tally = {}
        other: Tally = {}
        left_out = sum(not self._add(kept, own, other) for kept in page)
        return ComparedView(
            policy=self._other.ref,
            at=self._at.astimezone(self._calendars.zone),
            tickets=len(page) - left_out,
            left_out=left_out,
            count=count,
            next=page[-1].number if len(page) == limit else None,
            runs=CountsView(own=own, other=other),
        )

    def _add(self, kept: Kept, own: Tally, other: Tally) -> bool:
        """Whether it could be judged."""
        try:
            pack = self._policies.of(kept.pack)
        except NotAllowed:
            return False
        for tally, under in ((own, pack), (other, self._other)):
            add(tally, judge(graded_as(kept.facts, pack, under), under, self._calendars, self._at))
        return True
