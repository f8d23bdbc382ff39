"""The department's tables over HTTP: filtered, sorted, in pages, of now or of any past moment."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Connection

from api.callers import CallerOf
from api.records.moment import now
from api.service import ServiceOf
from api.tables.answering import FILES, Asked, TablePage, reader_of
from api.tables.asked import (
    AsOf,
    Cursor,
    Format,
    Known,
    Limit,
    TicketNumber,
    known_parameters,
    require_sort,
    sorted_by,
)
from api.tables.beside import HINTS, Beside
from api.tables.columns import COLUMNS
from api.tables.filters import FINDING, Filters, filtered
from api.tables.looks import right_to
from api.tables.reading import After, Prefer, caught_up, is_shown, view
from api.tables.visible import Visible
from api.tables.whose import seen_now, who_sees, whose_steps
from api.views.applied import APPLIED
from domain.rights import check, may
from domain.ticket.vocabulary import Kind
from projections import progress, register
from projections.errors import BadQuery
from projections.past.masking import as_known_now
from projections.sheets.files import LAST_ROW
from projections.sheets.sheet import Sheet
from projections.sql.paging import Page
from projections.wording.remarks import remark

router: Final = APIRouter(tags=["tables"], dependencies=[APPLIED, COLUMNS, Depends(known_parameters)])


def listing(
    sheet: Sheet, *kinds: Kind, beside: Beside = HINTS, columns: tuple[str, ...] = ()
) -> Callable[..., Awaitable[Any]]:
    """The route's function for one of the register's sheets, over the rows of all kinds of requests or of some.

    ``beside``: what else each row of now is told with, in JSON. ``columns``: those that whoever calls it reads, if
    these are not all.
    """

    async def show(
        service: ServiceOf,
        request: Request,
        response: Response,
        caller: CallerOf,
        asked: Annotated[Filters, Depends(filtered)],
        sort: Annotated[str, sorted_by(register.SORTS)] = "-reported",
        limit: Limit = 50,
        page: Cursor = None,
        after: After = None,
        prefer: Prefer = None,
        as_of: AsOf = None,
        known: Known = False,
        format: Format = "json",  # noqa: A002 -- the parameter's name in the URL
    ) -> Any:
        fields = asked.fields(kinds, now(service))
        person, action = who_sees(caller, as_of), right_to(caller.person, as_of)
        if as_of is not None and asked.only_now:
            raise BadQuery("only-of-now", name=asked.only_now)
        if asked.serial is not None:
            check(caller.person, FINDING)
        require_sort(sort, register.SORTS)
        named = as_of is None and may(caller.person, FINDING) is not None
        only = Visible(**fields, named=named, person=person, action=action)
        if as_of is not None and person is not None:
            only = replace(only, among=await seen_now(service, person, action, after, prefer))
        look = register.Look(only, columns if format == "json" and as_of is None else ())
        for name in asked.looked_at(named=named):
            await caught_up(service, name, after, prefer, past=as_of is not None)
        allowed = beside.right is None or may(caller.person, beside.right) is not None
        more = allowed and format == "json" and as_of is None and await beside.can(service, after, prefer)
        known_now = service.read if as_of is not None and await is_shown(service, "register") else None

        def finished(connection: Connection, page: Page) -> Page:
            if as_of is not None:
                return replace(page, rows=as_known_now(page.rows, known_now))
            return beside.put(connection, page, service, request) if more else page

        table = Asked(
            service,
            request,
            sheet,
            lambda connection, start, most: finished(
                connection, look.page(connection, sort=sort, after=start, limit=most)
            ),
            look.count,
            service.shown.row,
            lambda connection: look.count(connection, LAST_ROW),
        )
        async with view(service, as_of, known=known) as store:
            return await table.answer(store, response, page, limit, format, as_of)

    return show


@router.get(
    "/progress", response_model=TablePage, responses=FILES, summary="The progress tracking table: one row a step"
)
async def show_progress(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    ticket: TicketNumber = None,
    sort: Annotated[str, sorted_by(progress.SORTS)] = "at",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
    as_of: AsOf = None,
    known: Known = False,
    format: Format = "json",  # noqa: A002 -- the parameter's name in the URL
) -> Any:
    """故障处理进度跟踪表. `remark` is composed in the language of Accept-Language. `Link` names the next page."""
    require_sort(sort, progress.SORTS)
    whose = await whose_steps(service, caller, ticket, as_of, after, prefer)
    among, seen = whose.among, whose.seen
    names = ("progress",) if among is None or as_of is not None else ("progress", "register")
    for name in names:
        await caught_up(service, name, after, prefer, past=as_of is not None)
    reader = reader_of(service, request)
    table = Asked(
        service,
        request,
        progress.SHEET if seen is None else progress.THEIR_SHEET,
        lambda connection, start, most: progress.page(
            connection, ticket, among, seen=seen, sort=sort, after=start, limit=most
        ),
        lambda connection: progress.count(connection, ticket, among, seen=seen),
        lambda row: {**service.shown.row(row), "remark": (remark if seen is None else progress.told)(row, reader)},
    )
    async with view(service, as_of, known=known, names=names) as store:
        found = await table.answer(store, response, page, limit, format, as_of)
    if ticket is not None and as_of is None and isinstance(found, TablePage) and found.count == 0:
        await service.desk.ticket(ticket)  # a number that does not exist is no empty table
    return found


for _path, _name, _show, _summary, _described in (
    (
        "/register",
        "show_register",
        listing(register.SHEET),
        "The work-order register: one row a ticket",
        "售后服务工单登记表. Personal values are masked. The header `Link` names the next page.",
    ),
    (
        "/faults",
        "show_faults",
        listing(register.FAULTS, Kind.FAULT),
        "The product fault register: one row a ticket about a fault",
        "产品故障信息登记表, over the same rows as `/register`. The header `Link` names the next page.",
    ),
):
    router.add_api_route(
        _path,
        _show,
        name=_name,
        response_model=TablePage,
        responses=FILES,
        summary=_summary,
        description=_described,
    )
