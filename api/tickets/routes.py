"""Tickets over HTTP: open one, act on one; a route an action, made from the commands' table."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, cast

from fastapi import APIRouter, Request, Response

from api.callers import CallerOf
from api.hints.shown import PATIENCE, Opened, hints_on, stands_alone
from api.manners.language import language_of
from api.manners.problems import ApiProblem
from api.records.moment import now
from api.service import ServiceOf
from api.tickets.actions import NOUNS, Body, OpeningBody, body_of, command_of
from api.tickets.attachments.fetching import HOLDS
from api.tickets.described import description_of, summary_of
from api.tickets.looking import read_ticket
from api.tickets.sending.asking import asked
from api.tickets.sending.expected import Expected
from api.tickets.sending.handling import Key, Number, Sent, answered, handled, same
from api.tickets.sending.repeated import opened_before
from api.tickets.sending.signatures import taking
from api.tickets.theirs.answers import as_theirs
from api.tickets.unmasked import Unmasked, personal_values
from api.tickets.views import Answered
from api.tickets.whose import customer_of, require_in_use
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.rights import may
from domain.ticket.commands import OpenTicket

router: Final = APIRouter(prefix="/tickets", tags=["tickets"])


async def open_ticket(
    *,
    service: ServiceOf,
    request: Request,
    response: Response,
    caller: CallerOf,
    body: OpeningBody,
    key: Key = None,
) -> Opened:
    metadata = Sent(caller, key, body.occurred, body.late).metadata("tickets")
    command = cast("OpenTicket", command_of("open", body))

    repeated = False

    async def opened(traced: CommandMetadata) -> Answer:
        nonlocal repeated
        if (customer := customer_of(caller, body.customer)) is not None:
            traced = replace(traced, customer=customer)
        if key and (before := await opened_before(service, traced.id)):
            repeated = True
            return same(before, command, traced)
        return same(await service.desk.open(command, traced), command, traced)

    answer = await asked("open", metadata, opened)
    response.headers["Location"] = f"/tickets/{answer.number}"
    shown = await as_theirs(service, caller, answered(service, response, answer))
    hints = None
    if may(caller.person, "look-up"):
        alone = not repeated and stands_alone(body.customer, command)
        language = language_of(request)
        hints = [] if alone else await hints_on(service, answer.number, language, answer.position, PATIENCE)
    return Opened(**dict(shown), hints=hints)


def acting(action: str) -> Callable[..., Awaitable[Answered]]:
    """The route's function for an action on a ticket that exists."""

    async def act(
        *,
        service: ServiceOf,
        response: Response,
        number: Number,
        caller: CallerOf,
        body: Body,
        key: Key = None,
        expected: Expected = None,
    ) -> Answered:
        sent = Sent(caller, key, body.occurred, body.late, expected)
        answer = await handled(service, number, NOUNS[action], command_of(action, body), sent)
        return await as_theirs(service, caller, answered(service, response, answer))

    return act


async def unmask(
    *,
    service: ServiceOf,
    response: Response,
    number: Number,
    caller: CallerOf,
    body: Body,
    key: Key = None,
    expected: Expected = None,
) -> Unmasked:
    events, _ = await read_ticket(service, number, caller, "unmask")
    await require_in_use(service, events[0].envelope.customer)
    said = await acting("unmask")(
        service=service, response=response, number=number, caller=caller, body=body, key=key, expected=expected
    )
    response.headers["Cache-Control"] = "no-store"
    seen = (await service.desk.history(number))[: said.version]
    if said.version <= len(events) and now(service) > seen[-1].envelope.recorded + HOLDS:
        raise ApiProblem("unmasked-before", minutes=int(HOLDS.total_seconds() // 60))
    return Unmasked(**said.model_dump(), personal=[*personal_values(seen)])


def _add(path: str, endpoint: Callable[..., Any], action: str, status: int = 200) -> None:
    router.add_api_route(
        path,
        taking(endpoint, body_of(action)),
        methods=["POST"],
        status_code=status,
        summary=summary_of(action),
        description=description_of(action),
        operation_id=action,
        response_model_exclude_none=True,
    )


_add("", open_ticket, "open", 201)
for _action, _noun in NOUNS.items():
    _add(f"/{{number}}/{_noun}", unmask if _action == "unmask" else acting(_action), _action)
