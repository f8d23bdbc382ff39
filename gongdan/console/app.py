"""The console as an application of its own beside the API: its pages, its errors as pages, its headers."""

from copy import copy
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from fastapi import Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import State
from starlette.types import ASGIApp, Receive, Scope, Send

from api.app import ERRORS
from api.manners.flat import add_flat
from api.manners.limits import BodyLimit
from api.manners.request_log import RequestLog
from api.service import Service
from gongdan.console.live import stream
from gongdan.console.live.hub import Hub
from gongdan.console.pages import (
    acting,
    counts,
    customers,
    day,
    design,
    files,
    intake,
    letters,
    matters,
    metrics,
    register,
    saved_views,
    signing_in,
    tasks,
    ticket,
    unmasking,
    writing,
)
from gongdan.console.pages.accounts import choosing, elsewhere, everybodys, factor, mine, programs
from gongdan.console.pages.auditor import past, sample
from gongdan.console.pages.board import approving, dispatching, passing_on, standing
from gongdan.console.pages.manager import appraisals, process, reports, visits, what_if, workload
from gongdan.console.pages.quality import picking
from gongdan.console.pages.roster import acting as roster_acting
from gongdan.console.pages.roster import person, week
from gongdan.console.pages.system import checks, left_out, notices, now, subscribing, subscriptions
from gongdan.console.portal import following, front, helping
from gongdan.console.portal.address import TICKET, is_ours
from gongdan.console.portal.entry import links
from gongdan.console.portal.entry.reception import Reception
from gongdan.console.portal.entry.visitor import NotAdmitted
from gongdan.console.portal.errors import theirs_or
from gongdan.console.portal.mine import asking, papers, reporting
from gongdan.console.portal.mine import files as their_files
from gongdan.console.portal.mine.beside import complaining, returning
from gongdan.console.shell.blanks import Blank
from gongdan.console.shell.compressing import Compressed
from gongdan.console.shell.errors import as_page
from gongdan.console.shell.headers import SafeHeaders
from gongdan.console.shell.language import Chosen
from gongdan.console.shell.names import Names
from gongdan.console.shell.origins import require_own_origin
from gongdan.console.shell.place import HERE, LIVE, STATIC, TASKS
from gongdan.console.shell.signed_in import SignedOut
from gongdan.console.shell.uploads import UPLOADS

if TYPE_CHECKING:
    from gongdan.access.provider.provider import Provider

_ROUTERS: Final = (
    counts.router,
    register.router,
    stream.router,
    tasks.router,
    ticket.router,
    signing_in.router,
    choosing.router,
    elsewhere.router,
    mine.router,
    programs.router,
    factor.router,
    everybodys.router,
    intake.router,
    letters.router,
    *day.ROUTERS,
    standing.router,
    dispatching.router,
    approving.router,
    passing_on.router,
    week.router,
    roster_acting.router,
    person.router,
    saved_views.router,
    customers.router,
    files.router,
    unmasking.router,
    writing.router,
    acting.router,
    picking.router,
    matters.router,
    metrics.router,
    what_if.router,
    visits.router,
    workload.router,
    process.router,
    appraisals.router,
    reports.router,
    past.router,
    sample.router,
    now.router,
    left_out.router,
    notices.router,
    subscriptions.router,
    subscribing.router,
    checks.router,
    design.router,
    front.router,
    helping.router,
    following.router,
    links.router,
    reporting.router,
    returning.router,
    complaining.router,
    their_files.router,
    papers.router,
    asking.router,
)


class Beside:
    """One address for both: staff's and customers' pages below their places, the API everywhere else."""

    def __init__(self, api: ASGIApp, console: ASGIApp) -> None:
        self._api, self._console = api, console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        ours = path in ("/", HERE) or path.startswith(f"{HERE}/") or is_ours(path)
        await (self._console if ours else self._api)(scope, receive, send)


def create_console(service: Service, reception: Reception | None = None, provider: "Provider | None" = None) -> FastAPI:
    """The console over a service that is open; ``state.live`` is to be ended with it.

    Without a reception of its own, who is let in is kept in memory; without a provider, people sign in here alone.
    """
    app = copy(_application())
    parts = {"live": Hub(service), "names": Names(service), "reception": reception or Reception()}
    app.state = State({"service": service, "provider": provider, **parts})
    return app


@cache
def _application() -> FastAPI:
    """All routes, made once: routers remember for ever whatever included them."""
    app = FastAPI(title="Gongdan", openapi_url=None, redirect_slashes=False)
    add_flat(app, _ROUTERS, [Depends(require_own_origin), Depends(stream.note_position)])
    for path in ("/", HERE, f"{HERE}/"):
        app.add_api_route(path, _home, methods=["GET", "HEAD"], name=f"home {path}")
    app.mount(STATIC, StaticFiles(packages=[("gongdan.console", "static")]))
    app.add_exception_handler(SignedOut, _signed_out)
    app.add_exception_handler(Blank, _without_blanks)
    app.add_exception_handler(NotAdmitted, _not_admitted)
    for kind, handler in ERRORS.items():
        app.add_exception_handler(kind, theirs_or(handler, as_page(handler)))
    app.add_middleware(SafeHeaders)
    app.add_middleware(Compressed)
    app.add_middleware(BodyLimit, files=UPLOADS)
    app.add_middleware(Chosen)
    app.add_middleware(RequestLog)
    return app


async def _home() -> Response:
    return RedirectResponse(TASKS, 303)


async def _without_blanks(request: Request, error: Any) -> Response:
    return RedirectResponse(error.address, 303)


async def _not_admitted(request: Request, error: Any) -> Response:
    """To the form for number and code."""
    return RedirectResponse(TICKET, 303)


async def _signed_out(request: Request, error: Any) -> Response:
    """To the page to sign in; a stream can show none, and its page asks for itself."""
    if request.url.path == LIVE:
        return Response(status_code=401)
    return RedirectResponse(signing_in.address(error.then, error.code), 303)
