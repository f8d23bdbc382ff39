"""Saved views of the register: what one looks at kept under a name, shared, called otherwise or given up."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.service import Service, ServiceOf
from api.tables.reading import caught_up, is_shown
from api.tickets.actions import body_for
from api.views.actions import EXAMPLES
from api.views.routes import Id, acting, save, show_view
from api.views.seen import require_views, seen_in
from api.views.shown import ViewView, view_view
from domain.desk.kinds import Thing
from domain.rights import may
from domain.views.commands import COMMANDS
from domain.wording import word
from gongdan.cli.showing.labels import value
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.place import REGISTER, VIEWS
from gongdan.console.shell.signed_in import SignedIn
from projections import views

router: Final = APIRouter()
_MOST: Final = 200
_SAVE: Final = "save-view"
_OFFERED: Final = ("rename-view", "share-view", "unshare-view", "remove-view")
"""What can be done to a view while it is shown."""
_REDEFINE: Final = "redefine-view"
"""To keep what is shown in place of what a view showed before."""


async def has_views(service: Service, caller: Caller) -> bool:
    """Whether there are such for them, and none are being built."""
    theirs = may(caller.person, "read-views", Thing(owners=(caller.id,))) is not None
    return theirs and await is_shown(service, "views") and await is_shown(service, "staff")


def views_of_the_register(connection: Connection, service: Service, caller: Caller) -> list[ViewView]:
    """Theirs, and those shared with them, by name."""
    seen = seen_in(connection, service, caller, "register")
    return [view_view(service.shown, row, caller.id) for row in views.by_name(connection, seen, _MOST)]


def offered(view: ViewView) -> list[str]:
    """What its owner may do to it."""
    return [each for each in _OFFERED if each != "unshare-view" or view.shared != "nobody"]


@router.get(f"{VIEWS}/new")
async def ask_new(request: Request, caller: SignedIn) -> Response:
    require_views(caller, _SAVE)
    return ask(request, _saving(request))


@router.post(f"{VIEWS}/new")
async def keep(service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf) -> Response:
    require_views(caller, _SAVE)

    async def do(body: Any, key: str | None, expected: str | None) -> str:
        done = await save(service=service, response=response, caller=caller, body=body, key=key)
        await caught_up(service, "views", done.position, None)
        return f"{REGISTER}?{body.query}"

    return await take(request, _saving(request), typed, do)


@router.get(f"{VIEWS}/{{view}}/{{action}}")
async def ask_one(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, view: Id, action: str
) -> Response:
    return ask(request, await _acting(service, request, response, caller, view, action))


@router.post(f"{VIEWS}/{{view}}/{{action}}")
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    view: Id,
    action: str,
    typed: TypedOf,
) -> Response:
    asked = await _acting(service, request, response, caller, view, action)

    async def do(body: Any, key: str | None, expected: str | None) -> str:
        done = await acting(action)(
            service=service, response=response, view=view, caller=caller, body=body, key=key, expected=expected
        )
        await caught_up(service, "views", done.position, None)
        if action == _REDEFINE:
            return f"{REGISTER}?{body.query}"
        return REGISTER if action == "remove-view" else asked.back

    return await take(request, asked, typed, do)


def _saving(request: Request) -> Action:
    return Action(
        body=body_for(COMMANDS[_SAVE], EXAMPLES[_SAVE]),
        event=COMMANDS[_SAVE].causes.stored_name,
        title=word(_SAVE, chinese=language_of(request) == "zh"),
        of=("", ""),
        here=f"{VIEWS}/new",
        back=REGISTER,
        template="keeping",
    )


async def _acting(
    service: Service, request: Request, response: Response, caller: Caller, view: str, action: str
) -> Action:
    """Raises ApiProblem where there is no such action, or no such view of theirs."""
    if action not in (*_OFFERED, _REDEFINE):
        raise ApiProblem("no-route", path=f"{VIEWS}/{view}/{action}")
    found = await show_view(service, response, view, caller)
    events = await service.desk.events_of(f"view-{view}")
    teams = [(each, value("team", each, language_of(request))) for each in sorted(caller.person.teams)]
    return Action(
        body=body_for(COMMANDS[action], EXAMPLES[action]),
        event=COMMANDS[action].causes.stored_name,
        title=word(action, chinese=language_of(request) == "zh"),
        of=(found.name, ""),
        here=f"{VIEWS}/{view}/{action}",
        back=f"{REGISTER}?{found.query}",
        version=events[-1].envelope.version,
        choices={"team": teams} if teams else {},
        template="keeping" if action == _REDEFINE else "acting",
    )
