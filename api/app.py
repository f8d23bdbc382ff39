"""The JSON API: its routes, its documentation served offline, and every error as a problem in the reader's language."""

from collections.abc import Awaitable, Callable
from copy import copy
from functools import cache
from typing import Any, Final

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from fastapi_offline import FastAPIOffline
from starlette.datastructures import State
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import health, metrics
from api.accounts import routes as accounts
from api.clocks import comparing, complaints
from api.clocks import reports as report_clocks
from api.customers import exporting, lookup
from api.customers import measures as customer_measures
from api.customers import routes as customers
from api.documents.periods import routes as appraisals
from api.documents.tickets import routes as documents
from api.dossiers import routes as dossiers
from api.feed import routes as feed
from api.figures import routes as figures
from api.following import routes as following
from api.help import routes as public_help
from api.inbox import routes as inbox
from api.mail import routes as mail
from api.manners import measures, refused
from api.manners.flat import add_flat
from api.manners.guards import Guards
from api.manners.language import language_of
from api.manners.limits import MOST, BodyLimit
from api.manners.lists import HeaderLists
from api.manners.once import said_once
from api.manners.problems import ApiProblem, Outage, of_refusal, problem, status_of
from api.manners.request_log import HEADER, RequestLog, request_id
from api.manners.validation import as_problem
from api.matters import routes as matters
from api.openapi.document import document
from api.operation import dead_letters
from api.operation import standing as system
from api.parts import routes as parts
from api.past import routes as differences
from api.processes import routes as processes
from api.proofs import routes as proofs
from api.replay import routes as replay
from api.reports import routes as reports
from api.rules import fitting
from api.rules import routes as rules
from api.sales import routes as sales
from api.samples import routes as samples
from api.service import Service
from api.staff import candidates, roster
from api.staff import routes as staff
from api.subscriptions import routes as subscriptions
from api.tables import routes as tables
from api.tasks import routes as tasks
from api.tickets import clocks, looking
from api.tickets import routes as tickets
from api.tickets.attachments import routes as attachments
from api.views import routes as views
from api.visits import routes as visits
from api.webhooks import routes as webhooks
from api.whatif import routes as whatif
from api.workload import routes as workload
from domain.refusals import Forbidden, Refusal, StoreUnavailable
from projections.errors import BadQuery, ReadingError

log = structlog.get_logger(__name__)

DESCRIPTION: Final = """\
Gongdan (工单): an event-sourced after-sales service desk.

Every write takes an `Idempotency-Key` and answers with the `position` of what it recorded; a read given that position
as `after` waits until it shows it. Errors are problems (RFC 9457) in the language of `Accept-Language` (zh, en).
Personal values are masked. What is worth knowing before the first request: docs/api.md.
"""

_CODES: Final = {400: "bad-json", 404: "no-route", 405: "wrong-method", 413: "body-too-large"}
"""The framework's own errors; 400 is a body that can't be read."""

_ROUTERS: Final = (
    looking.router,
    clocks.router,
    comparing.router,
    report_clocks.router,
    complaints.router,
    attachments.router,
    documents.router,
    proofs.router,
    appraisals.router,
    tickets.router,
    candidates.router,
    roster.router,
    lookup.router,
    customers.router,
    exporting.router,
    customer_measures.router,
    staff.router,
    accounts.router,
    *matters.ROUTERS,
    public_help.router,
    following.router,
    inbox.router,
    mail.router,
    sales.router,
    replay.router,
    reports.router,
    figures.router,
    tasks.router,
    tables.router,
    differences.router,
    samples.router,
    subscriptions.router,
    feed.router,
    whatif.router,
    dossiers.router,
    visits.router,
    workload.router,
    parts.router,
    views.router,
    processes.router,
    rules.router,
    fitting.router,
    health.router,
    metrics.router,
    dead_letters.router,
    webhooks.router,
    system.router,
)
"""Each with its whole path: of a router inside another, measures and log lines would name a part of the path only."""

_OWN: Final = {"tracing": False, "metrics": False, "logs": False}
"""FastAPI's own spans would hold paths, queries and addresses: what a person typed."""


Handler = Callable[[Request, Any], Awaitable[Response]]


