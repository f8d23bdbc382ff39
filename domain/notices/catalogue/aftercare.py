"""Notices about what is owed after a solution: call-backs, follow-ups, objections (R28, R30, R31, R32)."""

from typing import Final

from domain.notices.kind import NoticeKind, Occasion
from domain.ticket.events import (
    FollowUpMade,
    ObjectionRaised,
    ResolutionRejected,
    SurveyAnswered,
    TicketClosed,
)


def _is_low(occasion: Occasion) -> bool:
    return occasion.event.low


def _owes_follow_up(occasion: Occasion) -> bool:
    """Whether the pack has a clock from the closing to a follow-up."""
    begins, ends = TicketClosed.stored_name, FollowUpMade.stored_name
    return any(
        begins in {start.event for start in clock.start} and ends in {stop.event for stop in clock.stop}
        for clock in occasion.pack.clocks.values()
    )


KINDS: Final = (
    NoticeKind(
        "call-back-due",
        "低分，请回电",
        "call back after a low score",
        (SurveyAnswered.stored_name,),
        ("supervisors",),
        "always",
        when=_is_low,
        again=True,
    ),
    NoticeKind(
        "follow-up-due",
        "请回访",
        "follow-up due",
        (TicketClosed.stored_name,),
        ("supervisors",),
        when=_owes_follow_up,
        again=True,
    ),
    NoticeKind(
        "not-solved",
        "客户表示未解决",
        "customer says it is not solved",
        (ResolutionRejected.stored_name, ObjectionRaised.stored_name),
        ("engineer", "handler", "supervisors"),
        "as-the-ticket",
        again=True,
    ),
)
