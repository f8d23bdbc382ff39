"""How often a customer is asked whether they are content before a complaint ends without their answer (R36)."""

from datetime import datetime

from domain.matters.complaints.events import ComplaintHandled
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.decide.ending.reminding import lasting, shown, shown_from
from domain.ticket.events import CustomerContacted


def require_asked(under: Circumstances) -> None:
    """As often as the pack reminds of a ticket, at its pace, and nobody answered the last time. Raises NotAllowed."""
    found = _asked(under)
    if found is None:
        return
    times, last = found
    every, needed = under.rules.unanswered.every, under.rules.unanswered.reminders
    if times < needed:
        raise NotAllowed("complaint-not-asked", times=times, needed=needed, every=every)
    if under.at < (until := last + lasting(every)):
        raise NotAllowed(
            "complaint-time-to-answer", since=shown(last, under), every=every, next=shown_from(until, under)
        )


def _asked(under: Circumstances) -> tuple[int, datetime] | None:
    """How often since it was handled, each a whole pace after the one before, and when last; None before that."""
    places = [place for place, one in enumerate(under.history) if isinstance(one.event, ComplaintHandled)]
    if not places:
        return None
    times, last = 0, under.history[places[-1]].envelope.occurred
    for one in under.history[places[-1] + 1 :]:
        at = one.envelope.occurred
        if isinstance(one.event, CustomerContacted) and at >= last + lasting(under.rules.unanswered.every):
            times, last = times + 1, at
    return times, last
