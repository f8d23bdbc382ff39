"""The routes of accounts: opened, reset and closed by administrators; keys are everybody's own."""

from typing import Annotated, Final, cast

from fastapi import APIRouter, Depends, Path, Request, Response
from pydantic import ConfigDict, Field

from api.accounts.acting import (
    Under,
    accounts_of,
    close_account,
    end_sessions,
    given,
    open_account,
    require_reading,
    reset_account,
    unlink_identity,
)
from api.accounts.keys import issue_key, revoke_key
from api.accounts.views import AccountView, KeyGiven, LinkGiven, WholeAccountView, account_view, counting, whole_view
from api.callers import CallerOf
from api.manners.problems import ApiProblem
from api.records.acting import add_route
from api.records.moment import now
from api.service import Service, ServiceOf
from api.tables.asked import known_parameters
from api.tickets.actions import Body
from api.tickets.sending.expected import Expected
from api.tickets.sending.handling import Key, answered
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered, HistoryView, version_tag
from domain.accounts.commands import (
    CloseAccount,
    EndSessions,
    IssueKey,
    OpenAccount,
    ResetAccount,
    RevokeKey,
    UnlinkIdentity,
)
from domain.desk.answering import Answer
from domain.record.day import Day
from domain.record.event import Label
from domain.staff.vocabulary import Role

router: Final = APIRouter(prefix="/accounts", tags=["accounts"])

Number = Annotated[
    str, Path(alias="id", pattern=r"^[A-Za-z0-9_-]{1,64}$", description="The staff number (工号).", examples=["a-001"])
]
KeyId = Annotated[
    str, Path(pattern=r"^[0-9a-f]{16}$", description="What the key is known by.", examples=["5f1c0e9a7b3d2468"])
]


class OpeningBody(Body):
    """Whose account it is."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"number": "a-001"}]})
    number: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="The staff number (工号).")]


class KeyBody(Body):
    """What the key is for, and what it may do."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"purpose": "排班系统", "roles": ["agent"], "reads_only": True, "until": "2027-03-31"}]
        }
    )
    purpose: Annotated[Label, Field(description="Stored in the clear: no person's name.")]
    roles: Annotated[tuple[Role, ...], Field(min_length=1, max_length=20, description="Some of your own of today.")]
    reads_only: bool = True
    until: Annotated[Day, Field(description="The last day on which it counts, at most 366 days ahead.")]


async def open_one(
    *, service: ServiceOf, request: Request, response: Response, caller: CallerOf, body: Body, key: Key = None
) -> LinkGiven:
    number = cast("OpeningBody", body).number
    answer, secret = await open_account(service, number, Under(caller, key))
    response.headers["Location"] = f"/accounts/{number}"
    return _with_link(service, request, response, answer, number, secret)


add_route(router, "", OpenAccount, taking(open_one, OpeningBody), 201)


async def reset(
    *,
    service: ServiceOf,
    request: Request,
    response: Response,
    number: Number,
    caller: CallerOf,
    body: Body,
    key: Key = None,
    expected: Expected = None,
) -> LinkGiven:
    answer, secret = await reset_account(service, number, Under(caller, key, expected))
    return _with_link(service, request, response, answer, number, secret)


async def close(
    *,
    service: ServiceOf,
    response: Response,
    number: Number,
    caller: CallerOf,
    body: Body,
    key: Key = None,
    expected: Expected = None,
) -> Answered:
    return answered(service, response, await close_account(service, number, Under(caller, key, expected)))


async def sign_out(
    *,
    service: ServiceOf,
    response: Response,
    number: Number,
    caller: CallerOf,
    body: Body,
    key: Key = None,
    expected: Expected = None,
) -> Answered:
    under = Under(caller, key, expected)
    return answered(service, response, await end_sessions(service, number, "all", under))


async def unlink(
    *,
    service: ServiceOf,
    response: Response,
    number: Number,
    caller: CallerOf,
    body: Body,
    key: Key = None,
    expected: Expected = None,
) -> Answered:
    return answered(service, response, await unlink_identity(service, number, Under(caller, key, expected)))


async def issue(
    *, service: ServiceOf, response: Response, number: Number, caller: CallerOf, body: Body, key: Key = None
) -> KeyGiven:
    said = cast("KeyBody", body)
    answer, made, secret = await issue_key(
        service, number, said.purpose, said.roles, said.reads_only, said.until, Under(caller, key)
    )
    response.headers["Location"] = f"/accounts/{number}"
    roles = [role for role in Role if role in made.roles]
    told = answered(service, response, answer).model_dump()
    return KeyGiven(**told, key=made.id, secret=secret, roles=roles, until=made.until)


async def revoke(
    *,
    service: ServiceOf,
    response: Response,
    number: Number,
    program: KeyId,
    caller: CallerOf,
    body: Body,
    key: Key = None,
    expected: Expected = None,
) -> Answered:
    return answered(service, response, await revoke_key(service, number, program, Under(caller, key, expected)))


add_route(router, "/{id}/reset", ResetAccount, taking(reset, Body))
add_route(router, "/{id}/closing", CloseAccount, taking(close, Body))
add_route(router, "/{id}/sessions-end", EndSessions, taking(sign_out, Body))
add_route(router, "/{id}/identity-removal", UnlinkIdentity, taking(unlink, Body))
add_route(router, "/{id}/keys", IssueKey, taking(issue, KeyBody), 201)
add_route(router, "/{id}/keys/{program}/revocation", RevokeKey, taking(revoke, Body))


@router.get("", name="list_accounts", summary="All accounts", dependencies=[Depends(known_parameters)])
async def list_accounts(service: ServiceOf, caller: CallerOf) -> list[AccountView]:
    """By staff number: who can sign in to the pages, and who did last when."""
    require_reading(caller)
    return [account_view(service.shown, each) for each in accounts_of(service).all()]


@router.get("/{id}", name="show_account", summary="An account as it stands")
async def show_account(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> WholeAccountView:
    """Where they are signed in, and their keys without the secrets."""
    require_reading(caller, number)
    accounts, events = accounts_of(service), await service.desk.events_of(f"account-{number}")
    standing = accounts.standing(number)
    if standing is None:
        raise ApiProblem("no-account")
    response.headers["ETag"] = version_tag(len(events))
    return whole_view(service.shown, standing, accounts, len(events))


@router.get(
    "/{id}/history",
    name="account_history",
    summary="All that was done to an account",
    response_model_exclude_none=True,
)
async def account_history(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> HistoryView:
    """By whom and when; sign-ins are lines of the service's log."""
    require_reading(caller, number)
    events = await service.desk.events_of(f"account-{number}")
    if not events:
        raise ApiProblem("no-account")
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return service.shown.history(number, events)


def _with_link(
    service: Service, request: Request, response: Response, answer: Answer, number: str, secret: str
) -> LinkGiven:
    link = given(service, number, secret, str(request.base_url).rstrip("/"))
    told = answered(service, response, answer).model_dump()
    keys = len(counting(accounts_of(service), number, now(service).date()))
    return LinkGiven(**told, link=link.address, until=service.shown.local(link.until), keys=keys)
