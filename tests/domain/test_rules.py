"""The rules of a ticket's core life, each as a sentence: it works, it is refused, it is harmless twice."""

from datetime import timedelta

import pytest

from domain.refusals import NotAllowed
from domain.ticket.commands import (
    COMMANDS,
    AcceptDispatch,
    AcknowledgeReceipt,
    AddNote,
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    ContactCustomer,
    DiagnoseFault,
    DispatchEngineer,
    EscalateTicket,
    GiveEstimate,
    GradeTicket,
    OpenTicket,
    PauseTicket,
    PromiseVisit,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
    ResumeTicket,
    TicketCommand,
)
from domain.ticket.decide import POSSIBLE, decide, judge, possible, steps
from domain.ticket.events import (
    CustomerContacted,
    DispatchAccepted,
    EngineerDispatched,
    EstimateGiven,
    NoteAdded,
    TicketCancelled,
    TicketClosed,
    TicketEscalated,
    TicketGraded,
    TicketPaused,
    TicketResolved,
    TicketResumed,
    VisitPromised,
)
from domain.ticket.vocabulary import Channel, Stage
from tests.domain.specification import (
    ACCEPTED,
    ACKNOWLEDGED,
    AGREED,
    CANCELLED,
    CLOSED,
    CONFIRMED,
    DIAGNOSED,
    DISPATCHED,
    ELSEWHERE,
    ENDED,
    GRADED,
    LIVE,
    NOON,
    OPENED,
    PAUSED,
    REJECTED,
    REOPENED,
    RESOLVED,
    SOLVED,
    WORKING,
    given,
    state,
)

ESCALATED = TicketEscalated(to="line-2", reason="疑难")
PASSED_ON = EngineerDispatched(engineer="004", reason="003 休假")
GRADE = GradeTicket(severity="urgent", reason="核心业务受影响")
DIAGNOSE = DiagnoseFault(finding="制冷剂泄漏", fault_type="hardware", found_by="knowledge-base")
RESOLVE = ResolveTicket(handling="更换制冷剂")


def test_a_request_is_registered() -> None:
    given().when(OpenTicket(channel=Channel.PHONE, summary="设备无法启动")).then(OPENED)


def test_a_ticket_is_opened_only_once() -> None:
    given(OPENED).when(OpenTicket(channel=Channel.PHONE, summary="再来")).then_refused("already-opened")


def test_nothing_can_be_done_to_a_ticket_that_does_not_exist() -> None:
    given().when(AcknowledgeReceipt()).then_refused("not-opened")


def test_receipt_is_acknowledged() -> None:
    given(OPENED).when(AcknowledgeReceipt(channel=Channel.PHONE)).then(ACKNOWLEDGED)


def test_acknowledging_twice_is_harmless() -> None:
    given(OPENED, ACKNOWLEDGED).when(AcknowledgeReceipt()).then_nothing()


def test_a_closed_ticket_is_not_acknowledged() -> None:
    given(*ENDED).when(AcknowledgeReceipt()).then_refused("wrong-stage")


def test_a_ticket_is_graded_with_a_reason() -> None:
    given(OPENED).when(GRADE).then(GRADED)


def test_grading_the_same_again_is_harmless() -> None:
    given(OPENED, GRADED).when(GradeTicket(severity="urgent", reason="又一次")).then_nothing()


def test_a_ticket_is_regraded_with_a_new_reason() -> None:
    given(OPENED, GRADED).when(GradeTicket(severity="general", reason="只是外观")).then(
        TicketGraded(severity="general", reason="只是外观")
    )


def test_a_severity_that_the_pack_does_not_know_is_refused() -> None:
    given(OPENED).when(GradeTicket(severity="catastrophic", reason="x")).then_refused("unknown-severity")


def test_a_resolved_ticket_is_not_graded() -> None:
    given(*SOLVED).when(GradeTicket(severity="general", reason="x")).then_refused("wrong-stage")


def test_an_estimate_is_given() -> None:
    given(OPENED).when(GiveEstimate(due=NOON)).then(EstimateGiven(due=NOON))


def test_the_same_estimate_twice_is_harmless() -> None:
    given(OPENED, EstimateGiven(due=NOON)).when(GiveEstimate(due=NOON)).then_nothing()


def test_no_estimate_for_a_closed_ticket() -> None:
    given(*ENDED).when(GiveEstimate(due=NOON)).then_refused("wrong-stage")


def test_a_fault_is_diagnosed() -> None:
    given(OPENED, ACKNOWLEDGED).when(DIAGNOSE).then(DIAGNOSED)


