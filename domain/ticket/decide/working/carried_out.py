"""Whether what was carried out had its plan: judged over the present remedy as it is known by now (R15, R16)."""

from typing import cast

from domain.record.event import Event
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.decide.planning.meeting import require_held
from domain.ticket.decide.planning.plan import needs_plan
from domain.ticket.events import PartUsed, TicketEvent, WorkLogged
from domain.ticket.state import Ticket, evolve
from domain.ticket.vocabulary import EXECUTION, Stage


def lacks_plan(ticket: Ticket, under: Circumstances) -> bool:
    """Work was done without the plan that its grade and the kind of request, as it is known by now, ask for.

    So a correction or another grade can show; what another system reports is not judged.
    """
    try:
        require_plan_of_work(ticket, under)
    except NotAllowed:
        return True
    return False


def require_plan_of_work(ticket: Ticket, under: Circumstances) -> None:
    """The plan that the work lacked is there by now, settled and approved. Raises NotAllowed."""
    for severity in _lacking(ticket, under):
        if ticket.plan is None:
            raise NotAllowed("no-plan")
        if not ticket.plan.approved:
            raise NotAllowed("plan-not-approved", plan=ticket.plan.number)
        require_held(severity, ticket.plan.meetings, under)


def _lacking(ticket: Ticket, under: Circumstances) -> list[str | None]:
    """The grades, then and now, of the work that had no such plan."""
    found: list[str | None] = []
    before: Ticket | None = None
    for recorded in under.history if under.live else ():
        event = cast("TicketEvent", recorded.event)
        if before and carries_out(event) and recorded.envelope.source is None:
            found += [one for one in _grades(before, ticket) if not _had_plan(one, before, ticket, under)]
        before = evolve(before, recorded)
        if before.stage is Stage.REOPENED and before.brought_by is event:
            found = []
    return found


def carries_out(event: Event) -> bool:
    """Whether it is the plan's: by its kind, or since something was built in, whatever it is called (R22)."""
    if isinstance(event, WorkLogged):
        return event.work in EXECUTION or event.materials is not None
    return isinstance(event, PartUsed)


def _grades(then: Ticket, now: Ticket) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys((then.severity or now.severity, now.severity)))


def _had_plan(severity: str | None, then: Ticket, now: Ticket, under: Circumstances) -> bool:
    if not needs_plan(now, severity, under):
        return True
    if then.plan is None or not then.plan.approved:
        return False
    try:
        require_held(then.severity, then.plan.meetings, under)
    except NotAllowed:
        return False
    return True
