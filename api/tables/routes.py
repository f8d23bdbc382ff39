"""The register and the progress table over HTTP: filtered, sorted, in pages, of now or of any past moment."""

from collections.abc import Callable
from io import BytesIO
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel
from sqlalchemy import Connection

from api.callers import Caller, CallerOf
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.tables.asked import (
    MOST,
    AsOf,
    Cursor,
    Engineers,
    Format,
    Known,
    Limit,
    Severities,
    Statuses,
    Text,
    TicketNumber,
    known_parameters,
    sorted_by,
)
from api.tables.reading import After, Prefer, caught_up, fetch, view
from domain.rights import check, reads_all
from projections import progress, register
from projections.sheets.files import FileFormat, write
from projections.sheets.sheet import Reader, Sheet
from projections.sql.paging import Page
from projections.sql.rows import Row
from projections.store import ReadStore
from projections.wording.remarks import remark

router: Final = APIRouter(tags=["tables"], dependencies=[Depends(known_parameters)])

_MEDIA: Final[dict[FileFormat, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {media.partition(";")[0]: {"schema": {"type": "string"}} for media in _MEDIA.values()}}
}

Query_ = Callable[[Connection, str | None, int], Page]
"""A page of rows after a cursor, with at most so many rows."""


class TablePage(BaseModel):
    """Rows, the cursor of the next page (none: the last), and how many rows there are in all."""

    items: list[dict[str, Any]]
    next: str | None
    count: int


@router.get(
    "/register", response_model=TablePage, responses=_FILES, summary="The work-order register: one row a ticket"
)
async def show_register(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    status: Statuses = None,
    severity: Severities = None,
    engineer: Engineers = None,
    text: Text = None,
    sort: Annotated[str, sorted_by(register.SORTS)] = "-reported",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
    as_of: AsOf = None,
    known: Known = False,
    format: Format = "json",  # noqa: A002 -- the parameter's name in the URL
) -> Any:
    """售后服务工单登记表. Personal values are masked. The header `Link` names the next page."""
    only = register.RegisterFilter(status or (), severity or (), _engineers(caller, engineer), text)
    await caught_up(service, after, prefer)
    table = _Table(
        service,
        request,
        register.SHEET,
        lambda connection, start, most: register.page(connection, only, sort=sort, after=start, limit=most),
        lambda connection: register.count(connection, only),
        service.shown.row,
    )
    async with view(service, as_of, known=known) as store:
        return await table.answer(store, response, page, limit, format)


@router.get(
    "/progress", response_model=TablePage, responses=_FILES, summary="The progress tracking table: one row a step"
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
    await _may_read_steps(service, caller, ticket)
    await caught_up(service, after, prefer)
    reader = _reader(service, request)
    table = _Table(
        service,
        request,
        progress.SHEET,
        lambda connection, start, most: progress.page(connection, ticket, sort=sort, after=start, limit=most),
        lambda connection: progress.count(connection, ticket),
        lambda row: {**service.shown.row(row), "remark": remark(row, reader)},
    )
    async with view(service, as_of, known=known) as store:
        return await table.answer(store, response, page, limit, format)


class _Table:
    """One request's table: its pages, its count, and how a row is shown."""

    def __init__(
        self,
        service: Service,
        request: Request,
        sheet: Sheet,
        query: Query_,
        count: Callable[[Connection], int],
        shown: Callable[[Row], dict[str, Any]],
    ) -> None:
        self._request, self._sheet, self._query, self._count = request, sheet, query, count
        self._shown, self._reader = shown, _reader(service, request)

    async def answer(
        self, store: ReadStore, response: Response, page: str | None, limit: int, form: Literal["json", "csv", "xlsx"]
    ) -> Any:
        if form != "json":
            return await fetch(store, lambda connection: self._file(connection, form))
        found, count = await fetch(
            store, lambda connection: (self._query(connection, page, limit), self._count(connection))
        )
        if found.next:
            url = self._request.url.include_query_params(page=found.next)
            response.headers["Link"] = f'<{url.path}?{url.query}>; rel="next"'
        return TablePage(items=[self._shown(row) for row in found.rows], next=found.next, count=count)

    def _file(self, connection: Connection, form: FileFormat) -> Response:
        stream = BytesIO()
        write(stream, self._sheet, self._rows(connection), self._reader, form)
        name = f"attachment; filename={self._request.url.path.strip('/')}.{form}"
        return Response(stream.getvalue(), media_type=_MEDIA[form], headers={"Content-Disposition": name})

    def _rows(self, connection: Connection) -> Any:
        page = self._query(connection, None, MOST)
        yield from page.rows
        while page.next:
            page = self._query(connection, page.next, MOST)
            yield from page.rows


def _reader(service: Service, request: Request) -> Reader:
    return Reader(service.zone, chinese=language_of(request) == "zh")


def _engineers(caller: Caller, wanted: list[str] | None) -> tuple[str, ...]:
    """Who reads only their own sees what they are the engineer of. Raises Forbidden, ApiProblem."""
    role = check(caller.id, caller.roles, "read")
    if reads_all(caller.roles):
        return tuple(wanted or ())
    if role != "engineer":
        raise ApiProblem("own-list-only")
    return (caller.id,)


async def _may_read_steps(service: Service, caller: Caller, number: str | None) -> None:
    check(caller.id, caller.roles, "read")
    if reads_all(caller.roles):
        return
    if number is None:
        raise ApiProblem("own-list-only")
    check(caller.id, caller.roles, "read", await service.desk.ticket(number))
