"""The rules of the plan (问题处理方案, R15–R18): judged by another than its author, and bound to its version."""

from typing import assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import ApprovePlan, ChooseOption, PlanCommand, ProposePlan, RejectPlan, SharePlan
from domain.ticket.decide.caused import caused, once, says
from domain.ticket.events import TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import Plan


def decide(ticket: Ticket, command: PlanCommand, under: Circumstances) -> list[TicketEvent]:
    if isinstance(command, ProposePlan):
        return _proposed(ticket, command, under)
    plan = _newest(ticket, command.plan)
    match command:
        case ApprovePlan():
            _require_another(plan, under)
            return once(plan.approved, command)
        case RejectPlan():
            _require_another(plan, under)
            return once(plan.rejected, command)
        case SharePlan():
            if not plan.approved and under.rules.needs_approved_plan(ticket.severity, ticket.kind):
                raise NotAllowed("plan-not-approved", plan=plan.number)
            return [caused(command)]
        case ChooseOption(option=option):
            if option not in plan.options:
                raise NotAllowed("no-such-option", option=option, allowed=plan.options)
            return once(plan.chosen == option, command)
        case _:
            assert_never(command)


def require_approved(ticket: Ticket, under: Circumstances) -> None:
    """Work on the plan may begin: where the policy asks for one it is there, settled and approved (R15, R16)."""
    if not under.live or not under.rules.needs_approved_plan(ticket.severity, ticket.kind):
        return
    if ticket.plan is None:
        raise NotAllowed("no-plan")
    if not ticket.plan.approved:
        raise NotAllowed("plan-not-approved", plan=ticket.plan.number)


def _proposed(ticket: Ticket, command: ProposePlan, under: Circumstances) -> list[TicketEvent]:
    plan = ticket.plan
    if plan and not plan.rejected and says(plan.said, command):
        return []
    if under.live and not ticket.met and under.rules.needs_meeting(ticket.severity):
        raise NotAllowed("no-meeting", severity=ticket.severity)
    return [caused(command, plan=ticket.plan_number + 1)]


def _newest(ticket: Ticket, number: int) -> Plan:
    if ticket.plan is None:
        raise NotAllowed("no-plan")
    if ticket.plan.number != number:
        raise NotAllowed("not-newest-plan", plan=number, newest=ticket.plan.number)
    return ticket.plan


def _require_another(plan: Plan, under: Circumstances) -> None:
    if under.by == plan.author:
        raise NotAllowed("own-plan", plan=plan.number)
