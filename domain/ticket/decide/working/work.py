"""The rules of the work itself (处理, R21, R22): what carries out a plan waits for the words that allow it."""

from typing import assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import (
    ArriveOnSite,
    ConsentToRepair,
    LogWork,
    RefuseRepair,
    StartHandling,
    TestFunction,
    VerifyProduct,
    WorkCommand,
)
from domain.ticket.decide.always.behalf import require_own_portal, require_shown
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.always.plain import plain
from domain.ticket.decide.caused import caused, once
from domain.ticket.decide.planning.remote import require_authorisation, require_not_refused
from domain.ticket.decide.working.dispatch import require_remote_first
from domain.ticket.decide.working.execution import carries_out, require_execution
from domain.ticket.events import PlanProposed, TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Stage


def decide(ticket: Ticket, command: WorkCommand, under: Circumstances) -> list[TicketEvent]:
    match command:
        case ArriveOnSite():
            if ticket.engineer is None:
                raise NotAllowed("no-engineer")
            require_remote_first(ticket, under)
            return once(ticket.arrived, command)
        case StartHandling(where=handling):
            if handling == "remote":
                require_not_refused(ticket, under)
            going_on = ticket.reaches(Stage.IN_PROGRESS).stage is ticket.stage
            return once(ticket.handling == handling and going_on, command)
        case ConsentToRepair(plan=plan):
            _require_this_plan(ticket, plan, under)
            require_shown(ticket, command, under)
            return once(ticket.consent == (plan or 0) and ticket.consents_to_choice, command)
        case RefuseRepair(plan=plan):
            _require_this_plan(ticket, plan, under)
            require_own_portal(ticket, command, under)
            return once(ticket.refused_repair == (plan or 0), command)
        case LogWork(work=work):
            if ticket.handling == "remote" and work != "guidance":
                require_authorisation(ticket, under)
            if carries_out(command):
                require_execution(ticket, under)
            return [caused(command)]
        case VerifyProduct():
            _require_same_serial(ticket, command, under)
            return [caused(command)]
        case TestFunction():
            return [caused(command)]
        case _:
            assert_never(command)


def _require_same_serial(ticket: Ticket, command: VerifyProduct, under: Circumstances) -> None:
    """Another serial number than the ticket's is no match: one of the two is wrong, or the product is another."""
    known = ticket.product.serial if ticket.product else None
    if under.live and command.matches and known and command.serial and plain(command.serial) != plain(known):
        raise NotAllowed("another-serial")


def _require_this_plan(ticket: Ticket, plan: int | None, under: Circumstances) -> None:
    """A word is given for the newest plan, once that is there, or for none where there is none."""
    if (plan or 0) != ticket.plan_number:
        raise NotAllowed("not-newest-plan", plan=plan or 0, newest=ticket.plan_number)
    if plan:
        require_by_then(under, PlanProposed, plan=plan)
