"""Whether those who act, or are named, are there: nobody judges or calls back on leave, and no stranger is named."""

from datetime import date
from typing import Final

from domain.refusals import NotAllowed
from domain.staff.state import Staff
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    ApproveCompensation,
    ApprovePlan,
    CallBack,
    HoldMeeting,
    ProposePlan,
    RejectCompensation,
    RejectPlan,
    TicketCommand,
)

IN_PERSON: Final = (ApprovePlan, RejectPlan, ApproveCompensation, RejectCompensation, CallBack)
"""What leave steers: approvals and call-backs (PROCESS section 9)."""


def named_in(command: TicketCommand) -> tuple[str, ...]:
    """The staff numbers of those who settle a plan or answer for it (R16)."""
    match command:
        case ProposePlan(owner=owner):
            return (owner,)
        case HoldMeeting(attendees=attendees):
            return tuple(dict.fromkeys(attendees))
        case _:
            return ()


def require_present(command: TicketCommand, under: Circumstances) -> None:
    """Who is on leave does not judge or call back: a stand-in does. Raises NotAllowed."""
    if isinstance(command, IN_PERSON):
        require_here(under)


def require_here(under: Circumstances) -> None:
    """Who acts is not on leave on the day on which it happened. Raises NotAllowed.

    Nothing is asked of who has no staff record.
    """
    person, day = under.known.staff.get(under.by), under.at.date()
    if under.live and person is not None and person.is_on_leave(day):
        raise NotAllowed("on-leave", number=under.by, until=_last_day(person, day))


def require_on_record(command: TicketCommand, under: Circumstances) -> None:
    """Everybody whom a plan or a meeting names is on record, where staff records are kept. Raises NotAllowed."""
    if not under.live or not under.known.staff_kept:
        return
    unknown = tuple(one for one in named_in(command) if one in under.known.staff and under.known.staff[one] is None)
    if unknown:
        raise NotAllowed("staff-not-on-record", numbers=", ".join(unknown))


def _last_day(person: Staff, day: date) -> date:
    return next(span.until for span in person.leave.spans if day in span)
