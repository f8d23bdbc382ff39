"""The rules of what takes two people: one asks that something be done to a customer's data, another approves."""

from datetime import datetime
from typing import Final, assert_never

from domain.customer.commands import (
    CompleteErasure,
    DeclineMeasure,
    EndTerms,
    EraseCustomer,
    ExportCustomer,
    FetchExport,
    LiftHold,
    PlaceHold,
    RequestMeasure,
    RestrictCustomer,
    UnrestrictCustomer,
)
from domain.customer.events import (
    CustomerErased,
    CustomerEvent,
    CustomerRestricted,
    CustomerUnrestricted,
    ErasureCompleted,
    ErasurePostponed,
    ExportApproved,
    ExportFetched,
    HoldLifted,
    HoldPlaced,
    MeasureDeclined,
    MeasureRequested,
    TermsEnded,
)
from domain.customer.keeping import Kept, over, still_kept
from domain.customer.state import TO_FETCH, Customer, Requested
from domain.customer.vocabulary import Measure
from domain.refusals import NotAllowed

Approval = RestrictCustomer | UnrestrictCustomer | ExportCustomer | PlaceHold | LiftHold
MeasureCommand = RequestMeasure | DeclineMeasure | EraseCustomer | FetchExport | CompleteErasure | EndTerms | Approval
MEASURES: Final = (
    *(RequestMeasure, DeclineMeasure, RestrictCustomer, UnrestrictCustomer, EraseCustomer),
    *(ExportCustomer, FetchExport, PlaceHold, LiftHold, CompleteErasure, EndTerms),
)


def decide_measure(
    customer: Customer | None, command: MeasureCommand, by: str, at: datetime, role: str | None, kept: Kept | None
) -> list[CustomerEvent]:
    """The events that a word of ``by`` about a measure causes; none where it is in force. Raises NotAllowed."""
    if customer is None and not (isinstance(command, RequestMeasure | EndTerms) and kept and kept.tickets):
        raise NotAllowed("customer-not-registered")
    customer = customer or Customer()
    match command:
        case RequestMeasure():
            return _requested(customer, command, by, kept)
        case DeclineMeasure(reason=reason):
            return _declined(customer, reason)
        case EraseCustomer():
            return _erased(customer, by, at, role, kept)
        case FetchExport():
            return _fetched(customer, at)
        case CompleteErasure():
            return _completed(customer, command)
        case EndTerms():
            return _ended(customer, command, at, kept)
        case _:
            return _approved(customer, command, by)


def _requested(customer: Customer, command: RequestMeasure, by: str, kept: Kept | None) -> list[CustomerEvent]:
    measure, asked = command.measure, Requested(command.measure, by, command.ticket, command.hold)
    _check_fields(command)
    if _in_force(customer, measure, command.ticket) or customer.requested == asked:
        return []
    _check_not_erased(customer)
    if pending := customer.requested:
        raise NotAllowed("measure-pending", action=_ACTIONS[pending.measure], by=pending.by)
    if command.ticket is not None and command.ticket not in (kept.tickets if kept else ()):
        raise NotAllowed("ticket-of-another", number=command.ticket)
    if command.hold is not None and command.hold not in customer.holds:
        raise NotAllowed("no-hold", number=command.hold)
    said = {name: getattr(command, name) for name in RequestMeasure.model_fields}
    return [MeasureRequested.model_validate(said)]


def _check_fields(command: RequestMeasure) -> None:
    """A ticket is named of a hold alone, and a hold where it is to be lifted."""
    if command.ticket is not None and command.measure != "hold":
        raise NotAllowed("ticket-of-a-hold")
    if (command.hold is not None) != (command.measure == "lift"):
        raise NotAllowed("hold-to-be-lifted")


def _declined(customer: Customer, reason: str) -> list[CustomerEvent]:
    if (pending := customer.requested) is None:
        return []
    return [MeasureDeclined(measure=pending.measure, requested_by=pending.by, reason=reason)]


