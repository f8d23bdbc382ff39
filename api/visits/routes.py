"""The diary of visits over HTTP: who goes where when, what was moved, what was missed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticKnownError
from sqlalchemy import Connection

from api.callers import CallerOf
from api.figures.asked import Day
from api.manners.texts import Id
from api.records.moment import now
from api.service import Service, ServiceOf
from api.tables.answering import FILES, Asked, TablePage, reader_of
from api.tables.asked import Cursor, Limit, TicketNumber, known_parameters, sorted_by
from api.tables.columns import COLUMNS
from api.tables.filters import whole_days
from api.tables.reading import After, Prefer, caught_up, fetch
from api.tables.visible import numbers
from api.tables.whose import NOW, who_sees
from api.views.applied import APPLIED
from projections import visits
from projections.sheets.sheet import Reader
from projections.visits.calendar import as_calendar

router: Final = APIRouter(prefix="/visits", tags=["tables"], dependencies=[APPLIED, COLUMNS, Depends(known_parameters)])

_CALENDAR: Final = "text/calendar"
_WEEK: Final = 6
_AT_ONCE: Final = 1000
_SEVERAL: Final = Query(description="May be given several times: any of them.")


def _is_state(value: str) -> str:
    """A closed list: what is not in it would look like an empty diary."""
    if value in visits.STATES:
        return value
    raise PydanticKnownError("enum", {"expected": ", ".join(visits.STATES)})


State = Annotated[str, AfterValidator(_is_state), WithJsonSchema({"type": "string", "enum": [*visits.STATES]})]
First = Annotated[Day | None, Query(alias="from", description="The first day; today if left out, or the last.")]
Last = Annotated[Day | None, Query(alias="to", description="The last day; the sixth after the first if left out.")]
Form = Annotated[
    Literal["json", "csv", "xlsx", "pdf", "ics"],
    Query(description="A file holds all rows, not a page; `ics` is a calendar (RFC 5545)."),
]
_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {**FILES[200]["content"], _CALENDAR: {"schema": {"type": "string"}}}}
}


@router.get("", name="list_visits", response_model=TablePage, responses=_ANSWERS, summary="Visits, by day")
async def list_visits(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    first: First = None,
    last: Last = None,
    staff: Annotated[list[Id] | None, _SEVERAL] = None,
    team: Annotated[list[Id] | None, _SEVERAL] = None,
    state: Annotated[list[State] | None, _SEVERAL] = None,
    ticket: TicketNumber = None,
    sort: Annotated[str, sorted_by(visits.SORTS)] = "planned",
    limit: Limit = 50,
    page: Cursor = None,
    after: After = None,
    prefer: Prefer = None,
    format: Form = "json",  # noqa: A002 -- the parameter's name in the URL
) -> Any:
    """上门日程, of the tickets that the caller may read: no address and nothing else of the customer.

    Of a `ticket`, all its visits where no day is given. A visit that nobody came to by the agreed time is `missed`.
    """
    since, until = _days(service, first, last, whole=ticket is not None)
    among = numbers(who_sees(caller, None), NOW)
    only = visits.VisitFilter(now(service), since, until, staff or (), team or (), state or (), ticket, among)
    for name in ("visits", "register"):
        await caught_up(service, name, after, prefer)
    if format == "ics":
        reader = reader_of(service, request)
        whose = () if team or state else staff or (caller.person.id,)
        content = await fetch(
            service.read, lambda connection: _calendar(connection, only, reader, whose, caller.person.id)
        )
        headers = {"Content-Disposition": "attachment; filename=visits.ics"}
        return Response(content, media_type=f"{_CALENDAR}; charset=utf-8", headers=headers)
    table = Asked(
        service,
        request,
        visits.SHEET,
        lambda connection, start, most: visits.page(connection, only, sort=sort, after=start, limit=most),
        lambda connection: visits.count(connection, only),
        lambda row: {**service.shown.row(row), "moves": [service.shown.row(move) for move in row["moves"]]},
    )
    found = await table.answer(service.read, response, page, limit, format)
    if ticket is not None and isinstance(found, TablePage) and found.count == 0:
        await service.desk.ticket(ticket)  # a number that does not exist is no empty diary
    return found


def _days(
    service: Service, first: date | None, last: date | None, *, whole: bool
) -> tuple[datetime | None, datetime | None]:
    """From the first instant to the one after the last; ``whole``: without bounds where no day is said."""
    if first is None and last is None and whole:
        return None, None
    begins = first or min(now(service).date(), last or date.max)
    return whole_days(begins, last or begins + timedelta(days=_WEEK), service.zone)


def _calendar(
    connection: Connection, only: visits.VisitFilter, reader: Reader, whose: Sequence[str], own: str
) -> bytes:
    """All of them, in order, and those that went from these people to others."""
    page = visits.page(connection, only, limit=_AT_ONCE)
    rows = [*page.rows]
    while page.next:
        page = visits.page(connection, only, after=page.next, limit=_AT_ONCE)
        rows += page.rows
    return as_calendar(rows, reader, visits.called_off(connection, only, whose, own))
