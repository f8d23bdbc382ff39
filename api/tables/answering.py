"""A table as it is answered: a page of rows in JSON with the way to the next, or all of them as a file."""

from collections.abc import Callable, Iterable
from datetime import datetime
from io import BytesIO
from typing import Any, Final, Literal
from urllib.parse import urlencode

from fastapi import Request, Response
from pydantic import BaseModel
from sqlalchemy import Connection

from api.documents.handing_out import AS_PDF
from api.documents.tables import require_printable, table_printed
from api.manners.language import language_of
from api.service import Service
from api.tables.asked import MOST
from api.tables.columns import chosen
from api.tables.reading import fetch
from projections.sheets.files import FileFormat, require_room, write
from projections.sheets.sheet import Reader, Sheet
from projections.sql.counting import Counted
from projections.sql.paging import Page
from projections.sql.rows import Row
from projections.store import ReadStore

_MEDIA: Final[dict[FileFormat, str]] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_AS_TEXT: Final = {media.partition(";")[0]: {"schema": {"type": "string"}} for media in _MEDIA.values()}
FILES: Final[dict[int | str, dict[str, Any]]] = {200: {"content": {**_AS_TEXT, **AS_PDF[200]["content"]}}}

Query_ = Callable[[Connection, str | None, int], Page]
"""A page of rows after a cursor, with at most so many rows."""


class TablePage(BaseModel):
    """Rows, the cursor of the next page (none: the last), and how many rows there are; ``more``: at least so many.

    ``columns`` are the headings that were asked for.
    """

    items: list[dict[str, Any]]
    next: str | None
    count: int
    more: bool = False
    columns: list[str] | None = None


class Asked:
    """One request's table: its pages, its count, and how a row is shown."""

    def __init__(
        self,
        service: Service,
        request: Request,
        sheet: Sheet,
        query: Query_,
        count: Callable[[Connection], int | Counted],
        shown: Callable[[Row], dict[str, Any]],
        whole: Callable[[Connection], int | Counted] | None = None,
    ) -> None:
        """``whole`` counts as far as a sheet goes, where ``count`` does not look so far."""
        self._service, self._request, self._sheet = service, request, chosen(request, sheet)
        self._query, self._count = query, count
        self._columns = self._sheet.headings if self._sheet is not sheet else None
        self._shown, self._reader, self._whole = shown, reader_of(service, request), whole or count

    async def answer(
        self,
        store: ReadStore,
        response: Response,
        page: str | None,
        limit: int,
        form: Literal["json", "csv", "xlsx", "pdf"],
        as_of: datetime | None = None,
    ) -> Any:
        """``as_of`` is the moment that the store shows. Raises BadQuery and ApiProblem for too many rows."""
        if form == "pdf":
            rows = await fetch(store, self._printable)
            return await table_printed(self._service, self._request, self._sheet, rows, self._name, as_of)
        if form != "json":
            return await fetch(store, lambda connection: self._file(connection, form))
        found, count = await fetch(
            store, lambda connection: (self._query(connection, page, limit), self._count(connection))
        )
        if found.next:
            response.headers["Link"] = f'<{self._next(found.next)}>; rel="next"'
        counted = count if isinstance(count, Counted) else Counted(count)
        least = max(counted.rows, len(found.rows))
        return TablePage.model_construct(  # of our own rows: to check them again takes as long as to read some
            items=[self._shown(row) for row in found.rows],
            next=found.next,
            count=least,
            more=counted.more,
            columns=self._columns,
        )

    def _next(self, cursor: str) -> str:
        """The address of the page that begins there."""
        said = [(name, value) for name, value in self._request.query_params.multi_items() if name != "page"]
        return f"{self._request.url.path}?{urlencode([*said, ('page', cursor)])}"

    def _file(self, connection: Connection, form: FileFormat) -> Response:
        """Raises BadQuery before any work where a sheet would not hold all rows."""
        if form == "xlsx":
            require_room(self._number(connection))
        return as_file(self._sheet, self._rows(connection), self._reader, self._name, form)

    def _printable(self, connection: Connection) -> list[Row]:
        require_printable(self._number(connection))
        return [*self._rows(connection)]

    def _number(self, connection: Connection) -> int:
        whole = self._whole(connection)
        return whole.rows + whole.more if isinstance(whole, Counted) else whole

    @property
    def _name(self) -> str:
        return self._request.url.path.strip("/")

    def _rows(self, connection: Connection) -> Any:
        page = self._query(connection, None, MOST)
        yield from page.rows
        while page.next:
            page = self._query(connection, page.next, MOST)
            yield from page.rows


def as_file(sheet: Sheet, rows: Iterable[Row], reader: Reader, name: str, form: FileFormat) -> Response:
    """The rows as a download of that name."""
    stream = BytesIO()
    write(stream, sheet, rows, reader, form)
    headers = {"Content-Disposition": f"attachment; filename={name}.{form}"}
    return Response(stream.getvalue(), media_type=_MEDIA[form], headers=headers)


def reader_of(service: Service, request: Request) -> Reader:
    return Reader(service.zone, chinese=language_of(request) == "zh")
