"""The department's tables as PDF: as wide as the page lets them, with their headings on every page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from api.callers import Caller
from api.documents.handing_out import documents_of, printed
from api.documents.port import Printing
from api.documents.told import ToldTable
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.records.moment import now
from api.service import Service
from projections.sheets.sheet import Reader, Sheet
from projections.sql.rows import Row

MOST: Final = 2_000
"""Rows of one document: a register of so many is a hundred pages, and takes nine seconds."""


def require_printable(rows: int) -> None:
    """Raises ApiProblem where these are too many to be printed."""
    if rows > MOST:
        raise ApiProblem("document-too-long")


async def table_printed(
    service: Service, request: Request, sheet: Sheet, rows: Sequence[Row], name: str, stands: datetime | None = None
) -> Response:
    """These rows, which are at most MOST, as they stand now or at a moment. Raises ApiProblem."""
    require_printable(len(rows))
    caller: Caller = request.state.caller
    language, at = language_of(request), now(service)
    stands = at if stands is None else stands.astimezone(service.zone)
    told = ToldTable(name, sheet, rows, Reader(service.zone, chinese=language == "zh"), stands)
    return await printed(service, caller, documents_of(service).of_table(told, Printing(caller.id, at, language)))
