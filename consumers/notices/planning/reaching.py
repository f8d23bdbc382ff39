"""Where a customer can be reached by e-mail, if they may be: what they chose, and the address they gave."""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from domain.customer.state import Customer
from domain.customer.state import fold as fold_customer
from domain.record.envelope import Recorded
from domain.record.identity import is_customer_key
from domain.record.personal import ERASED
from domain.ticket.events import CorrectionRecorded, TicketOpened

_FIELD: Final = "contact.email"


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


async def customer_of(desk: Desk, key: str | None) -> Customer | None:
    """The customer's record, where there is one."""
    if key is None or not is_customer_key(key):
        return None
    return fold_customer(await desk.events_of(key))


async def is_reachable(desk: Desk, history: Sequence[Recorded]) -> bool:
    """Whether an e-mail about a ticket, by its whole history, would reach its customer."""
    return email_of(await customer_of(desk, history[0].envelope.customer), history) is not None


def email_of(customer: Customer | None, history: Sequence[Recorded]) -> str | None:
    """The address on the ticket, as it was corrected, else the first on the customer's record.

    None where they chose to be told otherwise, or their record is restricted or erased.
    """
    if customer and (customer.restricted or customer.erased or customer.notices not in (None, "email")):
        return None
    found = next(_addresses(customer, history), None)
    return None if found in (None, "", ERASED) else found


def _addresses(customer: Customer | None, history: Sequence[Recorded]) -> Iterator[str]:
    on_ticket = address_on(history)
    if on_ticket:
        yield on_ticket
    for contact in customer.contacts.values() if customer else ():
        if contact and contact.email:
            yield contact.email


def address_on(history: Sequence[Recorded]) -> str | None:
    """The e-mail address that stands on the ticket, as it was corrected."""
    address: str | None = None
    for recorded in history:
        match recorded.event:
            case TicketOpened(contact=contact):
                address = contact.email if contact else None
            case CorrectionRecorded(version=1, field=field, right=right) if field == _FIELD:
                address = right
            case _:
                pass
    return address
