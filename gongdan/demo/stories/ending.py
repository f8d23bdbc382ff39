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
from gongdan.demo.engine.steps import Wait
from gongdan.demo.stories.asking import asked, good, is_unhappy
from gongdan.demo.stories.case import Case, Steps, days, hours, minutes
from gongdan.demo.stories.consequences import after_closing, after_solving
from gongdan.demo.stories.handling.remedies import mended_again
from gongdan.demo.world import words

_REJECTED = 0.05
_UNANSWERED = 0.07
_REOPENED = 0.012
"""Shares of the solutions that the customer does not accept, never answers to, and comes back about after closing."""
_DAYS_TO_ANSWER = days(3) + hours(1)
"""Three whole days, though clocks be put forward in them."""
_MENDED = (Kind.FAULT, Kind.MAINTENANCE)


def ended(case: Case) -> Steps:
    """Until it is archived."""
    repaired = case.kind in _MENDED and not case.unmended
    if repaired and case.chance.happens(_REJECTED):
        reject = RejectResolution(reason=case.not_solved())
        yield from case.does(case.customers, reject, case.on_the_way + case.soon(hours(20)))
        yield from mended_again(case)
    yield from after_solving(case)
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
    note = good(case) if case.chance.happens(0.4) and not is_unhappy(case) else None
    confirm = ConfirmResolution(signature=case.customer.signs, note=note)
    yield from case.does(case.customers, confirm, case.on_the_way + case.soon(hours(6)))
    yield from _called_back(case)
    yield from _reported(case)
    yield from case.does(case.agents, CloseTicket(closed_as="satisfied"), case.soon(hours(5)))
    yield from after_closing(case)


def _called_back(case: Case) -> Steps:
    """By the supervisor, within the hour mostly."""
    for survey in case.ticket.aftercare.call_backs_owed:
        answer = case.ticket.aftercare.surveys[survey - 1].answer
        assert answer is not None  # noqa: S101 -- it was low
        lowest = min(answer.scores, key=lambda score: score.score).question
        call = CallBack(
            survey=survey,
            category=lowest,  # type: ignore[arg-type]  -- the questions of the shipped forms are causes too
            reason=case.low,
            agreed=words.said(case.chance, "agreed"),
        )
        after = case.soon(minutes(170 if case.chance.happens(0.1) else 25))
        yield from case.does(case.supervisors, call, after)


def _reported(case: Case) -> Steps:
    """What the customer was told, and what is to be learnt from it."""
    told = case.ticket.aftercare.resolution
    grave = case.ticket.severity in ("urgent", "important", "1") and case.kind in _MENDED
    if told and (grave or (case.kind is Kind.FAULT and case.chance.happens(0.1))):
        report = WriteClosingReport(
            cause=told.cause or case.fault.cause,
            handling=told.handling or case.fault.handling,
            lessons=words.lesson(case.chance, _known(case), case.way),
        )
        yield from case.does(case.agents, report, case.soon(hours(3)))


def _known(case: Case) -> frozenset[str]:
    """What happened on the way, and whether an engineer went there for what shows an error code."""
    coded = {"coded"} if case.way == "visit" and case.fault.error_code else set[str]()
    return frozenset(case.facts) | coded


def _unanswered(case: Case) -> Steps:
    """Reminded as often as the pack asks, then closed by the supervisor."""
    for channel in (Channel.SMS, Channel.PHONE, Channel.SMS):
        remind = RemindCustomer(channel=channel)
        yield from case.does(case.by_day, remind, _DAYS_TO_ANSWER + case.soon(hours(2)))
    yield from _reported(case)
    close = CloseTicket(closed_as="unanswered", reason="三次提醒未获答复")
    yield from case.does(case.supervisors, close, _DAYS_TO_ANSWER + case.soon(hours(3)))


def _followed_up(case: Case) -> Steps:
    """Within a day of closing, mostly; what is not content goes back into handling.

    Who answered no reminder is called.
    """
    late = case.chance.happens(0.06)
    unhappy = case.chance.happens(0.02)
    channel = case.chance.weighted({Channel.PHONE: 8, Channel.SMS: 2})
    follow = FollowUp(
        channel=Channel.PHONE if case.ticket.aftercare.reminders else channel,  # type: ignore[arg-type]
        solved=not unhappy,
        professional=True,
        satisfied=not unhappy,
        note=case.not_solved() if unhappy else None,
    )
    after = case.chance.between(hours(25), hours(70)) if late else case.soon(hours(5))
    yield from case.does(case.supervisors, follow, after)
    if unhappy:
        yield from mended_again(case)
        yield from _confirmed(case)


def _reopened(case: Case) -> Steps:
    reopen = ReopenTicket(reason=f"用了几天后，{case.not_solved()}")
    yield from case.does(case.customers, reopen, days(2) + case.soon(days(5)))
    yield from mended_again(case)
    yield from _confirmed(case)


def _archived(case: Case) -> Steps:
    """Not before what came of it has begun, for which the ticket must be at hand."""
    case.at += max(case.soon(days(5)), days(1.2))
    while case.owed:
        case.at += hours(12)
        yield Wait(case.at)
    yield from case.does(case.by(Role.CLERK), ArchiveTicket(), minutes(5))
