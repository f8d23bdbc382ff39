"""Audit: a ticket or the register as of any moment, and what is different between two, with the events that made it."""

from datetime import datetime
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from api.manners.language import language_of
from api.past.asked import DifferencesAsked, Of
from api.past.routes import show as differences
from api.past.tickets import LEFT_OUT
from api.past.views import DifferencesView
from api.proofs.routes import show_evidence
from api.service import Service, ServiceOf
from api.tables.answering import TablePage
from api.tables.asked import Cursor, Format, TicketNumber
from api.tables.filters import Filters
from api.tables.routes import listing
from api.tickets.looking import show as standing
from domain.rights import check
from gongdan.cli.asking.moments import moment
from gongdan.console.pages.auditor.parts import parts
from gongdan.console.pages.auditor.telling import telling
from gongdan.console.pages.ticket import told
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import AUDIT
from gongdan.console.shell.severities import severity
from gongdan.console.shell.signed_in import SignedIn
from gongdan.failures import Failure
from projections import register

router: Final = APIRouter(dependencies=[Depends(no_blanks)])
_rows: Final = listing(register.SHEET)
_A_PAGE: Final = 50
_OF: Final[tuple[Of, ...]] = ("register", "progress", "ticket", "metrics")
Number = Annotated[str, Query(min_length=1, max_length=64)]
Moment = Annotated[str | None, Query(max_length=40)]


@router.get(AUDIT)
async def show_ticket(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    ticket: TicketNumber = None,
    as_of: Moment = None,
    known: bool = False,
) -> Response:
    """A ticket as it stood then, or as it was known to stand; without a moment, now."""
    check(caller.person, "read-audit")
    try:
        at = _moment(service, as_of)
    except Failure as wrong:
        return _page(request, "ticket", wrong={"as_of": wrong.say(language_of(request))})
    if ticket is None:
        return _page(request, "ticket")
    view = await standing(service, request, response, ticket, caller, at or datetime.now(service.zone), known)
    said = [(name, value) for name, value in told(view.model_dump(exclude={*LEFT_OUT})) if value not in (None, "", [])]
    return _page(request, "ticket", ticket=view, facts=said)


@router.get(f"{AUDIT}/evidence")
async def take_evidence(service: ServiceOf, request: Request, caller: SignedIn, ticket: Number) -> Response:
    """A ticket's history with proofs, to be checked elsewhere."""
    return await show_evidence(service, request, ticket, caller)


@router.get(f"{AUDIT}/register")
async def show_register(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    as_of: Moment = None,
    known: bool = False,
    cursor: Annotated[Cursor, Query(alias="page")] = None,
    format: Format = "json",  # noqa: A002 -- the parameter's name in the URL
) -> Response:
    """Every ticket as it stood then; the file holds all rows."""
    check(caller.person, "read-audit")
    try:
        at = _moment(service, as_of)
    except Failure as wrong:
        return _page(request, "register", wrong={"as_of": wrong.say(language_of(request))})
    if at is None:
        return _page(request, "register")
    found = await _rows(
        service,
        request,
        response,
        caller,
        Filters(),
        sort="number",
        limit=_A_PAGE,
        page=cursor,
        as_of=at,
        known=known,
        format=format,
    )
    if not isinstance(found, TablePage):
        return found
    return _page(
        request,
        "register",
        found=found,
        severity=lambda row: severity(service, row["policy"], row["severity"]),
    )


@router.get(f"{AUDIT}/differences")
async def show_differences(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    """What may be asked is what the API takes: a file holds all of it."""
    check(caller.person, "read-audit")
    said = dict(request.query_params)
    if not ({"from", "to"} & said.keys()):
        return _page(request, "differences")
    wrong = dict[str, str]()
    for name in ("from", "to"):
        try:
            said |= {name: at} if (at := _moment(service, said.get(name))) else {}  # type: ignore[dict-item]
        except Failure as failure:
            wrong[name] = failure.say(language_of(request))
    if wrong:
        return _page(request, "differences", wrong=wrong)
    found: Any = await differences(service, request, caller, _asked(said))
    if not isinstance(found, DifferencesView):
        return found
    return _page(request, "differences", found=found, lines=telling(service.words, found.of, language_of(request)))


def _moment(service: Service, said: str | None) -> datetime | None:
    """In the desk's zone where it names none. Raises Failure."""
    return moment(said, service.zone) if said else None


def _asked(said: dict[str, Any]) -> DifferencesAsked:
    """Raises RequestValidationError, as the API does."""
    try:
        return DifferencesAsked.model_validate(said)
    except ValidationError as error:
        raise RequestValidationError([{**each, "loc": ("query", *each["loc"])} for each in error.errors()]) from None


def _page(request: Request, part: str, wrong: dict[str, str] | None = None, **shown: Any) -> Response:
    nothing = {"ticket": None, "facts": [], "found": None, "severity": None, "lines": None}
    asked = dict(request.query_params)

    def with_parameters(**new: str) -> str:
        return "?" + urlencode({**{name: value for name, value in asked.items() if name != "page"}, **new})

    return page(
        request,
        "audit",
        422 if wrong else 200,
        part=part,
        parts=parts(request.state.caller),
        of=_OF,
        asked=asked,
        wrong=wrong or {},
        with_parameters=with_parameters,
        **(nothing | shown),
    )