def test_the_same_diagnosis_twice_is_harmless() -> None:
    given(OPENED, DIAGNOSED).when(DIAGNOSE).then_nothing()


def test_a_cancelled_ticket_is_not_diagnosed() -> None:
    given(OPENED, CANCELLED).when(DIAGNOSE).then_refused("wrong-stage")


def test_a_graded_ticket_is_dispatched() -> None:
    given(OPENED, GRADED).when(DispatchEngineer(engineer="003")).then(DISPATCHED)


def test_an_ungraded_ticket_cannot_be_dispatched() -> None:
    given(OPENED).when(DispatchEngineer(engineer="003")).then_refused("not-graded")


def test_dispatching_the_same_engineer_twice_is_harmless() -> None:
    given(OPENED, GRADED, DISPATCHED).when(DispatchEngineer(engineer="003")).then_nothing()


def test_passing_the_work_on_needs_a_reason() -> None:
    given(*WORKING).when(DispatchEngineer(engineer="004")).then_refused("reason-needed")


def test_the_work_passes_to_another_engineer_who_has_not_accepted_yet() -> None:
    passed = EngineerDispatched(engineer="004", reason="003 休假")
    given(*WORKING).when(DispatchEngineer(engineer="004", reason="003 休假")).then(passed)
    ticket = state(*WORKING, passed)
    assert ticket is not None
    assert (ticket.stage, ticket.engineer, ticket.accepted) == (Stage.DISPATCHED, "004", False)


def test_an_engineer_accepts() -> None:
    given(OPENED, GRADED, DISPATCHED).when(AcceptDispatch()).then(DispatchAccepted())


def test_accepting_twice_is_harmless() -> None:
    given(*WORKING).when(AcceptDispatch()).then_nothing()


def test_a_resolved_ticket_is_not_accepted() -> None:
    given(OPENED, ACKNOWLEDGED, RESOLVED).when(AcceptDispatch()).then_refused("wrong-stage")


def test_every_contact_with_the_customer_is_a_fact_of_its_own() -> None:
    contacted = CustomerContacted(note="约下午")
    given(*WORKING, contacted).when(ContactCustomer(note="约下午")).then(contacted)


def test_a_closed_case_has_no_more_contact() -> None:
    given(*ENDED).when(ContactCustomer()).then_refused("wrong-stage")


def test_a_visit_is_promised() -> None:
    given(*WORKING).when(PromiseVisit(at=NOON, place="中关村")).then(VisitPromised(at=NOON, place="中关村"))


def test_the_same_visit_promised_twice_is_harmless() -> None:
    given(*WORKING, VisitPromised(at=NOON)).when(PromiseVisit(at=NOON)).then_nothing()


def test_a_promise_that_stands_is_moved_only_with_the_customers_consent() -> None:
    later = NOON + timedelta(hours=2)
    given(*WORKING, VisitPromised(at=NOON)).when(PromiseVisit(at=later)).then_refused("visit-promised")


def test_no_visit_without_an_engineer() -> None:
    given(OPENED, GRADED).when(PromiseVisit(at=NOON)).then_refused("no-engineer")


@pytest.mark.parametrize("history", [(OPENED,), WORKING, SOLVED, ENDED, (OPENED, CANCELLED)])
def test_a_note_can_be_added_at_any_stage(history: tuple) -> None:
    given(*history).when(AddNote(text="已电话说明")).then(NoteAdded(text="已电话说明"))


def test_a_ticket_is_escalated() -> None:
    given(*WORKING).when(EscalateTicket(to="line-2", reason="疑难")).then(TicketEscalated(to="line-2", reason="疑难"))


def test_escalating_to_the_same_line_twice_is_harmless() -> None:
    given(*WORKING, ESCALATED).when(EscalateTicket(to="line-2", reason="疑难")).then_nothing()


def test_escalating_for_another_reason_is_recorded() -> None:
    pressed = TicketEscalated(to="line-2", reason="再催")
    given(*WORKING, ESCALATED).when(EscalateTicket(to="line-2", reason="再催")).then(pressed)


@pytest.mark.parametrize("between", [(RESOLVED, REJECTED), (RESOLVED, CONFIRMED, REOPENED), (PASSED_ON,)])
def test_an_escalation_is_over_once_the_work_was_solved_or_passed_on(between: tuple) -> None:
    given(*WORKING, ESCALATED, *between).when(EscalateTicket(to="line-2", reason="疑难")).then(ESCALATED)


def test_a_resolved_ticket_is_not_escalated() -> None:
    given(*SOLVED).when(EscalateTicket(to="line-2", reason="疑难")).then_refused("wrong-stage")


