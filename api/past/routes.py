"""The route of differences: what changed from one moment to another, in a table or a ticket, and what made it so."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request

from api.callers import Caller, CallerOf
from api.manners.language import language_of
from api.past import tables
from api.past.asked import DifferencesAsked
from api.past.figures import of_metrics
from api.past.tickets import of_ticket
from api.past.views import DifferencesView, OwnDifferenceView, difference_view, own_difference
from api.service import Service, ServiceOf
from api.tables.answering import FILES, as_file, reader_of
from api.tables.looks import check_look, right_to
from api.tables.reading import Prefer, caught_up
from api.tables.visible import numbers
from api.tables.whose import who_sees
from api.tickets.looking import found_ticket
from api.tickets.theirs.events import is_the_customer
from domain.rights import check
from projections.past.between import Difference
from projections.past.sheets import Printed

router: Final = APIRouter(tags=["tables"])


@router.get(
    "/differences",
    name="show_differences",
    response_model=DifferencesView | OwnDifferenceView,
    responses=FILES,
    summary="What is different between two moments, and the events that made it so",
)
async def show(
    service: ServiceOf,
    request: Request,
    caller: CallerOf,
    asked: Annotated[DifferencesAsked, Query()],
    prefer: Prefer = None,
) -> Any:
    """Of the register, progress, one ticket or metrics: added, gone and changed rows, each column before and after.

    For who may read the audit: of all tickets, or of those that are their team's now; a customer is told the steps of
    their own ticket in plain words.
    """
    asked.checked()
    await caught_up(service, "spans", asked.after, prefer)
    if asked.of == "ticket":
        return await _of_one(service, request, caller, asked)
    if asked.of == "metrics":
        return await _of_metrics(service, request, caller, asked)
    action = right_to(caller.person, asked.earlier)
    among = numbers(who_sees(caller, asked.earlier), action)
    if asked.ticket is not None:
        _, ticket = await found_ticket(service, asked.ticket)
        check_look(caller.person, asked.earlier, ticket)
    if among is not None:
        await caught_up(service, "register", asked.after, prefer)
    moments, reader = await tables.between(service, asked), reader_of(service, request)
    if asked.format != "json":
        return await _file(request, service, asked, tables.everything(service, asked, moments, among, reader))
    found = await tables.page(service, asked, moments, among, reader)
    return _view(service, asked, found.found, found.next, found.count)


async def _of_one(service: Service, request: Request, caller: Caller, asked: DifferencesAsked) -> Any:
    """Raises TicketNotFound, Forbidden."""
    number = asked.ticket or ""
    events, ticket = await found_ticket(service, number)
    check_look(caller.person, asked.earlier, ticket)
    found = await of_ticket(service, asked, number, events)
    if is_the_customer(caller, ticket):
        return own_difference(service.shown, asked, found, events, language_of(request))
    if asked.format != "json":
        return await _file(request, service, asked, _each([found]))
    return _view(service, asked, [found] if found.events else [], None, int(bool(found.events)))


async def _of_metrics(service: Service, request: Request, caller: Caller, asked: DifferencesAsked) -> Any:
    """Raises Forbidden."""
    check(caller.person, "read-audit")
    found = await of_metrics(service, caller, asked)
    if asked.format != "json":
        return await _file(request, service, asked, _each(found))
    return _view(service, asked, found, None, len(found))


def _view(
    service: Service, asked: DifferencesAsked, found: list[Difference], following: str | None, count: int
) -> DifferencesView:
    shown = service.shown
    return DifferencesView(
        of=asked.of,
        earlier=shown.local(asked.earlier),
        later=shown.local(asked.later),
        known=asked.known,
        items=[difference_view(shown, each, of_metric=asked.of == "metrics") for each in found],
        next=following,
        count=count,
    )


async def _each(found: Iterable[Difference]) -> AsyncIterator[Difference]:
    for difference in found:
        yield difference


async def _file(request: Request, service: Service, asked: DifferencesAsked, found: AsyncIterator[Difference]) -> Any:
    """Written while the differences come: of those no more than a page is in memory."""
    form, reader = "csv" if asked.format == "csv" else "xlsx", reader_of(service, request)
    sheet = Printed(asked.of, service.words, reader)
    rows = sheet.lines(_awaited(found, asyncio.get_running_loop()))
    return await asyncio.to_thread(as_file, sheet.sheet, rows, reader, "differences", form)


def _awaited(found: AsyncIterator[Difference], loop: asyncio.AbstractEventLoop) -> Iterator[Difference]:
    """For a thread beside the loop."""

    async def following() -> Difference | None:
        return await anext(found, None)

    while (each := asyncio.run_coroutine_threadsafe(following(), loop).result()) is not None:
        yield each
