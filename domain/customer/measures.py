"""The rules of what takes two people: one asks to restrict, unrestrict or erase a customer, another approves."""

from domain.customer.commands import (
    DeclineMeasure,
    EraseCustomer,
    RequestMeasure,
    RestrictCustomer,
    UnrestrictCustomer,
)
from domain.customer.events import (
    CustomerErased,
    CustomerEvent,
    CustomerRestricted,
    CustomerUnrestricted,
    MeasureDeclined,
    MeasureRequested,
)
from domain.customer.state import Customer, Requested
from domain.customer.vocabulary import Measure
from domain.refusals import NotAllowed

Approval = RestrictCustomer | UnrestrictCustomer | EraseCustomer
MeasureCommand = RequestMeasure | DeclineMeasure | Approval


def decide_measure(customer: Customer, command: MeasureCommand, by: str) -> list[CustomerEvent]:
    """The events that a word of ``by`` about a measure causes; none where it is in force. Raises NotAllowed."""
    match command:
        case RequestMeasure():
            return _requested(customer, command, by)
        case DeclineMeasure(reason=reason):
            return _declined(customer, reason)
        case RestrictCustomer():
            return [CustomerRestricted(requested_by=who) for who in _requester(customer, "restrict", by)]
        case UnrestrictCustomer():
            return [CustomerUnrestricted(requested_by=who) for who in _requester(customer, "unrestrict", by)]
        case EraseCustomer():
            return [CustomerErased(requested_by=who) for who in _requester(customer, "erase", by)]


def _requested(customer: Customer, command: RequestMeasure, by: str) -> list[CustomerEvent]:
    measure = command.measure
    if _in_force(customer, measure) or customer.requested == Requested(measure, by):
        return []
    _check_not_erased(customer)
    if pending := customer.requested:
        raise NotAllowed("measure-pending", action=pending.measure, by=pending.by)
    return [MeasureRequested(measure=measure, ground=command.ground, reason=command.reason)]


def _declined(customer: Customer, reason: str) -> list[CustomerEvent]:
    if (pending := customer.requested) is None:
        return []
    return [MeasureDeclined(measure=pending.measure, requested_by=pending.by, reason=reason)]


def _requester(customer: Customer, measure: Measure, by: str) -> list[str]:
    """Who requested what ``by`` approves; nobody where it is in force already."""
    if _in_force(customer, measure):
        return []
    _check_not_erased(customer)
    pending = customer.requested
    if pending is None or pending.measure != measure:
        raise NotAllowed("measure-not-requested", action=measure)
    if pending.by == by:
        raise NotAllowed("second-person-needed", action=measure)
    return [pending.by]


def _in_force(customer: Customer, measure: Measure) -> bool:
    if customer.erased or measure == "erase":
        return customer.erased and measure == "erase"
    return customer.restricted == (measure == "restrict")


def _check_not_erased(customer: Customer) -> None:
    if customer.erased:
        raise NotAllowed("customer-erased")
