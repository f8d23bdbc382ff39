"""The routes of subscriptions: for administrators, who give other systems what they may see; auditors look."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Final, cast

from fastapi import APIRouter, Depends, Path, Response
from pydantic import ConfigDict, Field

from api.callers import CallerOf
from api.manners.moments import Time
from api.records.acting import add_route
from api.records.moment import now
from api.service import ServiceOf
from api.subscriptions.acting import Under, named, open_subscription, recorded, rotate, subscribers_of
from api.subscriptions.actions import EXAMPLES, NOUNS
from api.subscriptions.views import SecretGiven, SubscriptionView, given, subscription_view
from api.tables.asked import known_parameters
from api.tickets.actions import Body, body_for, command_from
from api.tickets.sending.expected import Expected
from api.tickets.sending.handling import Key, answered
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered, HistoryView, version_tag
from domain.rights import check
from domain.subscriptions.commands import COMMANDS, OpenSubscription, RotateSecret

router: Final = APIRouter(prefix="/subscriptions", tags=["subscriptions"])

Name = Annotated[str, Path(alias="id", max_length=100, description="The subscription's name.", examples=["erp"])]


class NamedBody(Body):
    """What it is called, for ever."""

    name: Annotated[
        str, Field(max_length=100, description="2 to 32 small letters, digits, hyphens, a letter first: `erp`.")
    ]


class RotatingBody(Body):
    """How long the secrets before it count."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"overlap": "2026-12-02T09:00:00+08:00"}]})
    overlap: Annotated[
        Time | None, Field(description="Earlier secrets count until then, at most 30 days; else no more.")
    ] = None


async def open_one(
    *, service: ServiceOf, response: Response, caller: CallerOf, body: Body, key: Key = None
) -> SecretGiven:
    name, under = cast("NamedBody", body).name, Under(caller, key)
    command = cast("OpenSubscription", command_from(OpenSubscription, body))
    answer = await open_subscription(service, name, command, under)
    response.headers["Location"] = f"/subscriptions/{name}"
    if not answer.events:
        return given(answered(service, response, answer), None, {})
    _, secret, connect = await rotate(service, name, command.way, None, under)
    return given(answered(service, response, answer), secret, connect)


add_route(
    router,
    "",
    OpenSubscription,
    taking(open_one, body_for(OpenSubscription, EXAMPLES["open-subscription"], NamedBody)),
    201,
)


def acting(action: str) -> Callable[..., Awaitable[Answered]]:
    async def act(
        *,
        service: ServiceOf,
        response: Response,
        name: Name,
        caller: CallerOf,
        body: Body,
        key: Key = None,
        expected: Expected = None,
    ) -> Answered:
        subscribers = subscribers_of(service)
        command = command_from(COMMANDS[action], body)
        answer = await recorded(service, name, command, Under(caller, key, expected))
        await subscribers.set_up(name)
        return answered(service, response, answer)

    return act


for _action, _noun in NOUNS.items():
    add_route(
        router,
        f"/{{id}}/{_noun}",
        COMMANDS[_action],
        taking(acting(_action), body_for(COMMANDS[_action], EXAMPLES[_action])),
    )


async def give_secret(
    *,
    service: ServiceOf,
    response: Response,
    name: Name,
    caller: CallerOf,
    body: Body,
    key: Key = None,
    expected: Expected = None,
) -> SecretGiven:
    way = (await named(service, name)).subscription.way
    overlap = cast("RotatingBody", body).overlap
    answer, secret, connect = await rotate(service, name, way, overlap, Under(caller, key, expected))
    return given(answered(service, response, answer), secret, connect)


add_route(router, "/{id}/secret", RotateSecret, taking(give_secret, RotatingBody), 201)


@router.get("", name="list_subscriptions", summary="All subscriptions", dependencies=[Depends(known_parameters)])
async def list_subscriptions(service: ServiceOf, caller: CallerOf) -> list[SubscriptionView]:
    """For administrator and auditor: whose they are, what they see, and how far behind they are."""
    check(caller.person, "read-subscriptions")
    subscribers = subscribers_of(service)
    found = (await subscribers.all()).values()
    return [subscription_view(service.shown, each, await subscribers.behind(each), now(service)) for each in found]


@router.get("/{id}", name="show_subscription", summary="A subscription as it stands")
async def show_subscription(service: ServiceOf, response: Response, name: Name, caller: CallerOf) -> SubscriptionView:
    """For administrator and auditor."""
    check(caller.person, "read-subscriptions")
    found = await named(service, name)
    response.headers["ETag"] = version_tag(found.history[-1].envelope.version)
    return subscription_view(service.shown, found, await subscribers_of(service).behind(found), now(service))


@router.get(
    "/{id}/history",
    name="subscription_history",
    summary="All that happened to a subscription",
    response_model_exclude_none=True,
)
async def subscription_history(service: ServiceOf, response: Response, name: Name, caller: CallerOf) -> HistoryView:
    """For administrator and auditor: who opened, changed, paused, ended it and when."""
    check(caller.person, "read-subscriptions")
    found = await named(service, name)
    response.headers["ETag"] = version_tag(found.history[-1].envelope.version)
    return service.shown.history(name, found.history)