def test_work_pauses_for_the_customer() -> None:
    given(*WORKING).when(PauseTicket(waiting_for="customer", reason="等客户开门")).then(PAUSED)


def test_pausing_twice_for_the_same_is_harmless() -> None:
    given(*WORKING, PAUSED).when(PauseTicket(waiting_for="customer", reason="等客户开门")).then_nothing()


def test_pausing_on_for_another_reason_is_recorded() -> None:
    still = TicketPaused(waiting_for="customer", reason="还在等")
    given(*WORKING, PAUSED).when(PauseTicket(waiting_for="customer", reason="还在等")).then(still)


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
)
def test_what_is_done_already_is_not_done_again_in_other_words(history: tuple, command: TicketCommand) -> None:
    given(*history).when(command).then_refused("wrong-stage")


def test_a_second_remedy_by_the_same_engineer_needs_no_reason() -> None:
    given(*SOLVED, REJECTED).when(DispatchEngineer(engineer="003")).then(DISPATCHED)


def test_another_time_for_the_expected_visit_is_recorded_and_takes_the_acceptance_from_nobody() -> None:
    later = EngineerDispatched(engineer="003", visit_expected=NOON)
    given(*WORKING).when(DispatchEngineer(engineer="003", visit_expected=NOON)).then(later)
    given(*WORKING, later).when(DispatchEngineer(engineer="003", visit_expected=NOON)).then_nothing()
    ticket = state(*WORKING, later)
    assert ticket is not None
    assert (ticket.stage, ticket.accepted) == (Stage.ACCEPTED, True)


def test_a_pause_can_change_whom_it_waits_for() -> None:
    part = TicketPaused(waiting_for="part", reason="等主板")
    given(*WORKING, PAUSED).when(PauseTicket(waiting_for="part", reason="等主板")).then(part)


def test_a_closed_ticket_is_not_paused() -> None:
    given(*ENDED).when(PauseTicket(waiting_for="part", reason="x")).then_refused("wrong-stage")


def test_work_resumes_where_it_stood() -> None:
    given(*WORKING, PAUSED).when(ResumeTicket(reason="门已开")).then(TicketResumed(reason="门已开"))
    ticket = state(*WORKING, PAUSED, TicketResumed())
    assert ticket is not None
    assert (ticket.stage, ticket.waiting_for, ticket.accepted) == (Stage.ACCEPTED, None, True)


def test_resuming_what_does_not_wait_is_harmless() -> None:
    given(*WORKING).when(ResumeTicket(reason="门已开")).then_nothing()


def test_a_closed_ticket_is_not_resumed() -> None:
    given(*ENDED).when(ResumeTicket(reason="门已开")).then_refused("wrong-stage")


def test_work_is_resolved() -> None:
    given(*WORKING).when(RESOLVE).then(RESOLVED)


def test_a_consultation_is_solved_at_once() -> None:
    given(OPENED, ACKNOWLEDGED).when(RESOLVE).then(RESOLVED)


def test_nothing_is_resolved_before_the_first_response() -> None:
    given(OPENED).when(RESOLVE).then_refused("not-acknowledged")


def test_resolving_twice_is_harmless() -> None:
    given(*SOLVED).when(RESOLVE).then_nothing()


def test_a_waiting_ticket_is_resumed_before_it_is_resolved() -> None:
    given(*WORKING, PAUSED).when(RESOLVE).then_refused("wrong-stage")


def test_the_customer_confirms() -> None:
    given(*SOLVED).when(ConfirmResolution(signature="张三")).then(CONFIRMED)


def test_confirming_twice_is_harmless() -> None:
    given(*AGREED).when(ConfirmResolution(signature="张三")).then_nothing()


def test_what_is_not_resolved_is_not_confirmed() -> None:
    given(*WORKING).when(ConfirmResolution(signature="张三")).then_refused("wrong-stage")


@pytest.mark.parametrize("history", [SOLVED, AGREED])
def test_the_customer_rejects(history: tuple) -> None:
    given(*history).when(RejectResolution(reason="仍有异响")).then(REJECTED)


def test_rejecting_twice_is_harmless() -> None:
    given(*SOLVED, REJECTED).when(RejectResolution(reason="仍有异响")).then_nothing()


def test_what_is_not_resolved_is_not_rejected() -> None:
    given(*WORKING).when(RejectResolution(reason="x")).then_refused("wrong-stage")


def test_a_rejected_solution_gets_a_second_remedy() -> None:
    given(*SOLVED, REJECTED).when(ResolveTicket(handling="紧固风扇")).then(TicketResolved(handling="紧固风扇"))


def test_a_confirmed_case_is_closed() -> None:
    given(*AGREED).when(CloseTicket()).then(CLOSED)


