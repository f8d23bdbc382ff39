"""Tickets over HTTP: open one, act on one, look at one; a route an action, made from the commands' table."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Annotated, Any, Final, cast

from fastapi import APIRouter, Header, Path, Response
from uuid_utils.compat import uuid7

from api.callers import Caller, CallerOf
from api.manners.problems import ApiProblem
from api.manners.request_log import note
from api.manners.texts import NUMBER, Printable
from api.service import Service, ServiceOf
from api.tickets.actions import NOUNS, Body, OpeningBody, body_of, command_of, description_of, summary_of
from api.tickets.asking import asked
from api.tickets.expected import Expected, expected_of
from api.tickets.repeated import opened_before
from api.tickets.signatures import taking
from api.tickets.views import Answered, HistoryView, TicketView, version_tag
from domain.desk.answering import Answer
from domain.desk.deciding import CommandMetadata
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.refusals import StaleVersion
from domain.rights import check, may
from domain.ticket.commands import OpenTicket, TicketCommand
from domain.ticket.decide import possible
from domain.ticket.state import Ticket, fold
from projections.wording.words import STATUS

router: Final = APIRouter(prefix="/tickets", tags=["tickets"])

Number = Annotated[
    str,
    Path(description="The ticket's number (工单号).", examples=["202405-00123"], json_schema_extra={"pattern": NUMBER}),
]
Key = Annotated[
    Printable | None,
    Header(
        alias="Idempotency-Key",
        description="The same key again is the same command, done once only.",
    ),
]
_SAME_MINUTE: Final = timedelta(minutes=1)
"""What is recorded of a time that was said to the minute may be the opening's, or now."""


async def open_ticket(
    *, service: ServiceOf, response: Response, caller: CallerOf, body: OpeningBody, key: Key = None
) -> Answered:
    metadata = CommandMetadata(
        id=_command_id(caller, "tickets", key),
        actor=caller.actor,
        roles=caller.roles,
        occurred=body.occurred,
        late=body.late,
        teams=caller.teams,
        stands_in_for=caller.stands_in_for,
        customer=body.customer,
    )
    command = cast("OpenTicket", command_of("open", body))

    async def opened(traced: CommandMetadata) -> Answer:
        check(caller.person, "open")
        before = await opened_before(service, traced.id) if key else None
        return _same(before or await service.desk.open(command, traced), command, traced)

    answer = await asked("open", metadata, opened)
    response.headers["Location"] = f"/tickets/{answer.number}"
    return _answered(service, response, answer)


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
        metadata = CommandMetadata(
            id=_command_id(caller, f"tickets/{number}/{NOUNS[action]}", key),
            actor=caller.actor,
            roles=caller.roles,
            occurred=body.occurred,
            late=body.late,
            teams=caller.teams,
            stands_in_for=caller.stands_in_for,
            expected_version=await expected_of(service, number, expected),
        )
        command = command_of(action, body)

        async def handled(traced: CommandMetadata) -> Answer:
            return _same(await service.desk.handle(number, command, traced), command, traced)

        try:
            answer = await asked(action, metadata, handled, number)
        except StaleVersion as refusal:
            if metadata.expected_version is None:
                raise
            raise ApiProblem("version-changed", number=number) from refusal
        return _answered(service, response, answer)

    return act


@router.get("/{number}", summary="A ticket as it stands now")
async def show(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> TicketView:
    """Personal values are masked."""
    events, ticket = await _read(service, number, caller)
    actions = [name for name in possible(ticket.stage) if may(caller.person, name, ticket)]
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return service.shown.ticket(events, STATUS[ticket.stage], actions)


@router.get("/{number}/history", summary="All events of a ticket, oldest first", response_model_exclude_none=True)
async def history(service: ServiceOf, response: Response, number: Number, caller: CallerOf) -> HistoryView:
    """Personal values are masked; what was said in free text is readable."""
    events, _ = await _read(service, number, caller)
    response.headers["ETag"] = version_tag(events[-1].envelope.version)
    return service.shown.history(number, events)


async def _read(service: Service, number: str, caller: Caller) -> tuple[tuple[Recorded, ...], Ticket]:
    """Raises TicketNotFound, and Forbidden where the caller may not read this ticket."""
    events = await service.desk.history(number)
    note(ticket=number)
    ticket = fold(events) or Ticket()
    check(caller.person, "read", ticket)
    return events, ticket


def _same(answer: Answer, command: TicketCommand, metadata: CommandMetadata) -> Answer:
    """What is answered is what was asked now: a key's first command may have said something else. Raises ApiProblem."""
    for recorded in answer.events:
        said = [(getattr(recorded.event, name, None), getattr(command, name)) for name in _said(command)]
        if metadata.customer:
            said.append((recorded.envelope.customer, metadata.customer))
        apart = metadata.occurred and abs(recorded.envelope.occurred - metadata.occurred) >= _SAME_MINUTE
        if apart or any(recorded_value != value for recorded_value, value in said):
            raise ApiProblem("key-reused")
    return answer


def _said(command: TicketCommand) -> Iterator[str]:
    """The fields that an event must repeat: not those that the rules fill in where nothing was said."""
    for name in type(command).model_fields:
        if name not in command.filled_in or getattr(command, name) is not None:
            yield name


def _answered(service: Service, response: Response, answer: Answer) -> Answered:
    response.headers["ETag"] = version_tag(answer.version)
    shown = service.shown
    return Answered(
        number=answer.number,
        version=answer.version,
        position=shown.position(answer.position),
        events=shown.events(answer.events),
    )


def _command_id(caller: Caller, route: str, key: str | None) -> str:
    return request_command_id(caller.id, route, key) if key else str(uuid7())


def _add(path: str, endpoint: Callable[..., Any], action: str, status: int) -> None:
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
    _add(f"/{{number}}/{_noun}", acting(_action), _action, 200)