def create_app(service: Service) -> FastAPI:
    """The application over a service that is open."""
    app = copy(_application(service.version))
    app.state = State({"service": service})
    _measure_from_nought()
    return app


@cache
def _application(version: str) -> FastAPI:
    """All routes, made once: routers remember for ever whatever included them."""
    app = FastAPIOffline(
        title="Gongdan",
        version=version,
        description=DESCRIPTION,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_OWN,
    )
    add_flat(app, _ROUTERS, naming=lambda route: route.name, before=said_once)
    document(app)
    for kind, handler in ERRORS.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(BodyLimit)
    app.add_middleware(HeaderLists)
    app.add_middleware(RequestLog)
    app.add_middleware(Guards)
    return app


def described() -> dict[str, Any]:
    """The OpenAPI document of all routes, which needs no service."""
    return _application("0").openapi()


def all_routes() -> list[APIRoute]:
    """In the order in which they are tried, each with its whole path."""
    return [route for router in _ROUTERS for route in router.routes if isinstance(route, APIRoute)]


def _measure_from_nought() -> None:
    named = [(method, route.path) for route in all_routes() for method in route.methods or ()]
    for method, route in [*named, ("GET", measures.NO_ROUTE), ("POST", measures.NO_ROUTE)]:
        measures.begin(method, route)


async def _api_problem(request: Request, error: Any) -> Response:
    refused.tell(request, error.code, error.status, reading=_outage(request) == "reading")
    return error.response(language_of(request))


async def _refusal(request: Request, error: Any) -> Response:
    if isinstance(error, StoreUnavailable):
        log.warning("store_unavailable", reason=error.details["reason"])
    action = str(error.details["action"]) if isinstance(error, Forbidden) else None
    refused.tell(request, error.code, status_of(error), action=action, reading=_outage(request) == "reading")
    return of_refusal(error, language_of(request), _outage(request))


def _outage(request: Request) -> Outage:
    """What is uncertain about this request while the store is away."""
    if request.method in ("GET", "HEAD") or request.url.path == lookup.PATH:
        return "reading"
    return "replaying" if request.url.path == dead_letters.REPLAY else "recording"


async def _invalid(request: Request, error: Any) -> Response:
    language = language_of(request)
    errors = error.errors()
    if any(each["loc"] == ("body",) for each in errors) and not _is_json(request):
        return ApiProblem("not-json").response(language)
    return as_problem(errors, language).response(language)


def _is_json(request: Request) -> bool:
    """Whether it is said to be, or nothing is said and nothing sent."""
    headers = request.headers
    said = headers.get("content-type", "").partition(";")[0].strip().lower()
    if not said and headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers:
        return True
    return said == "application/json" or (said.startswith("application/") and said.endswith("+json"))


async def _unread(request: Request, error: Any) -> Response:
    """Asked for what can't be, or the read models can't be read just now."""
    language = language_of(request)
    return problem(422 if isinstance(error, BadQuery) else 503, error.code, error.say(language), language)


async def _http(request: Request, error: Any) -> Response:
    if error.status_code not in _CODES:
        return _failed(request, error)
    wrong = ApiProblem(_CODES[error.status_code], path=request.url.path, method=request.method, limit=MOST)
    answer = wrong.response(language_of(request))
    answer.headers.update(error.headers or {})
    return answer


async def _unexpected(request: Request, error: Any) -> Response:
    """Answered outside the request log, which so can't name the request in the answer."""
    answer = _failed(request, error)
    answer.headers[HEADER] = request_id(request.scope)
    return answer


def _failed(request: Request, error: Any) -> Response:
    reference = request_id(request.scope)
    log.error("request_failed", request=reference, path=_route(request), exc_info=error)
    return ApiProblem("internal", reference=reference).response(language_of(request))


def _route(request: Request) -> str:
    """The route's pattern: a path may hold what a person typed."""
    route = request.scope.get("route")
    return getattr(route, "path", "?")


ERRORS: Final[dict[type[Exception], Handler]] = {
    ApiProblem: _api_problem,
    Refusal: _refusal,
    RequestValidationError: _invalid,
    ReadingError: _unread,
    HTTPException: _http,
    Exception: _unexpected,
}
"""How each kind of error is answered."""
