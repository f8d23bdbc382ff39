"""Confirmation, follow-up, closing and archive beyond the four cases: whose word counts, and what is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.refusals import NotAllowed
from domain.ticket.commands import (
    AddNote,
    AnswerSurvey,
    ArchiveTicket,
    CloseTicket,
    ConfirmResolution,
    FollowUp,
    RaiseObjection,
    RejectResolution,
    RemindCustomer,
    ReopenTicket,
    ResolveTicket,
    SendSurvey,
    TicketCommand,
    WriteClosingReport,
)
from domain.ticket.decide import decide, judge
from domain.ticket.events import (
    FollowUpMade,
    NoteAdded,
    ReminderSent,
    ResolutionConfirmed,
    TicketClosed,
    TicketEvent,
    TicketResolved,
)
from domain.ticket.vocabulary import Channel, Stage
from tests.domain.aftercare import (
    COMPLAINT,
    CONTENT,
    DISCONTENT,
    GOOD,
    LATE,
    OBJECTION,
    PAUSE,
    PRAISE,
    PUT_AWAY,
    REMINDED,
    REMINDED_THRICE,
    REPORT,
    SURVEYED,
)
from tests.domain.case import OWN
from tests.domain.examples import AUTHORISED, GUIDED, PLANNED
from tests.domain.specification import (
    AGREED,
    CLOSED,
    CONFIRMED,
    ELSEWHERE,
    ENDED,
    NOON,
    OPENED,
    REJECTED,
    REOPENED,
    RESOLVED,
    SOLVED,
    WORKING,
    Given,
    given,
    state,
)

UNANSWERED = CloseTicket(closed_as="unanswered")
UNHAPPY = FollowUp(channel=Channel.PHONE, solved=True, professional=True, satisfied=False, note="噪音大")


@pytest.mark.parametrize(
    "command",
    [
        ConfirmResolution(signature="张三"),
        RejectResolution(reason="仍有异响"),
        RaiseObjection(reason="费用不符"),
        AnswerSurvey(survey=1, scores=GOOD),
    ],
    ids=lambda command: command.action,
)
def test_the_customer_themself_needs_no_evidence_and_whoever_speaks_for_them_does(command: TicketCommand) -> None:
    [event] = given(*SURVEYED).when(command).by_the_customer().caused()
    assert type(event) is command.causes
    given(*SURVEYED).when(command).then_refused("how-given-needed")


def test_a_file_that_the_customer_names_is_there() -> None:
    named = ConfirmResolution(signature="张三", evidence="f" * 64)
    given(*SURVEYED).when(named).by_the_customer().then_refused("no-such-attachment")


def test_what_is_taken_up_again_is_counted_and_a_rejection_besides() -> None:
    ticket = state(*SOLVED, REJECTED, RESOLVED, OBJECTION, RESOLVED, DISCONTENT, RESOLVED, CONFIRMED, CLOSED, REOPENED)
    assert ticket is not None
    assert (ticket.aftercare.reopenings, ticket.aftercare.rejections) == (4, 1)
    assert ticket.stage is Stage.REOPENED


@pytest.mark.parametrize("event", [OBJECTION, DISCONTENT], ids=lambda event: event.stored_name)
@pytest.mark.parametrize("history", [SOLVED, AGREED, ENDED])
def test_an_objection_and_a_bad_follow_up_settle_everything_anew(
    history: tuple[TicketEvent, ...], event: TicketEvent
) -> None:
    ticket = state(*PLANNED, AUTHORISED, *history[5:], event)
    assert ticket is not None
    assert (ticket.plan, ticket.remote, ticket.stage) == (None, None, Stage.REOPENED)
    assert ticket.aftercare.resolution is None


def test_a_second_remedy_follows_an_objection_and_a_bad_follow_up() -> None:
    for event in (OBJECTION, DISCONTENT):
        given(*ENDED, event, GUIDED).when(ResolveTicket(handling="紧固风扇")).then(TicketResolved(handling="紧固风扇"))


def test_one_who_is_not_satisfied_though_it_is_solved_goes_back_into_handling() -> None:
    unhappy = FollowUpMade(channel=Channel.PHONE, solved=True, professional=True, satisfied=False, note="噪音大")
    given(*SOLVED).when(UNHAPPY).then(unhappy)
    assert (found := state(*SOLVED, unhappy)) is not None
    assert found.stage is Stage.REOPENED


def test_an_attitude_that_was_not_professional_is_on_record_and_takes_nothing_up_again() -> None:
    rude = FollowUpMade(channel=Channel.SMS, solved=True, professional=False, satisfied=True, note="态度生硬")
    assert (found := state(*AGREED, rude)) is not None
    assert found.stage is Stage.CONFIRMED


def test_a_good_follow_up_closes_without_a_signature() -> None:
    [closed, _] = given(*SOLVED, CONTENT).when(CloseTicket()).caused()
    assert closed == CLOSED
    given(*WORKING, CONTENT).when(CloseTicket()).then_refused("not-confirmed")
    given(*SOLVED, CONTENT, REJECTED, RESOLVED).when(CloseTicket()).then_refused("not-confirmed")


def test_reminders_go_at_the_packs_pace_and_the_last_is_left_unanswered() -> None:
    twice = (*SOLVED, REMINDED)
    given(*twice).when(RemindCustomer(channel=Channel.SMS), at=LATE).then(ReminderSent(reminder=2, channel=Channel.SMS))
    given(*REMINDED_THRICE).when(UNANSWERED, at=LATE - timedelta(seconds=1)).then_refused("time-to-answer")
    [closed, _] = given(*REMINDED_THRICE).when(UNANSWERED, at=LATE).caused()
    assert closed == TicketClosed(closed_as="unanswered")


@pytest.mark.parametrize("said", [PRAISE, COMPLAINT, CONTENT], ids=["praise", "complaint", "follow-up"])
def test_who_says_something_is_not_closed_as_unanswered(said: TicketEvent) -> None:
    history = (*SURVEYED, *REMINDED_THRICE[len(SOLVED) :], said)
    given(*history).when(UNANSWERED, at=LATE + PAUSE).then_refused("reminders-missing")


def test_a_confirmed_case_is_not_closed_as_unanswered_and_reminders_count_anew_after_a_second_remedy() -> None:
    given(*REMINDED_THRICE, CONFIRMED).when(UNANSWERED, at=LATE).then_refused("reminders-missing")
    given(*REMINDED_THRICE, REJECTED, RESOLVED).when(UNANSWERED, at=LATE).then_refused("reminders-missing")


def test_nobody_is_reminded_of_what_they_confirmed() -> None:
    given(*AGREED).when(RemindCustomer(channel=Channel.SMS), at=LATE).then_refused("wrong-stage")


@pytest.mark.parametrize(
    "close",
    [CloseTicket(), CloseTicket(closed_as="supervisor", reason="客户已搬走")],
    ids=["satisfied", "supervisor"],
)
def test_where_the_pack_asks_for_it_the_report_comes_before_any_closing(close: CloseTicket) -> None:
    Given(AGREED, OWN["reporting"]).when(close).then_refused("closing-report-needed")
    [closed, _] = Given((*AGREED, REPORT), OWN["reporting"]).when(close).caused()
    assert isinstance(closed, TicketClosed)
    Given((*AGREED, REPORT, REJECTED, RESOLVED, CONFIRMED), OWN["reporting"]).when(close).then_refused(
        "closing-report-needed"
    )


@pytest.mark.parametrize("history", [(OPENED,), WORKING, SOLVED, ENDED])
def test_a_report_is_written_at_any_stage_so_that_every_case_can_be_closed(history: tuple[TicketEvent, ...]) -> None:
    report = WriteClosingReport(cause="主板受潮", handling="更换主板", lessons="雨季前检查密封")
    given(*history).when(report).then(REPORT)


def test_the_old_text_of_a_closing_is_kept_and_is_no_report() -> None:
    old = CloseTicket(report="更换后运行正常")
    [closed, _] = given(*AGREED).when(old).caused()
    assert closed == TicketClosed(closed_as="satisfied", report="更换后运行正常")
    Given(AGREED, OWN["reporting"]).when(old).then_refused("closing-report-needed")


@pytest.mark.parametrize(
    "command",
    [
        ReopenTicket(reason="又坏了"),
        RejectResolution(reason="又坏了"),
        RaiseObjection(reason="又坏了"),
        UNHAPPY,
        CloseTicket(),
        SendSurvey(channel=Channel.SMS),
    ],
    ids=lambda command: command.action,
)
def test_an_archived_case_is_not_taken_up_again_and_the_refusal_says_what_to_do(command: TicketCommand) -> None:
    when = given(*PUT_AWAY).when(command).by_the_customer()
    when.then_refused("archived")
    with pytest.raises(NotAllowed) as refusal:
        decide(when.ticket, command, when.under)
    assert "另行登记工单" in refusal.value.say("zh")
    assert "link it as a repeat" in refusal.value.say("en")


def test_a_note_is_added_to_an_archived_case() -> None:
    given(*PUT_AWAY).when(AddNote(text="客户来电致谢")).then(NoteAdded(text="客户来电致谢"))


@pytest.mark.parametrize("history", [(OPENED,), SOLVED, AGREED])
def test_only_a_closed_case_is_archived(history: tuple[TicketEvent, ...]) -> None:
    given(*history).when(ArchiveTicket()).then_refused("wrong-stage")


def test_a_closing_that_was_entered_late_leaves_the_customer_a_day_from_then() -> None:
    when = given(*ENDED).when(ArchiveTicket(), at=NOON + timedelta(hours=23))
    *before, closing = when.under.history
    earlier = closing.envelope.model_copy(update={"occurred": NOON - timedelta(days=2)})
    when.under = replace(when.under, history=(*before, replace(closing, envelope=earlier)))
    when.then_refused("archived-too-early")


def test_what_another_system_did_without_evidence_and_reminders_is_forgiven() -> None:
    for event in (ResolutionConfirmed(), REJECTED, OBJECTION, TicketClosed(closed_as="unanswered"), REMINDED):
        assert judge(state(*SOLVED), event, ELSEWHERE) is None
    assert judge(state(*SOLVED), DISCONTENT.model_copy(update={"note": None}), ELSEWHERE) is None
    assert judge(state(*AGREED), CLOSED, replace(ELSEWHERE, rules=OWN["reporting"])) is None
