"""Reminders of a customer who does not answer (提醒, R31): at the pack's pace, and as many as it asks for."""

from datetime import datetime, timedelta
from typing import Final

from domain.policy.timing.duration import Duration, Unit
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.events import ReminderSent, TicketResolved
from domain.ticket.state import Ticket

_UNITS: Final[dict[Unit, timedelta]] = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "day": timedelta(days=1),
    "working day": timedelta(days=1),
}
"""A working day is a day at the least."""


def require_time_to_answer(under: Circumstances) -> None:
    """The customer had the pack's time since the solution, or since the last reminder. Raises NotAllowed."""
    asked = _last_asked(under)
    if not under.live or asked is None:
        return
    every = under.rules.unanswered.every
    next_time = asked + lasting(every)
    if under.at < next_time:
        raise NotAllowed("time-to-answer", since=shown(asked, under), every=every, next=shown_from(next_time, under))


def require_unanswered(ticket: Ticket, under: Circumstances) -> None:
    """As many reminders were sent as the pack asks for, and nobody answered the last. Raises NotAllowed."""
    if not under.live:
        return
    sent, needed = ticket.aftercare.reminders, under.rules.unanswered.reminders
    if sent < needed:
        raise NotAllowed("reminders-missing", sent=sent, needed=needed)
    require_time_to_answer(under)


def _last_asked(under: Circumstances) -> datetime | None:
    asked = (one for one in reversed(under.history) if isinstance(one.event, ReminderSent | TicketResolved))
    last = next(asked, None)
    return last.envelope.occurred if last else None


def lasting(duration: Duration) -> timedelta:
    """How long it lasts at the least."""
    return duration.amount * _UNITS[duration.unit]


def shown(at: datetime, under: Circumstances) -> str:
    """A time as a refusal tells it: in the deployment's zone, to the minute."""
    return at.astimezone(under.at.tzinfo).isoformat(sep=" ", timespec="minutes")


def shown_from(at: datetime, under: Circumstances) -> str:
    """The first whole minute from which on it is possible."""
    begun = at.replace(second=0, microsecond=0)
    return shown(at if at == begun else begun + timedelta(minutes=1), under)
