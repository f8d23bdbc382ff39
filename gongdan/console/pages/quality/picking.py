"""Tickets picked by chance to be inspected: of those closed in a period, each with whose work it was."""

import secrets
from datetime import date, datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.callers import Caller
from api.figures.asked import Day
from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.tables.answering import TablePage
from api.tables.filters import Filters
from api.tables.routes import listing
from domain.matters.inspections.forms import FORMS
from domain.reports.period import Period
from domain.rights import check
from domain.samples.sample import picked
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import INSPECTIONS, PICK
from gongdan.console.shell.signed_in import SignedIn
from projections import register

router: Final = APIRouter()
_rows: Final = listing(register.SHEET)
_A_PAGE: Final = 1_000
_MOST: Final = 100
_FEW: Final = 10
_FORM: Final = "service"


@router.get(PICK, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
    size: Annotated[int, Query(ge=1, le=_MOST)] = _FEW,
    seed: Annotated[str | None, Query(max_length=40)] = None,
    form: Annotated[str, Query(max_length=40)] = _FORM,
) -> Response:
    """The same days, number and seed give the same tickets; nothing is recorded before one is inspected."""
    check(caller.person, "sample")
    month = Period.before(datetime.now(service.zone).date(), "month")
    asked = bool(first and last and seed)
    first, last = first or month.first, last or month.last
    rows = await _chosen(service, request, response, caller, first, last, seed or "", size) if asked else []
    chinese = language_of(request) == "zh"
    return page(
        request,
        "picking",
        asked=asked,
        said={"from": f"{first}", "to": f"{last}", "size": str(size), "seed": seed or secrets.token_hex(4)},
        rows=rows,
        form=form,
        forms=[(code, each.zh if chinese else each.en) for code, each in FORMS.items()],
        inspecting=lambda row: _inspecting(row, form),
    )


async def _chosen(
    service: Service,
    request: Request,
    response: Response,
    caller: Caller,
    first: date,
    last: date,
    seed: str,
    size: int,
) -> list[dict[str, Any]]:
    """In the order in which chance put them. Raises BadQuery."""
    found: dict[str, dict[str, Any]] = {}
    cursor: str | None = None
    while True:
        closed = Filters(closed_from=first, closed_to=last)
        some: TablePage = await _rows(
            service, request, response, caller, closed, sort="number", limit=_A_PAGE, page=cursor
        )
        found |= {row["number"]: row for row in some.items}
        cursor = some.next
        if cursor is None:
            return [found[number] for number in picked(found, seed, size)]


def _inspecting(row: dict[str, Any], form: str) -> str:
    """The form that inspects it, filled in so far."""
    said = {"ticket": row["number"], "form": form, "about": row["engineer"] or row["handler"]}
    return f"{INSPECTIONS}/new?{urlencode({name: each for name, each in said.items() if each})}"
