"""What is done to a subscription: recorded first, then done where its secrets and its part of the nats-servers are."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from uuid_utils.compat import uuid7

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import Service
from api.subscriptions.port import Subscribers
from api.tickets.sending.expected import expected_among
from api.tickets.sending.handling import Sent, acted
from domain.desk.answering import Answer
from domain.record.command import Command
from domain.rights import check
from domain.subscriptions.commands import AskReplay, ChangeSubscription, OpenSubscription, RotateSecret
from domain.subscriptions.identity import subscription_key
from domain.subscriptions.standing import Named
from domain.subscriptions.vocabulary import Way

_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class Under:
    """Who does it, under which key, and if which version is still the newest (If-Match)."""

    caller: Caller
    key: str | None = None
    expected: str | None = None


def subscribers_of(service: Service) -> Subscribers:
    """Raises ApiProblem where this service keeps none."""
    if service.subscribers is None:
        raise ApiProblem("subscriptions-not-kept")
    return service.subscribers


async def named(service: Service, name: str) -> Named:
    """Raises ApiProblem where there is none."""
    found = (await subscribers_of(service).all()).get(name)
    if found is None:
        raise ApiProblem("no-subscription", name=name)
    return found


async def recorded(service: Service, name: str, command: Command, under: Under) -> Answer:
    """Raises Forbidden, NotAllowed, ApiProblem, StoreUnavailable."""
    if under.caller.key is not None:
        raise ApiProblem("not-by-key")
    check(under.caller.person, command.action)
    await _require_in_the_log(service, command)
    _require_reachable(service, command)
    aggregate = subscription_key(name)
    version = await expected_among(under.expected, lambda: service.desk.events_of(aggregate))
    sent = Sent(under.caller, under.key, expected=under.expected)
    return await acted(service, aggregate, f"subscriptions/{name}/{command.action}", command, sent, version)


async def _require_in_the_log(service: Service, command: Command) -> None:
    """Raises ApiProblem for a position that the log has not come to: nothing would be told, in silence, until then."""
    match command:
        case OpenSubscription(after=int(position)) | AskReplay(through=position):
            if position > (end := await service.log.end()):
                raise ApiProblem("position-ahead", position=position, end=end)
        case _:
            pass


def _require_reachable(service: Service, command: Command) -> None:
    """Raises ApiProblem for an address to which nothing is ever delivered."""
    endpoint = command.terms.endpoint if isinstance(command, OpenSubscription | ChangeSubscription) else None
    if endpoint is not None and not service.webhooks.may_reach(endpoint):
        raise ApiProblem("endpoint-out-of-reach")


async def open_subscription(service: Service, name: str, command: OpenSubscription, under: Under) -> Answer:
    """As said, once."""
    subscribers_of(service).require(command.way)
    return await recorded(service, name, command, under)


async def rotate(
    service: Service, name: str, way: Way, overlap: datetime | None, under: Under
) -> tuple[Answer, str, dict[str, str]]:
    """What came of it, the new secret, told this once, and what else to connect with."""
    subscribers = subscribers_of(service)
    if way == "nats" and overlap is not None:
        raise ApiProblem("nats-secret-alone")
    secret = hashlib.sha256(f"{name}\n{under.key or uuid7()}".encode()).hexdigest()[:_DIGITS]
    answer = await recorded(service, name, RotateSecret(secret=secret, overlap=overlap), under)
    text = subscribers.issue(name, way, secret)
    return answer, text, dict(await subscribers.set_up(name, renewed=True))
