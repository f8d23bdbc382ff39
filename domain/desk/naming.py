"""Whom a record names of the staff: an absent one to be stood in for, who looks after a key customer, a new handler."""

from datetime import date

from domain.customer.commands import AgreeContract, RegisterCustomer
from domain.record.command import Command
from domain.refusals import NotAllowed
from domain.staff.commands import NameStandIn
from domain.ticket.commands import RouteTicket
from domain.ticket.known import Known


def person_named_in(command: Command) -> str | None:
    """The staff number of the person whom a person names."""
    match command:
        case NameStandIn(absent=number):
            return number
        case RegisterCustomer(dedicated_staff=number) | AgreeContract(dedicated_staff=number):
            return number
        case RouteTicket(staff=number, rule=None):
            return number
        case _:
            return None


def require_named_on_record(command: Command, known: Known, day: date) -> None:
    """On record and, to be given work, working here that day; anybody will do where no staff records are kept.

    Raises NotAllowed.
    """
    number = person_named_in(command)
    if number is None or not known.staff_kept:
        return
    person = known.staff.get(number)
    if person is None:
        raise NotAllowed("staff-not-on-record", numbers=number)
    if not isinstance(command, NameStandIn) and day not in person.employed:
        raise NotAllowed("staff-not-employed", number=number, day=day)
