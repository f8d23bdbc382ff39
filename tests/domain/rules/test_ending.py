"""From a solution to the end beyond the four cases: on whose word, from which stage, and what is asked again."""

import pytest

from domain.ticket.commands import (
    AddNote,
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    LogWork,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
    TicketCommand,
)
from domain.ticket.events import (
    FunctionTested,
    NoteAdded,
    ServiceRecordCompleted,
    TicketClosed,
    TicketEvent,
    TicketResolved,
    WorkLogged,
)
from tests.domain.examples import GUIDED, READY
from tests.domain.specification import (
    ACKNOWLEDGED,
    AGREED,
    CANCELLED,
    ENDED,
    OPENED,
    PAUSED,
    REJECTED,
    REOPENED,
    RESOLVED,
    SOLVED,
    WORKING,
    given,
)

RESOLVE = ResolveTicket(handling="更换制冷剂")
FAILED, PASSED = FunctionTested(passed=False), FunctionTested(passed=True)


def test_a_consultation_is_solved_at_once() -> None:
    given(OPENED, ACKNOWLEDGED).when(RESOLVE).then(RESOLVED)


def test_a_waiting_ticket_is_resumed_before_it_is_resolved() -> None:
    given(*WORKING, PAUSED).when(RESOLVE).then_refused("wrong-stage")


def test_after_a_failed_test_the_work_goes_on_until_one_is_passed() -> None:
    repair = WorkLogged(work="repair", steps="紧固风扇")
    given(*READY, FAILED).when(LogWork(work="repair", steps="紧固风扇")).then(repair)
    given(*READY, FAILED, repair, PASSED).when(RESOLVE).then(RESOLVED)


@pytest.mark.parametrize("history", [SOLVED, AGREED])
def test_the_customer_rejects_a_solution_though_it_was_confirmed(history: tuple[TicketEvent, ...]) -> None:
    given(*history).when(RejectResolution(reason="仍有异响")).by_the_customer().then(REJECTED)


def test_a_rejected_solution_gets_a_second_remedy() -> None:
    given(*SOLVED, REJECTED, GUIDED).when(ResolveTicket(handling="紧固风扇")).then(TicketResolved(handling="紧固风扇"))


@pytest.mark.parametrize("history", [(OPENED,), WORKING, (*WORKING, PAUSED), SOLVED, AGREED])
def test_a_supervisor_closes_any_open_case_with_a_reason(history: tuple[TicketEvent, ...]) -> None:
    [closed, record] = given(*history).when(CloseTicket(closed_as="supervisor", reason="客户已搬走")).caused()
    assert closed == TicketClosed(closed_as="supervisor", reason="客户已搬走")
    assert isinstance(record, ServiceRecordCompleted)


@pytest.mark.parametrize("history", [SOLVED, AGREED, ENDED])
def test_a_solved_or_closed_case_is_reopened(history: tuple[TicketEvent, ...]) -> None:
    given(*history).when(ReopenTicket(reason="再次报警")).then(REOPENED)


@pytest.mark.parametrize(
    ("history", "command"),
    [
        (WORKING, ConfirmResolution(signature="张三")),
        (WORKING, RejectResolution(reason="x")),
        (WORKING, ReopenTicket(reason="x")),
        (SOLVED, CancelTicket(cancelled_as="withdrawn", reason="x")),
    ],
    ids=lambda part: getattr(part, "action", ""),
)
def test_nothing_is_said_to_a_solution_that_is_not_there(
    history: tuple[TicketEvent, ...], command: TicketCommand
) -> None:
    given(*history).when(command).then_refused("wrong-stage")


@pytest.mark.parametrize(
    ("history", "command"),
    [
        (SOLVED, ResolveTicket(handling="换了主板")),
        ((*SOLVED, REJECTED), RejectResolution(reason="又漏水")),
        ((*SOLVED, REJECTED), ReopenTicket(reason="仍有异响")),
        (AGREED, ConfirmResolution(signature="李四")),
        (ENDED, CloseTicket(closed_as="supervisor", reason="客户失联")),
        ((OPENED, CANCELLED), CancelTicket(cancelled_as="invalid", reason="误报")),
    ],
    ids=lambda part: getattr(part, "action", ""),
)
def test_what_is_done_already_is_not_done_again_in_other_words(
    history: tuple[TicketEvent, ...], command: TicketCommand
) -> None:
    given(*history).when(command).then_refused("wrong-stage")


@pytest.mark.parametrize("history", [(OPENED,), WORKING, SOLVED, ENDED, (OPENED, CANCELLED)])
def test_a_note_can_be_added_at_any_stage(history: tuple[TicketEvent, ...]) -> None:
    given(*history).when(AddNote(text="已电话说明")).then(NoteAdded(text="已电话说明"))
