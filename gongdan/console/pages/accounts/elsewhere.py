"""Signing in by the company's identity provider: there, back again, and linking an account with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import RedirectResponse

from api.accounts.acting import Under, accounts_of, link_identity, unlink_identity
from api.callers import Caller
from api.manners.language import language_of
from api.manners.problems import ApiProblem, status_of
from api.service import Service, ServiceOf
from domain.refusals import Refusal
from gongdan.access.acting import is_staff
from gongdan.access.provider.counting import ended
from gongdan.console.pages.accounts.mine import refused
from gongdan.console.pages.signing_in import Then, form
from gongdan.console.shell.browsers import browser_of
from gongdan.console.shell.forms import TypedOf
from gongdan.console.shell.frame import page
from gongdan.console.shell.place import ACCOUNT, BACK, CODE, ELSEWHERE, IDENTITY, LINK, SIGN_IN, TASKS, own_page
from gongdan.console.shell.signed_in import (
    SignedIn,
    forget_journey,
    journey_cookie,
    own_session,
    remember_journey,
    remember_session,
    session_of,
)

if TYPE_CHECKING:
    from gongdan.access.provider.journeys import Journey
    from gongdan.access.provider.provider import Known, Provider

router: Final = APIRouter()
_LONGEST: Final = 1_000
"""Bytes of the page that it leads to: the whole has to fit in a cookie."""


def provider_of(request: Request) -> "Provider":
    """Raises ApiProblem where none is set."""
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise ApiProblem("no-provider")
    return provider


@router.get(ELSEWHERE)
async def leave(request: Request, then: Then = TASKS) -> Response:
    """To the provider, to sign in as whoever it says; another site sends nobody there unasked."""
    wanted = own_page(then)
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        return RedirectResponse(f"{SIGN_IN}?{urlencode({'then': wanted})}", 303)
    provider = provider_of(request)
    journey = provider.journeys.begin(wanted if len(wanted.encode()) <= _LONGEST else TASKS)
    return await _sent_away(request, provider, journey)


@router.get(f"{LINK}/{{secret}}/elsewhere")
async def leave_by_link(service: ServiceOf, request: Request, secret: Annotated[str, Path(max_length=100)]) -> Response:
    """To the provider, to be linked with the account that the link is for."""
    if accounts_of(service).link(secret).number is None:
        raise ApiProblem("bad-link")
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":  # nobody is sent on from another's page
        return RedirectResponse(f"{LINK}/{secret}", 303)
    provider = provider_of(request)
    return await _sent_away(request, provider, provider.journeys.begin(TASKS, link=secret))


@router.post(IDENTITY)
async def link(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    """A page that leads to the provider, for who knows the password: a form itself leads to no other site."""
    provider, session = provider_of(request), own_session(request)
    try:
        if session is None:
            raise ApiProblem("session-ended")
        await accounts_of(service).check_password(caller.id, typed.get("current", ""))
        journey = provider.journeys.begin(ACCOUNT, session=session)
        there = await provider.way_to(journey, language_of(request))
    except (ApiProblem, Refusal) as wrong:
        return await refused(service, request, caller, "identity", wrong)
    answer = page(request, "leaving", provider=provider.name, there=there)
    remember_journey(request, answer, journey.state, provider.journeys.sealed(journey))
    return answer


@router.post(f"{IDENTITY}/removal")
async def unlink(service: ServiceOf, request: Request, caller: SignedIn, typed: TypedOf) -> Response:
    """Not for who has no password: they could not come back."""
    try:
        await accounts_of(service).check_password(caller.id, typed.get("current", ""))
        await unlink_identity(service, caller.id, Under(caller, typed.get("key") or None), but=own_session(request))
    except (ApiProblem, Refusal) as wrong:
        return await refused(service, request, caller, "identity", wrong)
    return RedirectResponse(f"{ACCOUNT}?done=unlinked", 303)


@router.get(BACK)
async def come_back(
    service: ServiceOf, request: Request, state: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """Signed in under a new cookie, or the page to sign in with what is wrong."""
    provider, then = provider_of(request), TASKS
    try:
        journey = _journey(request, provider, state)
        then = journey.then
        answer = await _arrived(_Arrival(service, request, provider, journey))
    except (ApiProblem, Refusal) as wrong:
        status = wrong.status if isinstance(wrong, ApiProblem) else status_of(wrong)
        answer = form(request, then, wrong.say(language_of(request)), with_token=False, status=status)
    forget_journey(request, answer, state)
    return answer


async def _sent_away(request: Request, provider: "Provider", journey: "Journey") -> Response:
    try:
        there = await provider.way_to(journey, language_of(request))
    except ApiProblem as problem:
        said = problem.say(language_of(request))
        return form(request, journey.then, said, with_token=False, status=problem.status)
    answer = RedirectResponse(there, 303)
    remember_journey(request, answer, journey.state, provider.journeys.sealed(journey))
    return answer


def _journey(request: Request, provider: "Provider", state: str) -> "Journey":
    """Raises ApiProblem."""
    try:
        return provider.journeys.ended(journey_cookie(request, state), state)
    except ApiProblem:
        ended("not-begun")
        raise


@dataclass(frozen=True, slots=True)
class _Arrival:
    """Somebody who came back, and how they set out."""

    service: Service
    request: Request
    provider: "Provider"
    journey: "Journey"


async def _arrived(here: _Arrival) -> Response:
    """Raises ApiProblem, Refusal."""
    known = await here.provider.came_back(here.request.query_params, here.journey)
    try:
        if here.journey.session:
            return await _linked(here, known)
        person = await _owner(here, known)
        answer = _let_in(here, known, person)
    except (ApiProblem, Refusal) as wrong:
        ended("stranger" if wrong.code == "identity-unknown" else "not-admitted", why=wrong.code)
        raise
    ended("right", by=person.id)
    return answer


async def _linked(here: _Arrival, known: "Known") -> Response:
    """With the account of who set out, if they are signed in still."""
    session = session_of(here.request)
    if session is None or session.half or session.id != here.journey.session:
        raise ApiProblem("session-ended")
    person = await _person(here.service, session.number)
    await link_identity(here.service, person.id, known.identity, Under(person))
    return RedirectResponse(f"{ACCOUNT}?done=linked", 303)


async def _owner(here: _Arrival, known: "Known") -> Caller:
    """Whose account it is: linked before, by the one-time link, or by the staff number that the provider says."""
    accounts = accounts_of(here.service)
    if here.journey.link:
        number = accounts.link(here.journey.link).number
    else:
        number = accounts.owner_of(known.identity) or _said(here, known)
    if number is None:
        raise ApiProblem("identity-unknown", name=here.provider.name)
    person = await _person(here.service, number)
    await link_identity(here.service, number, known.identity, Under(person))
    return person


def _said(here: _Arrival, known: "Known") -> str | None:
    """The staff number, where an account of it is open and waits to be linked."""
    if known.number is None or not is_staff(known.number):
        return None
    standing = accounts_of(here.service).standing(known.number)
    return known.number if standing and standing.state != "closed" and not standing.linked else None


async def _person(service: Service, number: str) -> Caller:
    """Raises ApiProblem where they do not work here."""
    person = await service.staff.person(number, anew=True) if service.staff else None
    if person is None:
        raise ApiProblem("account-of-left")
    return person


def _let_in(here: _Arrival, known: "Known", person: Caller) -> Response:
    """A new session; the one that this browser had before is over."""
    accounts, former = accounts_of(here.service), session_of(here.request)
    cookie, half = accounts.admit(person.id, browser_of(here.request), second_factor=known.second_factor)
    if former:
        accounts.end(former.number, one=former.id)
    then = own_page(here.journey.then)
    answer = RedirectResponse(f"{CODE}?{urlencode({'then': then})}" if half else then, 303)
    remember_session(here.request, answer, cookie)
    return cast("Response", answer)
