"""Whether the product of a ticket is under warranty (保修, R4): as assessed, else as the opening's product tells."""

from datetime import date

from domain.customer.owned.warranty import last_day, warranty
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import AssessWarranty
from domain.ticket.events import WarrantyAssessed
from domain.ticket.state import Ticket


def in_force(ticket: Ticket, under: Circumstances) -> WarrantyAssessed:
    """What the rules of money go by; what nobody assessed in another system is not worked out here."""
    if ticket.warranty or under.live:
        return ticket.warranty or worked_out(ticket, AssessWarranty(), under)
    return WarrantyAssessed(warranty="unknown")


def assessed(ticket: Ticket, command: AssessWarranty, under: Circumstances) -> WarrantyAssessed:
    """The assessment that is asked for; what makes a free repair cost something says why."""
    found = worked_out(ticket, command, under)
    was = in_force(ticket, under)
    if under.live and was.warranty == "in" and found.warranty != "in" and command.reason is None:
        raise NotAllowed("warranty-reason-needed", ends=was.ends)
    return found


def worked_out(ticket: Ticket, command: AssessWarranty, under: Circumstances) -> WarrantyAssessed:
    """By the day of purchase and the months that were said, else the product's, else the policy's.

    What counts is the day of the report, not that of the assessment.
    """
    product = ticket.product
    purchased = command.purchased or (product.purchased if product else None)
    of_product = product.warranty_months if product else None
    months = next(found for found in (command.months, of_product, under.rules.warranty.months) if found is not None)
    return WarrantyAssessed(
        warranty=warranty(purchased, _reported(under), months),
        purchased=purchased,
        months=months,
        ends=last_day(purchased, months),
        reason=command.reason,
    )


def _reported(under: Circumstances) -> date:
    if not under.history:
        return under.at.date()
    return under.history[0].envelope.occurred.astimezone(under.at.tzinfo).date()
