"""What the events on the way to the end of a case and beyond it make of a ticket."""

from typing import assert_never

from domain.ticket.events import (
    ClosingEvent,
    ClosingReportWritten,
    FollowUpMade,
    ObjectionRaised,
    ReminderSent,
    ServiceRecordCompleted,
    TicketArchived,
)
from domain.ticket.state.again import again
from domain.ticket.state.ticket import Ticket, replace
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: ClosingEvent, actor: str) -> Ticket:
    care = ticket.aftercare
    match event:
        case FollowUpMade(solved=solved, satisfied=satisfied):
            if solved and satisfied:
                return replace(ticket, aftercare=replace(care, follow_up=event, reminders=0))
            return again(ticket, event)
        case ObjectionRaised():
            return again(ticket, event)
        case ReminderSent():
            return replace(ticket, aftercare=replace(care, reminders=care.reminders + 1))
        case ClosingReportWritten():
            return replace(ticket, aftercare=replace(care, report=event))
        case TicketArchived():
            put_away = replace(care, archived=event)
            return replace(ticket, stage=Stage.ARCHIVED, waiting_for=None, brought_by=event, aftercare=put_away)
        case ServiceRecordCompleted():
            return ticket
        case _:
            assert_never(event)
