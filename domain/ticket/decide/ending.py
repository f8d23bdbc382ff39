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
from domain.ticket.decide.by_then import require_by_then
from domain.ticket.decide.caused import caused, says
from domain.ticket.decide.execution import require_solution
from domain.ticket.events import TicketEvent, TicketResolved
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
        case CancelTicket(cancelled_as="duplicate", duplicate_of=None) if under.live:
            raise NotAllowed("original-needed")
        case ConfirmResolution() | RejectResolution():
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
    plan, needed = ticket.plan, under.rules.needs_approved_plan(ticket.severity, ticket.kind)
    if needed and plan and not (plan.approved or plan.rejected):
        raise NotAllowed("plan-not-approved", plan=plan.number)
    if ticket.tested is False:
        raise NotAllowed("test-failed")
    require_solution(ticket, under)


def _require_closable(ticket: Ticket, command: CloseTicket, under: Circumstances) -> None:
    match command.closed_as:
        case "satisfied" if ticket.stage is not Stage.CONFIRMED:
            raise NotAllowed("not-confirmed")
        case "supervisor" if under.live and command.reason is None:
            raise NotAllowed("supervisor-reason-needed")
        case "satisfied" | "supervisor":
            return
        case _ if ticket.stage not in (Stage.RESOLVED, Stage.CONFIRMED):
            raise NotAllowed("not-resolved")
        case _:
            return
