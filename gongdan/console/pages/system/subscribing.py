"""What is done to subscriptions by forms: opened, changed, paused, told again, given another secret, stopped, ended."""

from typing import Final, Literal, cast
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from pydantic_core import to_jsonable_python

from api.callers import Caller
from api.manners.language import language_of
from api.service import Service, ServiceOf
from api.subscriptions.acting import named
from api.subscriptions.actions import EXAMPLES
from api.subscriptions.routes import Name, NamedBody, RotatingBody, acting, give_secret, open_one
from api.subscriptions.views import SecretGiven
from api.tickets.actions import Body, body_for
from domain.published.matters import MATTERS
from domain.published.tickets import TICKETS
from domain.refusals import Language
from domain.rights import check, may
from domain.subscriptions.commands import COMMANDS, OpenSubscription
from domain.subscriptions.grant import TYPES
from domain.subscriptions.standing import Named
from domain.subscriptions.state import Status
from domain.subscriptions.terms import Terms
from domain.subscriptions.vocabulary import PULLED, Way
from domain.wording import word
from gongdan.cli.showing.labels import dotted
from gongdan.console.shell.asking import Action, Do, ask, take
from gongdan.console.shell.fields import Choices
from gongdan.console.shell.forms import Typed, TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import NEW_SUBSCRIPTION, SUBSCRIPTIONS
from gongdan.console.shell.signed_in import SignedIn

router: Final = APIRouter()
OPENING: Final = "open-subscription"
Deed = Literal[
    "change-subscription",
    "pause-subscription",
    "resume-subscription",
    "replay-subscription",
    "rotate-secret",
    "disable-subscription",
    "end-subscription",
]
_GOES_ON: Final[tuple[Deed, ...]] = ("change-subscription", "replay-subscription", "rotate-secret")
_DEEDS: Final[dict[Status, tuple[Deed, ...]]] = {
    "open": (*_GOES_ON, "pause-subscription", "disable-subscription", "end-subscription"),
    "paused": (*_GOES_ON, "resume-subscription", "disable-subscription", "end-subscription"),
    "disabled": ("resume-subscription", *_GOES_ON, "end-subscription"),
    "expired": ("change-subscription", "end-subscription"),
    "ended": (),
}
"""What makes sense of one that stands so."""
_AT: Final = f"{SUBSCRIPTIONS}/{{id}}/{{deed}}"


def deeds_of(caller: Caller, status: Status, way: Way) -> list[Deed]:
    """What this person may do to one that stands so; who reads by itself reads what was before by itself too."""
    apart = {"replay-subscription"} if way in PULLED else set[str]()
    return [each for each in _DEEDS[status] if each not in apart and may(caller.person, each)]


def _choices(language: Language) -> Choices:
    """The public events by what each means, with the name that the other system knows it by."""
    meant = {public.name: public.meaning[0] for public in (*TICKETS, *MATTERS)}
    types = [(name, f"{meant[name]} {name}" if language == "zh" else name) for name in TYPES]
    return {"terms.grant.types": types}


def here_of(name: str) -> str:
    return f"{SUBSCRIPTIONS}/{quote(name, '')}"


@router.get(NEW_SUBSCRIPTION)
async def ask_new(request: Request, caller: SignedIn) -> Response:
    return ask(request, _opening(request, caller))


@router.post(NEW_SUBSCRIPTION)
async def begin(service: ServiceOf, request: Request, response: Response, caller: SignedIn, typed: TypedOf) -> Response:
    async def do(body: Body, key: str | None, expected: str | None) -> str | Response:
        given = await open_one(service=service, response=response, caller=caller, body=body, key=key)
        return _told(request, cast("NamedBody", body).name, given)

    return await take(request, _opening(request, caller), typed, do)


@router.get(_AT)
async def ask_one(service: ServiceOf, request: Request, caller: SignedIn, name: Name, deed: Deed) -> Response:
    return ask(request, await _action(service, request, caller, name, deed))


@router.post(_AT)
async def act(
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: SignedIn,
    name: Name,
    deed: Deed,
    typed: TypedOf,
) -> Response:
    asked = await _action(service, request, caller, name, deed)
    doing = _given if deed == "rotate-secret" else _done
    return await take(request, asked, typed, doing(service, request, response, caller, name, deed))


def _done(service: Service, request: Request, response: Response, caller: Caller, name: str, deed: Deed) -> Do:
    async def do(body: Body, key: str | None, expected: str | None) -> str:
        await acting(deed)(
            service=service, response=response, name=name, caller=caller, body=body, key=key, expected=expected
        )
        return here_of(name)

    return do


def _given(service: Service, request: Request, response: Response, caller: Caller, name: str, deed: Deed) -> Do:
    async def do(body: Body, key: str | None, expected: str | None) -> str | Response:
        given = await give_secret(
            service=service, response=response, name=name, caller=caller, body=body, key=key, expected=expected
        )
        return _told(request, name, given)

    return do


def _told(request: Request, name: str, given: SecretGiven) -> str | Response:
    """The page with the secret, which is told this once; of one that was told before, the subscription's own page."""
    if given.secret is None:
        return here_of(name)
    return page(request, "subscription_secret", given=given, name=name, here=here_of(name))


def _opening(request: Request, caller: Caller) -> Action:
    """Raises Forbidden where it is not theirs to do."""
    check(caller.person, OPENING)
    chinese = language_of(request) == "zh"
    return Action(
        body=body_for(OpenSubscription, EXAMPLES[OPENING], NamedBody),
        event=OpenSubscription.causes.stored_name,
        title=word(OPENING, chinese=chinese),
        of=("订阅" if chinese else "Subscriptions", ""),
        here=NEW_SUBSCRIPTION,
        back=SUBSCRIPTIONS,
        choices=_choices(language_of(request)),
        given={"terms.owner": caller.id},
    )


async def _action(service: Service, request: Request, caller: Caller, name: str, deed: Deed) -> Action:
    """Raises Forbidden where it is not theirs to do, ApiProblem where there is no such subscription."""
    check(caller.person, deed)
    found = await named(service, name)
    return Action(
        body=RotatingBody if deed == "rotate-secret" else body_for(COMMANDS[deed], EXAMPLES[deed]),
        event=COMMANDS[deed].causes.stored_name,
        title=word(deed, chinese=language_of(request) == "zh"),
        of=(name, found.subscription.terms.purpose),
        here=f"{here_of(name)}/{deed}",
        back=here_of(name),
        version=found.history[-1].envelope.version,
        choices=_choices(language_of(request)) if deed == "change-subscription" else {},
        given=_said(found, deed),
    )


def _said(found: Named, deed: Deed) -> Typed:
    """What an empty form says by itself: the terms as they are, a range that begins where it was told from."""
    match deed:
        case "change-subscription":
            return _typed(found.subscription.terms)
        case "replay-subscription":
            return {"after": f"{found.subscription.begins}"}
        case _:
            return {}


def _typed(terms: Terms) -> Typed:
    said = dotted({"terms": to_jsonable_python(terms)})
    return {name: _in_a_field(each) for name, each in said}


def _in_a_field(said: object) -> str:
    if isinstance(said, list):
        return ",".join(cast("list[str]", said))
    return str(said).lower() if isinstance(said, bool) else str(said)
