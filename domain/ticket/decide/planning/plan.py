"""The rules of the plan (问题处理方案, R15–R18): judged by another than its author, and bound to its version."""

from typing import assert_never

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import ApprovePlan, ChooseOption, PlanCommand, ProposePlan, RejectPlan, SharePlan
from domain.ticket.decide.always.behalf import require_own_portal
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.caused import caused, once, says
from domain.ticket.decide.planning.meeting import require_held
from domain.ticket.decide.planning.options import require_options
from domain.ticket.events import PlanApproved, PlanProposed, TicketEvent
from domain.ticket.state import Ticket
from domain.ticket.state.ticket import Plan


def decide(ticket: Ticket, command: PlanCommand, under: Circumstances) -> list[TicketEvent]:
    if isinstance(command, ProposePlan):
        return _proposed(ticket, command, under)
    plan = _newest(ticket, command.plan)
    require_by_then(under, PlanProposed, plan=plan.number)
    match command:
        case ApprovePlan():
            _require_another(plan, under)
            if under.live and plan.rejected:
                raise NotAllowed("plan-rejected", plan=plan.number)
            require_held(ticket.severity, plan.meetings, under)
            return once(plan.approved, command)
        case RejectPlan():
            _require_another(plan, under)
            return once(plan.rejected, command)
        case SharePlan():
            if not plan.approved and needs_plan(ticket, ticket.severity, under):
                raise NotAllowed("plan-not-approved", plan=plan.number)
            return [caused(command)]
        case ChooseOption(option=option):
            if option not in plan.options:
                raise NotAllowed("no-such-option", option=option, options=plan.options)
            if plan.rejected:
                raise NotAllowed("plan-rejected", plan=plan.number)
            require_own_portal(ticket, command, under)
            return once(plan.chosen == option, command)
        case _:
            assert_never(command)


def require_approved(ticket: Ticket, under: Circumstances) -> None:
    """Work on the plan may begin: where the policy asks for one it is there, settled and approved (R15–R17)."""
    if not under.live:
        return
    plan = ticket.plan
    if may_need_plan(ticket, under):
        if ticket.severity is None:
            raise NotAllowed("not-graded")
        if plan is None:
            raise NotAllowed("no-plan")
        if not plan.approved:
            raise NotAllowed("plan-not-approved", plan=plan.number)
        require_held(ticket.severity, plan.meetings, under)
        require_by_then(under, PlanApproved)
    if plan and plan.rejected:
        raise NotAllowed("plan-rejected", plan=plan.number)
    if plan and plan.options and plan.chosen is None:
        raise NotAllowed("no-option-chosen", plan=plan.number, options=plan.options)


def require_shared(ticket: Ticket, under: Circumstances) -> None:
    """Where the policy says so, the customer has the plan table of this version before it is resolved (R16)."""
    plan = ticket.plan
    if not under.live or plan is None or plan.rejected or plan.shared:
        return
    if ticket.severity in under.rules.plans.shared_with_customer:
        raise NotAllowed("plan-not-shared", plan=plan.number)


def may_need_plan(ticket: Ticket, under: Circumstances) -> bool:
    """Before it is graded nobody knows that it needs none."""
    severities = under.rules.severity_codes if ticket.severity is None else (ticket.severity,)
    return any(needs_plan(ticket, severity, under) for severity in severities)


def needs_plan(ticket: Ticket, severity: str | None, under: Circumstances) -> bool:
    """By what the ticket is called or was called before: a correction of the kind takes the plan from no work (R15)."""
    return any(under.rules.needs_approved_plan(severity, kind) for kind in ticket.kinds)


def _proposed(ticket: Ticket, command: ProposePlan, under: Circumstances) -> list[TicketEvent]:
    plan = ticket.plan
    if plan and not plan.rejected and says(plan.said, command):
        return []
    require_held(ticket.severity, ticket.meetings, under)
    if under.live and command.deadline < under.at:
        raise NotAllowed("deadline-passed", at=under.at.isoformat(sep=" ", timespec="minutes"))
    require_options(command.options or (), under)
    return [caused(command, plan=ticket.plans + 1)]


def _newest(ticket: Ticket, number: int) -> Plan:
    if ticket.plan is None:
        raise NotAllowed("no-plan")
    if ticket.plan.number != number:
        raise NotAllowed("not-newest-plan", plan=number, newest=ticket.plan.number)
    return ticket.plan


def _require_another(plan: Plan, under: Circumstances) -> None:
    if under.is_by(plan.authors):
        raise NotAllowed("own-plan", plan=plan.number)
    if under.live and under.role is not None and under.role not in under.rules.plans.approved_by:
        raise NotAllowed("not-the-approver", roles=under.rules.plans.approved_by)
