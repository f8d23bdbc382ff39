"""The register 工单登记表 as a page: the API's own rows, filtered and sorted by the address."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy import Connection
from uuid_utils.compat import uuid7

from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.tables.asked import Limit, sorted_by
from api.tables.beside import Beside
from api.tables.filters import Filters
from api.tables.reading import is_shown
from api.tables.routes import listing
from domain.rights import may
from domain.wording import CHANNELS
from gongdan.console.pages.filtering import filters_of
from gongdan.console.pages.lines import lines
from gongdan.console.pages.saved_views import has_views, offered, views_of_the_register
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import REGISTER
from gongdan.console.shell.signed_in import SignedIn
from projections import register
from projections.clocks.due import next_due
from projections.sql.paging import Page
from projections.wording.words import KINDS, STATUSES

router: Final = APIRouter()
_NOT_KEPT: Final = ("page", "limit")
"""What no view is about."""
_MULTIPLE: Final = {"status": STATUSES, "kind": KINDS, "channel": CHANNELS}

_COLUMNS: Final = (
    "number",
    "policy",
    "severity",
    "status",
    "channel",
    "summary",
    "product",
    "model",
    "customer_name",
    "contact_detail",
    "engineer",
    "handler",
    "team",
    "receiver",
    "reported",
)
"""What a row shows: a third of the columns."""


@router.get(REGISTER, dependencies=[Depends(no_blanks)])
async def show(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    asked: Annotated[Filters, Depends(filters_of)],
    sort: Annotated[str, sorted_by(register.SORTS)] = "-reported",
    limit: Limit = 50,
) -> Response:
    request.state.there = _There(await is_shown(service, "clocks"), await has_views(service, caller))
    found = await _rows(service, request, response, caller, asked, sort, limit, request.query_params.get("page"))
    return page(
        request,
        "register",
        found=found,
        lines=lines(service, found.items, datetime.now(service.zone), language_of(request)),
        sort=sort,
        asked=dict(_chosen(request)),
        choices={name: _choices(words, language_of(request) == "zh") for name, words in _MULTIPLE.items()},
        with_parameters=lambda **new: _with(request, new),
        views=getattr(request.state, "views", None),
        offered=offered,
        query=urlencode(_shown(request)),
        passes_on=bool(found.items) and may(caller.person, "dispatch") is not None,
        is_shown=lambda query: sorted(parse_qsl(query)) == sorted(_shown(request)),
        key=str(uuid7()),
    )


class _There(NamedTuple):
    """What can be told beside the rows: not while it is being built, as the rows are of more use than the wait."""

    clocks: bool
    views: bool


async def _anyway(service: Service, after: str | None, prefer: str | None) -> bool:
    """The request says what of it."""
    return True


def _beside(connection: Connection, found: Page, service: Service, request: Request) -> Page:
    """In the look that reads the rows; saved views stand beside all of them."""
    there: _There = request.state.there
    if there.views:
        request.state.views = views_of_the_register(connection, service, request.state.caller)
    return _with_clocks(connection, found, service) if there.clocks else found


def _with_clocks(connection: Connection, found: Page, service: Service) -> Page:
    """The clock that runs out first, and when."""
    due = next_due(connection, [row["number"] for row in found.rows])
    told = {number: (clock, service.shown.local(at)) for number, (clock, at) in due.items()}
    return replace(found, rows=[row | {"due": told.get(row["number"])} for row in found.rows])


_rows: Final = listing(register.SHEET, beside=Beside(_anyway, _beside), columns=_COLUMNS)


def _chosen(request: Request) -> list[tuple[str, Any]]:
    names = dict.fromkeys(request.query_params)
    return [(name, request.query_params.getlist(name)) for name in names]


def _shown(request: Request) -> list[tuple[str, str]]:
    """The filters and the order, as a view keeps them."""
    return [(name, value) for name, value in request.query_params.multi_items() if name not in _NOT_KEPT]


def _choices(words: dict[Any, tuple[str, str]], chinese: bool) -> list[tuple[str, str]]:
    return [(str(code), said[0 if chinese else 1]) for code, said in words.items()]


def _with(request: Request, new: dict[str, str | None]) -> str:
    """This page's address with other parameters; a page of another question begins anew."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in (*new, "page")]
    rest = urlencode([*kept, *((name, value) for name, value in new.items() if value)])
    return f"{REGISTER}?{rest}" if rest else REGISTER