def test_closing_twice_is_harmless() -> None:
    given(*ENDED).when(CloseTicket()).then_nothing()


def test_an_unconfirmed_case_is_not_closed_as_satisfied() -> None:
    given(*SOLVED).when(CloseTicket()).then_refused("not-confirmed")


def test_an_unsolved_case_is_not_closed_as_unanswered() -> None:
    given(*WORKING).when(CloseTicket(closed_as="unanswered")).then_refused("not-resolved")


def test_a_supervisor_closes_with_a_reason() -> None:
    given(*WORKING).when(CloseTicket(closed_as="supervisor", reason="客户已搬走")).then(
        TicketClosed(closed_as="supervisor", reason="客户已搬走")
    )


def test_a_supervisor_does_not_close_without_a_reason() -> None:
    given(*WORKING).when(CloseTicket(closed_as="supervisor")).then_refused("supervisor-reason-needed")


@pytest.mark.parametrize("history", [SOLVED, AGREED, ENDED])
def test_a_solved_or_closed_case_is_reopened(history: tuple) -> None:
    given(*history).when(ReopenTicket(reason="再次报警")).then(REOPENED)


def test_reopening_twice_is_harmless() -> None:
    given(*ENDED, REOPENED).when(ReopenTicket(reason="再次报警")).then_nothing()


def test_work_under_way_is_not_reopened() -> None:
    given(*WORKING).when(ReopenTicket(reason="x")).then_refused("wrong-stage")


def test_a_case_is_cancelled() -> None:
    given(OPENED).when(CancelTicket(cancelled_as="withdrawn", reason="客户撤回")).then(CANCELLED)


def test_a_duplicate_names_its_original() -> None:
    given(OPENED).when(CancelTicket(cancelled_as="duplicate", reason="同一故障")).then_refused("original-needed")
    given(OPENED).when(
        CancelTicket(cancelled_as="duplicate", duplicate_of="ticket-202405-00001", reason="同一故障")
    ).then(TicketCancelled(cancelled_as="duplicate", duplicate_of="ticket-202405-00001", reason="同一故障"))


def test_cancelling_twice_is_harmless() -> None:
    given(OPENED, CANCELLED).when(CancelTicket(cancelled_as="withdrawn", reason="客户撤回")).then_nothing()


def test_a_solved_case_is_not_cancelled() -> None:
    given(*SOLVED).when(CancelTicket(cancelled_as="withdrawn", reason="x")).then_refused("wrong-stage")


def test_a_refusal_says_what_is_not_so_and_what_would_be_allowed() -> None:
    ticket = state(*ENDED)
    with pytest.raises(NotAllowed) as refusal:
        decide(ticket, AcknowledgeReceipt(), LIVE)
    assert refusal.value.say("zh") == "工单当前为“已结案”，不能首次响应；现在可以：重新处理、备注。"
    assert refusal.value.say("en").endswith("possible now: reopen, note.")


def test_the_possible_actions_are_those_that_decide_does_not_refuse_for_the_stage() -> None:
    assert set(POSSIBLE) == set(COMMANDS)
    assert steps(Stage.CLOSED) == ("reopen", "note")
    assert set(steps(Stage.CLOSED)) < set(possible(Stage.CLOSED))
    assert "dispatch" in possible(Stage.GRADED)


def test_live_work_would_have_recorded_what_follows_the_rules() -> None:
    assert judge(None, OPENED, ELSEWHERE) is None
    assert judge(state(*SOLVED), TicketClosed(), ELSEWHERE) is None
    assert judge(state(OPENED, GRADED), DispatchAccepted(engineer="003"), ELSEWHERE) is None


@pytest.mark.parametrize(
    ("history", "event"),
    [((OPENED, GRADED), TicketGraded(severity="urgent")), (SOLVED, TicketResolved()), (ENDED, TicketClosed())],
)
def test_what_changed_nothing_is_flagged_as_already_so(history: tuple, event: object) -> None:
    assert judge(state(*history), event, ELSEWHERE) == "already-so"


@pytest.mark.parametrize(
    ("history", "event"),
    [
        (ENDED, TicketGraded(severity="general")),
        (ENDED, ACCEPTED),
        (ENDED, TicketResolved()),
        ((OPENED,), DISPATCHED),
        ((OPENED,), TicketClosed()),
        ((), TicketResolved()),
        (WORKING, OPENED),
    ],
)
def test_what_the_rules_refuse_is_flagged_as_not_allowed(history: tuple, event: object) -> None:
    assert judge(state(*history), event, ELSEWHERE) == "not-allowed"
