"""From a solution to the archive: survey, the customer's word, a second remedy, closing, follow-up."""

from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    ArchiveTicket,
    CallBack,
    CloseTicket,
    ConfirmResolution,
    FollowUp,
    RejectResolution,
    RemindCustomer,
    ReopenTicket,
    WriteClosingReport,
)
from domain.ticket.vocabulary import Channel, Kind
from gongdan.demo.stories.asking import asked, is_unhappy
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.consequences import after_closing, after_solving
from gongdan.demo.stories.handling.remedies import mended_again
from gongdan.demo.world import words

_REJECTED = 0.05
_UNANSWERED = 0.07
_REOPENED = 0.012
"""Shares of the solutions that the customer does not accept, never answers to, and comes back about after closing."""


def ended(case: Case) -> Steps:
    """Until it is archived."""
    repaired = case.kind is not Kind.CONSULTATION
    yield from after_solving(case)
    if repaired and case.chance.happens(_REJECTED):
        reject = RejectResolution(reason=words.said(case.chance, "rejected"))
        yield from case.does(case.customer.who, reject, case.soon(hours(20)))
        yield from mended_again(case)
    if case.chance.happens(_UNANSWERED):
        yield from _unanswered(case)
    else:
        yield from _confirmed(case)
    if repaired and case.pack == "appliance" and case.chance.happens(0.8):
        yield from _followed_up(case)
    if repaired and case.chance.happens(_REOPENED):
        yield from _reopened(case)
    yield from _archived(case)


def _confirmed(case: Case) -> Steps:
    yield from asked(case)
    note = words.said(case.chance, "good") if case.chance.happens(0.4) and not is_unhappy(case) else None
    confirm = ConfirmResolution(signature=case.customer.signs, note=note)
    yield from case.does(case.customer.who, confirm, case.in_office(case.soon(hours(6)), 7, 23))
    yield from _called_back(case)
    yield from _reported(case)
    close = CloseTicket(closed_as="satisfied")
    yield from case.does(case.agents, close, case.in_office(case.soon(hours(5)), 8, 21))
    yield from after_closing(case)


def _called_back(case: Case) -> Steps:
    """By the supervisor, within the hour mostly."""
    for survey in case.ticket.aftercare.call_backs_owed:
        after = case.in_office(case.soon(minutes(170 if case.chance.happens(0.1) else 25)), 8, 21)
        answer = case.ticket.aftercare.surveys[survey - 1].answer
        assert answer is not None  # noqa: S101 -- it was low
        lowest = min(answer.scores, key=lambda score: score.score).question
        call = CallBack(
            survey=survey,
            category=lowest,  # type: ignore[arg-type]  -- the questions of the shipped forms are causes too
            reason=words.low(case.chance, lowest),
            agreed=words.said(case.chance, "agreed"),
        )
        yield from case.does(case.supervisor(after), call, after)


def _reported(case: Case) -> Steps:
    grave = case.ticket.severity in ("urgent", "important", "1")
    if grave or (case.kind is Kind.FAULT and case.chance.happens(0.1)):
        report = WriteClosingReport(
            cause=case.fault.cause, handling=case.fault.handling, lessons=words.said(case.chance, "lessons")
        )
        yield from case.does(case.agents, report, case.in_office(case.soon(hours(3)), 8, 21))


def _unanswered(case: Case) -> Steps:
    """Reminded as often as the pack asks, then closed by the supervisor."""
    for channel in (Channel.SMS, Channel.PHONE, Channel.SMS):
        after = case.in_office(days(3) + case.soon(hours(2)), 9, 19)
        yield from case.does(case.by(Role.AGENT, after), RemindCustomer(channel=channel), after)
    yield from _reported(case)
    after = case.in_office(days(3) + case.soon(hours(3)), 9, 19)
    close = CloseTicket(closed_as="unanswered", reason="三次提醒未获答复")
    yield from case.does(case.supervisor(after), close, after)


def _followed_up(case: Case) -> Steps:
    """Within a day of closing, mostly; what is not content goes back into handling."""
    late = case.chance.happens(0.06)
    after = case.in_office(case.soon(hours(40 if late else 5)), 9, 19)
    unhappy = case.chance.happens(0.02)
    follow = FollowUp(
        channel=case.chance.weighted({Channel.PHONE: 8, Channel.SMS: 2}),  # type: ignore[arg-type]
        solved=not unhappy,
        professional=True,
        satisfied=not unhappy,
        note=words.said(case.chance, "rejected") if unhappy else None,
    )
    yield from case.does(case.supervisor(after), follow, after)
    if unhappy:
        yield from mended_again(case)
        yield from _confirmed(case)


def _reopened(case: Case) -> Steps:
    reopen = ReopenTicket(reason=words.said(case.chance, "reopened"))
    yield from case.does(case.customer.who, reopen, case.in_office(case.soon(days(6)), 8, 22))
    yield from mended_again(case)
    yield from _confirmed(case)


def _archived(case: Case) -> Steps:
    """Not before what came of the closing has begun, for which the ticket must be at hand."""
    after = case.in_office(max(case.soon(days(5)), days(1.2)), 9, 17.5)
    yield from case.does(case.by(Role.CLERK, after), ArchiveTicket(), after)
