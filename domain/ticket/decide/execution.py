"""What carries out a plan waits for the words that allow it, and so does the solution that comes of it (R15, R21)."""

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import LogWork
from domain.ticket.decide.by_then import require_by_then
from domain.ticket.decide.plan import may_need_plan, require_approved
from domain.ticket.events import RepairConsented
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import EXECUTION


def carries_out(command: LogWork) -> bool:
    """Whether such work is the plan's: by its kind, or since something was built in."""
    return command.work in EXECUTION or (command.work == "other" and command.materials is not None)


def require_execution(ticket: Ticket, under: Circumstances) -> None:
    """The repair may be done: planned where the policy asks for it, on site agreed to by the customer (R15, R21)."""
    require_approved(ticket, under)
    if not under.live:
        return
    if ticket.refused_repair is not None:
        raise NotAllowed("repair-refused")
    if ticket.consent is None:
        if ticket.handling == "on-site":
            raise NotAllowed("no-repair-consent")
        return
    if ticket.consent != ticket.plan_number:
        raise NotAllowed("consent-to-other-plan", plan=ticket.consent, newest=ticket.plan_number)
    require_by_then(under, RepairConsented)


def require_solution(ticket: Ticket, under: Circumstances) -> None:
    """Nothing was carried out that the plan and the customer did not allow (R15, R21).

    What carries out a plan was asked for that when it was logged; this is about work that goes by no such name.
    """
    if not under.live or not may_need_plan(ticket, under) or _is_refused(ticket):
        return
    away = ticket.arrived or ticket.handling in ("on-site", "send-in")
    if away and not ticket.done and ticket.plan is None:
        raise NotAllowed("no-work-logged")
    if (away and not ticket.done) or ("other" in ticket.done and (away or ticket.handling != "remote")):
        require_execution(ticket, under)


def _is_refused(ticket: Ticket) -> bool:
    """The customer wants no repair, or not at that price: a lawful outcome (R24)."""
    return ticket.refused_repair is not None or bool(ticket.quote and ticket.quote.declined and not ticket.quote.past)
