"""The JSON API: its routes, its documentation served offline, and every error as a problem in the reader's language."""

from typing import Any, Final
from uuid import uuid4

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi_offline import FastAPIOffline
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api import health
from api.manners.language import language_of
from api.manners.limits import MOST, BodyLimit
from api.manners.problems import ApiProblem, of_refusal, problem
from api.manners.request_log import RequestLog
from api.manners.validation import as_problem
from api.service import Service
from api.tables import routes as tables
from api.tickets import routes as tickets
from domain.refusals import Refusal
from projections.errors import BadQuery

log = structlog.get_logger(__name__)

DESCRIPTION: Final = """\
Gongdan (工单): an event-sourced after-sales service desk.

Every write takes an `Idempotency-Key` and answers with the `position` of what it recorded; a read given that position
as `after` waits until it shows it. Errors are problems (RFC 9457) in the language of `Accept-Language` (zh, en).
Personal values are masked.
"""


def create_app(service: Service) -> FastAPI:
    """The application over a service that is open."""
    app = FastAPIOffline(title="Gongdan", version=service.version, description=DESCRIPTION, redoc_url=None)
    app.state.service = service
    for router in (tickets.router, tables.router, health.router):
        app.include_router(router)
    _handle_errors(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestLog)
    return app


def _handle_errors(app: FastAPI) -> None:
    app.add_exception_handler(ApiProblem, _api_problem)
    app.add_exception_handler(Refusal, _refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadQuery, _bad_query)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


async def _api_problem(request: Request, error: Any) -> Response:
    return error.response(language_of(request))


async def _refusal(request: Request, error: Any) -> Response:
    return of_refusal(error, language_of(request))


async def _invalid(request: Request, error: Any) -> Response:
    language = language_of(request)
    return as_problem(error.errors(), language).response(language)


async def _bad_query(request: Request, error: Any) -> Response:
    language = language_of(request)
    return problem(422, error.code, error.say(language), language)


async def _http(request: Request, error: Any) -> Response:
    codes = {404: "no-route", 405: "wrong-method", 413: "body-too-large"}
    if error.status_code not in codes:
        return await _unexpected(request, error)
    wrong = ApiProblem(codes[error.status_code], path=request.url.path, method=request.method, limit=MOST)
    return wrong.response(language_of(request))


async def _unexpected(request: Request, error: Any) -> Response:
    reference = uuid4().hex[:12]
    log.error("request_failed", reference=reference, path=_route(request), exc_info=error)
    return ApiProblem("internal", reference=reference).response(language_of(request))


def _route(request: Request) -> str:
    """The route's pattern: a path may hold what a person typed."""
    route = request.scope.get("route")
    return getattr(route, "path", "?")
