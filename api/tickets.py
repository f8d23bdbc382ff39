"""Tickets over HTTP: how one stands now, and its whole history."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Response

from api.callers import Caller, CallerOf
from api.service import Service, ServiceOf
from api.views import HistoryView, TicketView, version_tag
from domain.decide import possible
from domain.envelope import Recorded
from domain.rights import check, may
from domain.ticket import Ticket, fold
from projections.wording import STATUS

router: Final = APIRouter(prefix="/tickets", tags=["tickets"])

Number = Annotated[str, Path(description="工单号", examples=["202405-00123"])]


@router.get("/{number}", summary="A ticket as it stands now")
async def show(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> TicketView:
    """Personal values are masked."""
    events, ticket = await _read(service, number, caller)
    actions = [name for name in possible(ticket.stage) if may(caller.id, caller.roles, name, ticket)]
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return service.shown.ticket(events, STATUS[ticket.stage], actions)


@router.get("/{number}/history", summary="All events of a ticket, oldest first", response_model_exclude_none=True)
async def history(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> HistoryView:
    """Personal values are masked; what was said in free text is readable."""
    events, _ = await _read(service, number, caller)
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return service.shown.history(number, events)


async def _read(service: Service, number: str, caller: Caller) -> tuple[tuple[Recorded, ...], Ticket]:
    """Raises TicketNotFound, and Forbidden where the caller may not read this ticket."""
    events = await service.desk.history(number)
    ticket = fold(events) or Ticket()
    check(caller.id, caller.roles, "read", ticket)
    return events, ticket
