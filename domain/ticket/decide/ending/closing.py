"""The rules of what leads to the end of a case and lies beyond it (回访、异议、结案报告、归档, R31–R34)."""

from datetime import timedelta
from typing import Final, assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    ArchiveTicket,
    ClosingCommand,
    FollowUp,
    RaiseObjection,
    RemindCustomer,
    WriteClosingReport,
)
from domain.ticket.decide.always.behalf import require_word
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.caused import caused, once, says
from domain.ticket.decide.ending.reminding import require_time_to_answer, shown, shown_from
from domain.ticket.dossier import found_by
from domain.ticket.events import TicketClosed, TicketEvent, TicketResolved
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Stage

FOLLOWED_UP_WITHIN: Final = timedelta(hours=24)
"""Of the closing as it was recorded (R31)."""


def decide(ticket: Ticket, command: ClosingCommand, under: Circumstances) -> list[TicketEvent]:
    care, taken_up = ticket.aftercare, ticket.stage is Stage.REOPENED
    match command:
        case FollowUp():
            if says(care.follow_up, command) or (taken_up and says(ticket.brought_by, command)):
                return []
            _require_words(command, under)
            require_by_then(under, TicketResolved)
            return [caused(command)]
        case RaiseObjection():
            if taken_up and says(ticket.brought_by, command):
                return []
            require_word(ticket, command, under)
            require_by_then(under, TicketResolved)
            return [caused(command)]
        case RemindCustomer():
            require_time_to_answer(under)
            return [caused(command, reminder=care.reminders + 1)]
        case WriteClosingReport():
            return once(says(care.report, command), command)
        case ArchiveTicket():
            if ticket.stage is Stage.ARCHIVED and (care.archived is None or says(care.archived, command)):
                return []
            require_by_then(under, TicketClosed)
            _require_heard(ticket, under)
            return [caused(command, **found_by(ticket, under.history))]
        case _:
            assert_never(command)


def _require_heard(ticket: Ticket, under: Circumstances) -> None:
    """The time for follow-up and objections is over, no call-back owed: archiving shuts it. Raises NotAllowed.

    It runs from when the closing was recorded, as nobody could object to one that was entered later before that.
    """
    if not under.live:
        return
    if owed := ticket.aftercare.call_backs_owed:
        raise NotAllowed("archive-owes-call-back", survey=owed[0])
    closed = next(
        (one.envelope.recorded for one in reversed(under.history) if isinstance(one.event, TicketClosed)), None
    )
    if closed is not None and under.at < closed + FOLLOWED_UP_WITHIN:
        raise NotAllowed(
            "archived-too-early", since=shown(closed, under), next=shown_from(closed + FOLLOWED_UP_WITHIN, under)
        )


def _require_words(command: FollowUp, under: Circumstances) -> None:
    """Who takes the case up again reads what the customer is not content with."""
    content = command.solved and command.professional and command.satisfied
    if under.live and not content and command.note is None:
        raise NotAllowed("words-needed")
