"""Acting on a staff record by a form: any action that there is, and naming who stands in from the absent one's side."""

from dataclasses import replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import Field

from api.documents.people import as_thing
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.records.acting import Id, acting
from api.service import Service, ServiceOf
from api.staff.actions import EXAMPLES, JOINING, NOUNS, STAFF, key_of
from api.staff.routes import join, list_staff
from api.tables.reading import caught_up
from api.tickets.actions import Body, body_for
from domain.desk.kinds import Thing
from domain.rights import check, may
from domain.staff.commands import COMMANDS
from domain.wording import word
from gongdan.console.shell.asking import Action, ask, take
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.place import ROSTER
from gongdan.console.shell.place import STAFF as PEOPLE
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
_STAND_IN: Final = "stand-in"
_PREFERENCES: Final = "set-notice-preferences"
_JOINING: Final = f"{ROSTER}/new"
_NAMING: Final = f"{ROSTER}/{_STAND_IN}"
_ONE: Final = f"{PEOPLE}/{{id}}/{{action}}"


class NamingBody(Body):
    """Who is to act for the absent one."""

    number: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


_BODY: Final = body_for(COMMANDS[_STAND_IN], EXAMPLES[_STAND_IN], NamingBody)


@router.get(_JOINING)
async def ask_new(request: Request, caller: SignedIn) -> Response:
    check(caller.person, "join")
    return ask(request, _action(request, "join", JOINING, "", here=_JOINING, back=ROSTER))


@router.post(_JOINING)
async def enter(service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf) -> Response:
    check(caller.person, "join")

    async def do(body: Any, key: str | None, expected: str | None) -> str:
        done = await join(service=service, response=response, caller=caller, body=body, key=key)
        await caught_up(service, "staff", done.position, None)
        return f"{PEOPLE}/{body.number}"

    return await take(request, _action(request, "join", JOINING, "", here=_JOINING, back=ROSTER), typed, do)


@router.get(_NAMING)
async def ask_stand_in(service: ServiceOf, request: Request, caller: SignedIn) -> Response:
    check(caller.person, _STAND_IN)
    return ask(request, await _naming(service, request, caller))


@router.post(_NAMING)
async def name_stand_in(
    service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf
) -> Response:
    check(caller.person, _STAND_IN)

    async def do(body: Any, key: str | None, expected: str | None) -> str:
        done = await acting(STAFF, _STAND_IN)(
            service=service, response=response, id=body.number, caller=caller, body=body, key=key
        )
        await caught_up(service, "staff", done.position, None)
        return ROSTER

    return await take(request, await _naming(service, request, caller), typed, do)


@router.get(_ONE)
async def ask_one(
    service: ServiceOf,
    request: Request,
    caller: SignedIn,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    action: str,
) -> Response:
    return ask(request, await _acting(service, request, caller, id, action))


@router.post(_ONE)
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    id: Id,  # noqa: A002 -- the parameter's name in the URL
    action: str,
    typed: TypedOf,
) -> Response:
    asked = await _acting(service, request, caller, id, action)

    async def do(body: Body, key: str | None, expected: str | None) -> str:
        done = await acting(STAFF, action)(
            service=service, response=response, id=id, caller=caller, body=body, key=key, expected=expected
        )
        await caught_up(service, "staff", done.position, None)
        return asked.back

    return await take(request, asked, typed, do)


async def _naming(service: Service, request: Request, caller: SignedIn) -> Action:
    people = await _people(service, caller)
    asked = _action(request, _STAND_IN, _BODY, "", here=_NAMING, back=ROSTER)
    return replace(asked, choices={"number": people, "absent": people} if people else {})


async def _acting(service: Service, request: Request, caller: SignedIn, number: str, action: str) -> Action:
    """Raises ApiProblem where there is no such action or person, Forbidden where it is not theirs to do."""
    back = f"{PEOPLE}/{number}"
    if action not in NOUNS:
        raise ApiProblem("no-route", path=f"{back}/{action}")
    check(caller.person, action, await _asked_about(service, number, action))
    events = await service.desk.events_of(key_of(number))
    if not events:
        raise ApiProblem("staff-not-found", number=number)
    asked = _action(
        request, action, body_for(COMMANDS[action], EXAMPLES[action]), number, here=f"{back}/{action}", back=back
    )
    choices = {"absent": await _people(service, caller)} if "absent" in COMMANDS[action].model_fields else {}
    return replace(
        asked, version=events[-1].envelope.version, choices={name: said for name, said in choices.items() if said}
    )


async def _asked_about(service: Service, number: str, action: str) -> Thing | None:
    """As the desk will ask: of their teams; which team somebody joins is not said yet."""
    if action == "join-team":
        return None
    them = await as_thing(service, number)
    return them if action == _PREFERENCES else replace(them, owners=())


def _action(request: Request, action: str, body: type[Body], number: str, *, here: str, back: str) -> Action:
    return Action(
        body=body,
        event=COMMANDS[action].causes.stored_name,
        title=word(action, chinese=language_of(request) == "zh"),
        of=(number, ""),
        here=here,
        back=back,
    )


async def _people(service: Service, caller: SignedIn) -> list[tuple[str, str]]:
    """Who works here, for who may see that."""
    if may(caller.person, "list-staff") is None:
        return []
    staff = await list_staff(service, caller, only="employed")
    return [(each.number, f"{each.name or each.office} ({each.number})") for each in staff]
