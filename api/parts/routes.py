"""The requests for spare parts that the warehouse has to meet: ticket, part, quantity, who asked and when."""

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from api.callers import CallerOf
from api.service import ServiceOf
from api.tables.asked import Cursor, Limit, TicketNumber, known_parameters, sorted_by
from api.tables.reading import After, Prefer, caught_up, fetch
from api.views.applied import APPLIED
from domain.rights import check
from projections import parts

router: Final = APIRouter(prefix="/parts", tags=["tickets"], dependencies=[APPLIED, Depends(known_parameters)])

State = Literal["requested", "reserved", "awaited", "shipped", "received"]
States = Annotated[
    list[State] | None,
    Query(description="May be given several times: any of them. Without it, those that are still to be met."),
]


class PartRequestView(BaseModel):
    """``number`` is the ticket's, ``engineer`` who asked; ``expected`` is when a part that was out of stock comes.

    ``ended``: the ticket was closed, cancelled or merged meanwhile.
    """

    number: str
    request: int
    part: str
    quantity: int
    engineer: str
    requested: datetime
    state: State
    expected: datetime | None
    ended: bool
    updated: datetime


class PartsPage(BaseModel):
    """Rows, the cursor of the next page (none: the last), and how many there are in all."""

    items: list[PartRequestView]
    next: str | None
    count: int


@router.get("", name="list_part_requests", summary="Requests for spare parts, the oldest first")
async def list_part_requests(
    service: ServiceOf,
    caller: CallerOf,
    state: States = None,
    ticket: TicketNumber = None,
    sort: Annotated[str, sorted_by(parts.SORTS)] = "requested",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
) -> PartsPage:
    """Nothing of the customer is among it; what else the ticket tells, the warehouse reads on the ticket itself."""
    check(caller.person, "read-parts")
    await caught_up(service, "parts", after, prefer)
    only = parts.PartsFilter(state or (), ticket)
    found, count = await fetch(
        service.read,
        lambda connection: (
            parts.page(connection, only, sort=sort, after=page, limit=limit),
            parts.count(connection, only),
        ),
    )
    rows = [
        PartRequestView(**{name: row[name] for name in PartRequestView.model_fields})
        for row in map(service.shown.row, found.rows)
    ]
    return PartsPage(items=rows, next=found.next, count=count)
