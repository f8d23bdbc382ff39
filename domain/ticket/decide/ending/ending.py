"""The rules from a solution to the end (确认、结案, R28–R33)."""

from typing import Final, assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    EndingCommand,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
)
from domain.ticket.decide.always.behalf import require_word
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.caused import caused, says
from domain.ticket.decide.ending.reminding import require_unanswered
from domain.ticket.decide.planning.plan import needs_plan, require_shared
from domain.ticket.decide.working.execution import require_solution
from domain.ticket.events import ServiceRecordCompleted, TicketEvent, TicketResolved
from domain.ticket.service_record import service_record
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Stage

_BRINGS: Final[dict[type[EndingCommand], Stage]] = {
    ResolveTicket: Stage.RESOLVED,
    ConfirmResolution: Stage.CONFIRMED,
    RejectResolution: Stage.REOPENED,
    ReopenTicket: Stage.REOPENED,
    CloseTicket: Stage.CLOSED,
    CancelTicket: Stage.CANCELLED,
}
"""The stage that a command brings a ticket to."""


def decide(ticket: Ticket, command: EndingCommand, under: Circumstances) -> list[TicketEvent]:
    if ticket.stage is _BRINGS[type(command)] and (ticket.brought_by is None or says(ticket.brought_by, command)):
        return []
    match command:
        case ResolveTicket():
            _require_resolvable(ticket, under)
        case CloseTicket():
            _require_closable(ticket, command, under)
            return [caused(command), *_record(under)]
        case CancelTicket(cancelled_as="duplicate", duplicate_of=None) if under.live:
            raise NotAllowed("original-needed")
        case ConfirmResolution() | RejectResolution():
            require_word(ticket, command, under)
            require_by_then(under, TicketResolved)
        case CancelTicket() | ReopenTicket():
            pass
        case _:
            assert_never(command)
    return [caused(command)]


def _require_resolvable(ticket: Ticket, under: Circumstances) -> None:
    if not under.live:
        return
    if not ticket.acknowledged:
        raise NotAllowed("not-acknowledged")
    plan, needed = ticket.plan, needs_plan(ticket, ticket.severity, under)
    if needed and plan and not (plan.approved or plan.rejected):
        raise NotAllowed("plan-not-approved", plan=plan.number)
    if ticket.tested is False:
        raise NotAllowed("test-failed")
    require_solution(ticket, under)
    require_shared(ticket, under)


def _require_closable(ticket: Ticket, command: CloseTicket, under: Circumstances) -> None:
    if under.live and under.rules.closing.report and ticket.aftercare.report is None:
        raise NotAllowed("closing-report-needed")
    match command.closed_as:
        case "satisfied":
            _require_satisfied(ticket)
        case "supervisor":
            if under.live and command.reason is None:
                raise NotAllowed("supervisor-reason-needed")
        case _ if ticket.stage not in (Stage.RESOLVED, Stage.CONFIRMED):
            raise NotAllowed("not-resolved")
        case "unanswered":
            require_unanswered(ticket, under)
        case _:
            return


def _require_satisfied(ticket: Ticket) -> None:
    """By the customer's signature, or their word when they were asked; and no low score waits for a call (R30, R31)."""
    if ticket.stage is not Stage.CONFIRMED and not (ticket.stage is Stage.RESOLVED and ticket.aftercare.is_well):
        raise NotAllowed("not-confirmed")
    if ticket.aftercare.call_backs_owed:
        raise NotAllowed("call-back-owed", survey=ticket.aftercare.call_backs_owed[0])


def _record(under: Circumstances) -> list[TicketEvent]:
    """The service record, complete or with its gaps listed; another system's history is not judged by it (R33a)."""
    if not under.live or not under.history:
        return []
    return [ServiceRecordCompleted(gaps=service_record(under.history).gaps)]
