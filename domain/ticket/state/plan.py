"""What the events about the plan make of a ticket."""

from typing import assert_never

from domain.ticket.events import OptionChosen, PlanApproved, PlanEvent, PlanProposed, PlanRejected, PlanShared
from domain.ticket.state.ticket import Plan, Ticket, replace
from domain.ticket.vocabulary import Stage


def after(ticket: Ticket, event: PlanEvent, actor: str) -> Ticket:
    plan = ticket.plan
    if isinstance(event, PlanProposed):
        options = tuple(option.name for option in event.options or ())
        plan = Plan(event.plan, frozenset({actor}), event, options, ticket.meetings)
        return replace(ticket, plan=plan, plans=max(ticket.plans, event.plan))
    if plan is None or plan.number != event.plan:
        return ticket
    match event:
        case PlanApproved():
            return replace(ticket.reaches(Stage.PLANNED), plan=replace(plan, approved=True, rejected=False))
        case PlanRejected():
            return replace(ticket, plan=replace(plan, approved=False, rejected=True))
        case PlanShared():
            return replace(ticket, plan=replace(plan, shared=True))
        case OptionChosen(option=option):
            return replace(ticket, plan=replace(plan, chosen=option))
        case _:
            assert_never(event)
