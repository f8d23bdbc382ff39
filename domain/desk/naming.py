"""Whom and what a command names: staff, who are on record, and tickets and matters, which are there."""

from datetime import date

from domain.customer.commands import AgreeContract, RegisterCustomer
from domain.matters.naming import given_to, staff_named_in
from domain.record.command import Command
from domain.refusals import NotAllowed
from domain.staff.commands import NameStandIn
from domain.subscriptions.commands import ChangeSubscription, OpenSubscription
from domain.ticket.commands import RouteTicket
from domain.ticket.known import Known


def people_named_in(command: Command) -> tuple[str, ...]:
    """The staff numbers of those whom a person names."""
    match command:
        case NameStandIn(absent=number):
            return (number,)
        case RegisterCustomer(dedicated_staff=number) | AgreeContract(dedicated_staff=number):
            return (number,) if number is not None else ()
        case RouteTicket(staff=number, rule=None):
            return (number,) if number is not None else ()
        case OpenSubscription(terms=terms) | ChangeSubscription(terms=terms):
            return (terms.owner,)
        case _:
            return staff_named_in(command)


def require_named_on_record(command: Command, known: Known, day: date) -> None:
    """What is named is there; staff are on record and, to be given work, working here that day.

    Anybody will do where no staff records are kept. Raises NotAllowed.
    """
    if known.absent:
        raise NotAllowed("named-not-there", numbers=", ".join(sorted(known.absent)))
    if not known.staff_kept:
        return
    numbers = people_named_in(command)
    if unknown := [number for number in numbers if known.staff.get(number) is None]:
        raise NotAllowed("staff-not-on-record", numbers=", ".join(unknown))
    for number in _to_work(command, numbers):
        person = known.staff[number]
        if person is not None and day not in person.employed:
            raise NotAllowed("staff-not-employed", number=number, day=day)


def _to_work(command: Command, numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Those who are to do something or answer for it: not whom another stands in for, or whose work is looked at."""
    if isinstance(command, RegisterCustomer | AgreeContract | RouteTicket | OpenSubscription | ChangeSubscription):
        return numbers
    return given_to(command)