def _approved(customer: Customer, command: Approval, by: str) -> list[CustomerEvent]:
    match command:
        case RestrictCustomer():
            return [CustomerRestricted(requested_by=asked.by) for asked in _asked(customer, "restrict", by)]
        case UnrestrictCustomer():
            return [CustomerUnrestricted(requested_by=asked.by) for asked in _asked(customer, "unrestrict", by)]
        case ExportCustomer():
            return [ExportApproved(requested_by=asked.by) for asked in _asked(customer, "export", by)]
        case PlaceHold():
            number = customer.last_hold + 1
            return [
                HoldPlaced(hold=number, ticket=asked.ticket, requested_by=asked.by)
                for asked in _asked(customer, "hold", by)
            ]
        case LiftHold():
            return [HoldLifted(hold=asked.hold or 0, requested_by=asked.by) for asked in _asked(customer, "lift", by)]
        case _:
            assert_never(command)


def _erased(customer: Customer, by: str, at: datetime, role: str | None, kept: Kept | None) -> list[CustomerEvent]:
    """What has to be kept is restricted, and erased by the program once it need not be: two people said so."""
    if customer.erased:
        return []
    alone = role == "system" and customer.postponed is not None
    if customer.postponed and not alone:
        return []
    who = customer.postponed.requested_by if alone and customer.postponed else _asker(customer, "erase", by).by
    if kept is None:
        raise NotAllowed("tickets-not-looked-up")
    why = still_kept(customer, kept, at.date())
    if why is None:
        return [CustomerErased(requested_by=who)]
    if alone:
        return []
    postponed = ErasurePostponed(because=why.because, until=why.until, requested_by=who)
    return [postponed] if customer.restricted else [CustomerRestricted(requested_by=who), postponed]


def _fetched(customer: Customer, at: datetime) -> list[CustomerEvent]:
    """Each time anew: every look at personal data is recorded."""
    _check_not_erased(customer)
    if customer.exported is None or at - customer.exported > TO_FETCH:
        raise NotAllowed("export-not-approved")
    return [ExportFetched()]


def _completed(customer: Customer, command: CompleteErasure) -> list[CustomerEvent]:
    if not customer.erased:
        raise NotAllowed("customer-not-erased")
    if customer.completed:
        return []
    return [ErasureCompleted.model_validate(command.model_dump())]


def _ended(customer: Customer, command: EndTerms, at: datetime, kept: Kept | None) -> list[CustomerEvent]:
    if kept is None:
        raise NotAllowed("tickets-not-looked-up")
    if early := sorted({*command.tickets} - {*over(customer, kept, at.date())}):
        raise NotAllowed("ticket-still-kept", number=early[0])
    if customer.ended >= {*command.tickets}:
        return []
    return [TermsEnded.model_validate(command.model_dump())]


def _asked(customer: Customer, measure: Measure, by: str) -> list[Requested]:
    """What ``by`` approves; nothing where it is in force already, or was approved just now."""
    if _in_force(customer, measure) or (customer.requested is None and _was_approved(customer, measure)):
        return []
    _check_not_erased(customer)
    return [_asker(customer, measure, by)]


def _asker(customer: Customer, measure: Measure, by: str) -> Requested:
    pending = customer.requested
    if pending is None or pending.measure != measure:
        raise NotAllowed("measure-not-requested", action=_ACTIONS[measure])
    if pending.by == by:
        raise NotAllowed("second-person-needed", action=_ACTIONS[measure])
    return pending


def _in_force(customer: Customer, measure: Measure, ticket: str | None = None) -> bool:
    """Of a hold: whether the same is held already and nothing else was asked for."""
    match measure:
        case "erase":
            return customer.erased or customer.postponed is not None
        case "restrict" | "unrestrict":
            return not customer.erased and customer.restricted == (measure == "restrict")
        case "hold":
            return customer.requested is None and ticket in customer.holds.values()
        case "export" | "lift":
            return False


def _was_approved(customer: Customer, measure: Measure) -> bool:
    match measure:
        case "export":
            return customer.exported is not None
        case "hold":
            return bool(customer.holds)
        case "lift":
            return len(customer.holds) < customer.last_hold
        case _:
            return False


_ACTIONS: Final[dict[Measure, str]] = {
    "restrict": "restrict",
    "unrestrict": "unrestrict",
    "erase": "erase",
    "export": "export-customer",
    "hold": "place-hold",
    "lift": "lift-hold",
}
"""The action that approves a measure."""


def approving(measure: Measure) -> str:
    return _ACTIONS[measure]


def _check_not_erased(customer: Customer) -> None:
    if customer.erased:
        raise NotAllowed("customer-erased")
