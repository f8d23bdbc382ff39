"""A request's command given to the desk: under the caller's name and key, and answered with what was asked now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import Header, Path, Response
from uuid_utils.compat import uuid7

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.manners.texts import NUMBER, Printable
from api.service import Service
from api.tickets.sending.asking import asked
from api.tickets.sending.expected import expected_of
from api.tickets.views import Answered, version_tag
from domain.application import key_of
from domain.desk.answering import Answer
from domain.desk.kinds import id_of
from domain.desk.metadata import CommandMetadata
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.identity import request_command_id
from domain.refusals import StaleVersion
from domain.ticket.commands import TicketCommand

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


@dataclass(frozen=True, slots=True)
class Sent:
    """What came with a command: who sends it, under which key, and when it happened."""

    caller: Caller
    key: str | None = None
    occurred: datetime | None = None
    late: str | None = None
    expected: str | None = None

    def metadata(self, route: str, *, expected: int | None = None, customer: str | None = None) -> CommandMetadata:
        """``route`` is what a key counts on."""
        caller = self.caller
        return CommandMetadata(
            id=request_command_id(caller.id, route, self.key) if self.key else str(uuid7()),
            actor=caller.actor,
            roles=caller.roles,
            occurred=self.occurred,
            late=self.late,
            teams=caller.teams,
            stands_in_for=caller.stands_in_for,
            absent_teams=caller.absent_teams,
            absent_roles=caller.absent_roles,
            expected_version=expected,
            customer=customer,
        )


async def handled(service: Service, number: str, noun: str, command: TicketCommand, sent: Sent) -> Answer:
    """The desk's answer. Raises as :meth:`TicketDesk.handle`, and ApiProblem."""
    expected = await expected_of(service, number, sent.expected)
    return await acted(service, key_of(number), f"tickets/{number}/{noun}", command, sent, expected)


async def acted(service: Service, key: str, route: str, command: Command, sent: Sent, expected: int | None) -> Answer:
    """As :func:`handled`, of any aggregate."""
    metadata, number = sent.metadata(route, expected=expected), id_of(key)
    ticket = number if key.startswith("ticket-") else ""  # the log and the trace would call another thing a ticket

    async def work(traced: CommandMetadata) -> Answer:
        return replace(same(await service.desk.act(key, command, traced), command, traced), number=ticket)

    try:
        return replace(await asked(command.action, metadata, work, ticket), number=number)
    except StaleVersion as refusal:
        if expected is None:
            raise
        raise ApiProblem("version-changed", number=number) from refusal


def same(answer: Answer, command: Command, metadata: CommandMetadata) -> Answer:
    """What is answered is what was asked now: a key's first command may have said something else. Raises ApiProblem."""
    for recorded in answer.events:
        if not isinstance(recorded.event, command.causes):
            continue  # what followed from it
        said = [(_repeated(recorded, name), getattr(command, name)) for name in _said(command)]
        if metadata.customer:
            said.append((recorded.envelope.customer, metadata.customer))
        apart = metadata.occurred and abs(recorded.envelope.occurred - metadata.occurred) >= _SAME_MINUTE
        if apart or any(recorded_value != value for recorded_value, value in said):
            raise ApiProblem("key-reused")
    return answer


def answered(service: Service, response: Response, answer: Answer) -> Answered:
    """What is shown of the desk's answer."""
    response.headers["ETag"] = version_tag(answer.version)
    return Answered(
        number=answer.number,
        version=answer.version,
        position=service.shown.position(answer.position),
        events=service.shown.events(answer.events),
    )


def _said(command: Command) -> Iterator[str]:
    """The fields that an event must repeat: not those that the rules fill in where nothing was said."""
    for name in type(command).model_fields:
        if name not in command.filled_in or getattr(command, name) is not None:
            yield name


def _repeated(recorded: Recorded, name: str) -> object:
    """What was recorded of a field; the ticket that a matter belongs to stands in the envelope."""
    if name == "ticket" and name not in type(recorded.event).model_fields:
        return id_of(recorded.envelope.ticket) if recorded.envelope.ticket else None
    return getattr(recorded.event, name, None)
