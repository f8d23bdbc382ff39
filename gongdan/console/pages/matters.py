"""What stands beside tickets, every kind alike: a list, one with its history, and a form for each action."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Request, Response

from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.matters.catalogue import OFFERED
from api.matters.offered import Offered
from api.matters.routes import history_at, listing, opening, require_theirs, showing
from api.records.acting import acting
from api.service import ServiceOf
from api.tickets.actions import Body, body_for
from domain.matters.inspections.decide import INSPECTION
from domain.matters.inspections.forms import FORMS
from domain.matters.kind import MatterKind
from domain.rights import check, may
from domain.wording import word
from gongdan.console.pages.quality.scoring import SCORE, with_form
from gongdan.console.pages.ticket import told
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.blanks import no_blanks
from gongdan.console.shell.fields import Choices
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import MATTERS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_BY_PATH: Final = {offered.path: offered for offered in OFFERED}
_A_PAGE: Final = 50
_NEW: Final = "new"
_NUMBER: Final = f"{MATTERS}/{{path}}/{{number}}"


async def _kind(path: str) -> Offered:
    """Raises ApiProblem where there is no such kind."""
    if path not in _BY_PATH:
        raise ApiProblem("no-route", path=f"{MATTERS}/{path}")
    return _BY_PATH[path]


Kind = Annotated[Offered, Depends(_kind)]


@router.get(f"{MATTERS}/{{path}}", dependencies=[Depends(no_blanks)])
async def show_all(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    offered: Kind,
    status: Annotated[list[str] | None, Query()] = None,
    open_only: Annotated[bool, Query(alias="open")] = False,
    cursor: Annotated[str | None, Query(alias="page")] = None,
) -> Response:
    known = [code for code in status or () if code in offered.kind.statuses] or None
    found = await listing(offered)(service, caller, status=known, open_only=open_only, limit=_A_PAGE, page=cursor)
    return page(
        request,
        "matters",
        offered=offered,
        found=found,
        kinds=[each for each in OFFERED if may(caller.person, each.reading) is not None],
        chosen=known or [],
        open_only=open_only,
        first=cursor is None,
        may_open=may(caller.person, offered.kind.opening.action) is not None,
    )


@router.get(f"{MATTERS}/{{path}}/{_NEW}")
async def ask_new(request: Request, caller: SignedIn, offered: Kind) -> Response:
    check(caller.person, offered.kind.opening.action)
    return ask(request, _opening(request, offered))


@router.post(f"{MATTERS}/{{path}}/{_NEW}")
async def begin(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, offered: Kind, typed: TypedOf
) -> Response:
    check(caller.person, offered.kind.opening.action)

    async def do(body: Body, key: str | None, expected: str | None) -> str:
        done = await opening(offered)(service=service, response=response, caller=caller, body=body, key=key)
        return f"{MATTERS}/{offered.path}/{done.number}"

    return await take(request, _opening(request, offered), typed, do)


@router.get(_NUMBER)
async def show_one(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, offered: Kind, number: str
) -> Response:
    matter = await showing(offered)(service, response, number, caller)
    happened = await history_at(offered)(service, response, number, caller)
    return page(
        request,
        "matter",
        offered=offered,
        matter=matter,
        facts=told({f"{offered.kind.name}": matter.facts}),
        events=[(event, told(event.data)) for event in happened.events],
    )


@router.get(f"{_NUMBER}/{{action}}")
async def ask_one(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, offered: Kind, number: str, action: str
) -> Response:
    return ask(request, await _acting(service, request, response, caller, offered, number, action))


@router.post(f"{_NUMBER}/{{action}}")
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    offered: Kind,
    number: str,
    action: str,
    typed: TypedOf,
) -> Response:
    asked = await _acting(service, request, response, caller, offered, number, action)

    async def do(body: Body, key: str | None, expected: str | None) -> str:
        done = await acting(offered.acted, action)(
            service=service, response=response, id=number, caller=caller, body=body, key=key, expected=expected
        )
        return f"{asked.back}#v{done.version}"

    return await take(request, asked, typed, do)


def _opening(request: Request, offered: Offered) -> Action:
    kind, command = offered.kind, offered.kind.opening
    back = f"{MATTERS}/{offered.path}"
    return Action(
        body=body_for(command, offered.examples[command.action], offered.body),
        event=command.causes.stored_name,
        title=word(command.action, chinese=language_of(request) == "zh"),
        of=(_called(request, kind), ""),
        here=f"{back}/{_NEW}",
        back=back,
        choices=_choices(kind, chinese=language_of(request) == "zh"),
    )


def _choices(kind: MatterKind, *, chinese: bool) -> Choices:
    """What no list of codes knows: the forms that tickets are inspected by."""
    if kind.name != INSPECTION.name:
        return {}
    return {"form": [(code, each.zh if chinese else each.en) for code, each in FORMS.items()]}


async def _acting(
    service: Any,
    request: Request,
    response: Response,
    caller: SignedIn,
    offered: Offered,
    number: str,
    action: str,
) -> Action:
    """Raises ApiProblem where there is no such action, Forbidden where it is not theirs to see."""
    back = f"{MATTERS}/{offered.path}/{number}"
    if action not in offered.acted.nouns:
        raise ApiProblem("no-route", path=f"{back}/{action}")
    matter = await showing(offered)(service, response, number, caller)
    if action not in matter.possible:
        await require_theirs(service, offered, number, caller, action)
    command = offered.acted.commands[action]
    asked = Action(
        body=body_for(command, offered.examples[action]),
        event=command.causes.stored_name,
        title=word(action, chinese=language_of(request) == "zh"),
        of=(number, _called(request, offered.kind)),
        here=f"{back}/{action}",
        back=back,
        version=matter.version,
    )
    return await with_form(service, request, response, caller, matter, asked) if action == SCORE else asked


def _called(request: Request, kind: MatterKind) -> str:
    return kind.called.zh if language_of(request) == "zh" else kind.called.en
