"""What carries out a plan waits for the words that allow it, and so does the solution that comes of it (R15, R21)."""

from typing import Final

from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import LogWork
from domain.ticket.decide.always.by_then import require_by_then
from domain.ticket.decide.planning.plan import may_need_plan, require_approved
from domain.ticket.decide.working.carried_out import require_plan_of_work
from domain.ticket.events import RepairConsented
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import EXECUTION

_SHOWN: Final = EXECUTION | {"guidance"}
"""What was carried out with the words for it, or needed none (R12)."""


def carries_out(command: LogWork) -> bool:
    """Whether such work is the plan's: by its kind, or since something was built in, whatever it is called (R22)."""
    return command.work in EXECUTION or command.materials is not None


def require_execution(ticket: Ticket, under: Circumstances) -> None:
    """The repair may be done: planned where the policy asks for it, on site agreed to by the customer (R15, R21)."""
    require_approved(ticket, under)
    if not under.live:
        return
    if ticket.refused_repair is not None:
        raise NotAllowed("repair-refused")
    if ticket.consent is None:
        if _is_at_theirs(ticket):
            raise NotAllowed("no-repair-consent")
        return
    if ticket.consent != ticket.plan_number:
        raise NotAllowed("consent-to-other-plan", plan=ticket.consent, newest=ticket.plan_number)
    if ticket.plan and not ticket.consents_to_choice:
        raise NotAllowed("consent-to-other-option", option=ticket.plan.chosen)
    require_by_then(under, RepairConsented)


def _is_at_theirs(ticket: Ticket) -> bool:
    """Whether it is done at the customer's: calling it otherwise needs the send-in agreed, or what allows it from afar.

    Where somebody was there already, the device was before them: from afar or not, it is agreed to.
    """
    from_afar = ticket.handling == "remote" and ticket.remote is not None and not ticket.arrived
    return ticket.handling == "on-site" or (ticket.at_theirs and not from_afar)


def require_solution(ticket: Ticket, under: Circumstances) -> None:
    """Nothing was carried out that the plan and the customer did not allow (R15, R16, R21).

    What carries out a plan was asked for that when it was logged; where a correction or another grade shows that it
    lacked a plan, that is asked for now. Where an engineer has it, somebody went there, it
    was sent in, or the device was worked on or inspected from afar, it was carried out unless the record shows what
    else solved it: guidance, or a fault of operation.
    """
    require_plan_of_work(ticket, under)
    if not under.live or _is_refused(ticket) or not may_need_plan(ticket, under):
        return
    at_hand = _is_at_hand(ticket)
    if at_hand and not ticket.done and ticket.plan is None:
        raise NotAllowed("no-work-logged")
    unnamed = "other" in ticket.done and (at_hand or ticket.handling != "remote")
    grave = under.rules.needs_meeting(ticket.severity) and _is_worked_on_from_afar(ticket)
    if unnamed or ((at_hand or grave) and not _is_simple(ticket)):
        require_execution(ticket, under)


def _is_at_hand(ticket: Ticket) -> bool:
    """Whether somebody could lay hands on the product: not where it is handled from afar."""
    there = ticket.arrived or ticket.handling in ("on-site", "send-in")
    return there or (ticket.engineer is not None and ticket.handling != "remote")


def _is_worked_on_from_afar(ticket: Ticket) -> bool:
    """Somebody did something to the product, and did not only talk to the customer."""
    return ticket.assisted or "inspection" in ticket.done


def _is_simple(ticket: Ticket) -> bool:
    """Solved by guidance or a fault of operation (R12), or carried out with the words for it."""
    return not ticket.done.isdisjoint(_SHOWN) or ticket.fault_type == "operation"


def _is_refused(ticket: Ticket) -> bool:
    """The customer wants no repair, or not at that price: a lawful outcome (R24)."""
    return ticket.refused_repair is not None or bool(ticket.quote and ticket.quote.declined and not ticket.quote.past)
