"""Routes made from a table of commands: ``POST /<path>/{id}/<noun>`` for every action on an aggregate that exists."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Response

from api.callers import CallerOf
from api.service import ServiceOf
from api.tickets.actions import Body, body_for, command_from
from api.tickets.described import described, sentence_of
from api.tickets.sending.expected import Expected, expected_among
from api.tickets.sending.handling import Key, Sent, acted, answered
from api.tickets.sending.signatures import taking
from api.tickets.views import Answered
from domain.record.command import Command

Example = dict[str, Any]
Id = Annotated[
    str,
    Path(
        max_length=100,
        description="A customer's id, with or without `customer-` before it, or a staff number (工号).",
        examples=["C10023", "003"],
    ),
]


@dataclass(frozen=True, slots=True)
class Acted:
    """A kind of aggregate: where it is found, how its key is made of an id, and what can be done to it.

    ``nouns`` name the place of each action under the aggregate; ``key`` raises NotAllowed for what is no id.
    """

    path: str
    key: Callable[[str], str]
    commands: Mapping[str, type[Command]]
    nouns: Mapping[str, str]
    examples: Mapping[str, Example]


def add_actions(router: APIRouter, kind: Acted) -> None:
    """A route for every noun."""
    for action, noun in kind.nouns.items():
        body = body_for(kind.commands[action], kind.examples[action])
        add_route(router, f"/{{id}}/{noun}", kind.commands[action], taking(acting(kind, action), body))


def add_route(
    router: APIRouter, path: str, command: type[Command], endpoint: Callable[..., Any], status: int = 200
) -> None:
    """A route that is described as its command is."""
    router.add_api_route(
        path,
        endpoint,
        methods=["POST"],
        status_code=status,
        summary=sentence_of(command),
        description=described(command),
        operation_id=command.action,
        response_model_exclude_none=True,
    )


def acting(kind: Acted, action: str) -> Callable[..., Awaitable[Answered]]:
    async def act(
        *,
        service: ServiceOf,
        response: Response,
        id: Id,  # noqa: A002 -- the parameter's name in the URL
        caller: CallerOf,
        body: Body,
        key: Key = None,
        expected: Expected = None,
    ) -> Answered:
        aggregate = kind.key(id)
        version = await expected_among(expected, lambda: service.desk.events_of(aggregate))
        sent = Sent(caller, key, body.occurred, body.late, expected)
        command = command_from(kind.commands[action], body)
        route = f"{kind.path}/{id}/{kind.nouns[action]}"
        return answered(service, response, await acted(service, aggregate, route, command, sent, version))

    return act
