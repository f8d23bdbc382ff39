"""Times that lie ahead: an estimate, a visit, what the customer or a department is asked for by when."""

from datetime import timedelta

import pytest

from domain.ticket.commands import (
    AuthoriseRemoteAssistance,
    ConfirmPart,
    DispatchEngineer,
    GiveEstimate,
    MoveVisit,
    PromiseVisit,
    RequestCollaboration,
    RequestCooperation,
    TicketCommand,
)
from domain.ticket.decide import judge
from domain.ticket.decide.always.by_then import CLOCKS_MAY_DIFFER
from domain.ticket.events import EstimateGiven
from tests.domain.examples import AT_WORK, PART, VISIT
from tests.domain.specification import ELSEWHERE, NOON, given, state

BEFORE, BY_A_CLOCK = NOON - timedelta(minutes=6), NOON - CLOCKS_MAY_DIFFER
COMMANDS: list[TicketCommand] = [
    GiveEstimate(due=NOON),
    PromiseVisit(at=NOON),
    MoveVisit(at=NOON, by="张伟", given="phone", reason="改期"),
    RequestCooperation(what="请开门", due=NOON),
    RequestCollaboration(department="product", text="E-002", due=NOON),
    AuthoriseRemoteAssistance(by="张伟", given="message", until=NOON),
    DispatchEngineer(engineer="003", visit_expected=NOON),
    ConfirmPart(request=1, available=False, expected=NOON),
]


def of_time(command: TicketCommand, time: object) -> TicketCommand:
    field = next(name for name in type(command).model_fields if getattr(command, name) == NOON)
    return command.model_copy(update={field: time})


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.action)
def test_what_lies_before_it_was_said_is_refused(command: TicketCommand) -> None:
    history = (*AT_WORK, PART, *((VISIT,) if isinstance(command, MoveVisit) else ()))
    given(*history).when(of_time(command, BEFORE)).then_refused("not-ahead")
    for time in (BY_A_CLOCK, NOON):
        assert len(given(*history).when(of_time(command, time)).caused()) == 1


def test_recorded_late_it_counts_from_when_it_was_said() -> None:
    late = given(*AT_WORK).when(GiveEstimate(due=BEFORE), at=BEFORE - timedelta(hours=1))
    late.then(EstimateGiven(due=BEFORE))


def test_what_another_system_promised_is_taken_as_it_is() -> None:
    assert judge(state(*AT_WORK), EstimateGiven(due=BEFORE), ELSEWHERE) is None
