"""A case taken up again (二次补救, R28, R31, R32): what was settled for the first remedy is not for the second."""

from domain.ticket.events import ResolutionRejected, TicketEvent
from domain.ticket.state.aftercare import Aftercare
from domain.ticket.state.ticket import Meetings, Ticket, replace
from domain.ticket.vocabulary import Stage, WorkKind


def again(ticket: Ticket, event: TicketEvent) -> Ticket:
    """Back in handling, because of this event."""
    quote = replace(ticket.quote, past=True) if ticket.quote else None
    allowed = replace(ticket, escalation=None, remote=None, remote_refused=None, assisted=False)
    settled = replace(allowed, meetings=Meetings(), meeting_called=False, plan=None)
    there = replace(settled, visit=None, visit_expected=None, arrived=False, at_theirs=False)
    worked = replace(there, handling=None, tested=None, done=frozenset[WorkKind]())
    fresh = replace(worked, consent=None, consent_option=None, refused_repair=None, quote=quote)
    counted = _counted(ticket.aftercare, event)
    return replace(fresh, stage=Stage.REOPENED, waiting_for=None, brought_by=event, aftercare=counted)


def _counted(care: Aftercare, event: TicketEvent) -> Aftercare:
    return Aftercare(
        rejections=care.rejections + isinstance(event, ResolutionRejected),
        reopenings=care.reopenings + 1,
        surveys=care.surveys,
    )
