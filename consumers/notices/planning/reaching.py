"""Where a customer can be reached, if they may be: by the way they chose, at the address they gave."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, Protocol

from domain.customer.state import Customer
from domain.customer.state import fold as fold_customer
from domain.notices.vocabulary import EMAIL, SMS, WECHAT
from domain.record.envelope import Recorded
from domain.record.identity import is_customer_key
from domain.record.personal import ERASED
from domain.ticket.events import CorrectionRecorded, TicketOpened

_FIELDS: Final = {EMAIL: "email", SMS: "phone", WECHAT: "wechat"}
"""What of a contact person is the address on a channel."""


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


def ways_of(
    customer: Customer | None, history: Sequence[Recorded], channels: Collection[str]
) -> tuple[tuple[str, str], ...]:
    """By which of the channels that there are, and where: by the one they chose.

    Who chose none is written to, else gets a text message.
    """
    chosen = customer.notices if customer and customer.notices else None
    for channel in (chosen,) if chosen else (EMAIL, SMS):
        if channel in channels and (found := address_by(channel, customer, history)):
            return ((channel, found),)
    return ()


def address_by(channel: str, customer: Customer | None, history: Sequence[Recorded]) -> str | None:
    """The address on the ticket, as it was corrected, else the first on the customer's record.

    None where they chose another way, or their record is restricted or erased.
    """
    if customer and (customer.restricted or customer.erased or customer.notices not in (None, channel)):
        return None
    found = next(_addresses(channel, customer, history), None)
    return None if found in (None, "", ERASED) else found


def email_of(customer: Customer | None, history: Sequence[Recorded]) -> str | None:
    """The address on the ticket, as it was corrected, else the first on the customer's record.

    None where they chose to be told otherwise, or their record is restricted or erased.
    """
    return address_by(EMAIL, customer, history)


def _addresses(channel: str, customer: Customer | None, history: Sequence[Recorded]) -> Iterator[str]:
    field = _FIELDS[channel]
    if on_ticket := address_on(history, field):
        yield on_ticket
    for contact in customer.contacts.values() if customer else ():
        if contact and (found := getattr(contact, field)):
            yield found


def address_on(history: Sequence[Recorded], name: str = "email") -> str | None:
    """The e-mail address, or phone number, that stands on the ticket, as it was corrected."""
    address: str | None = None
    for recorded in history:
        match recorded.event:
            case TicketOpened(contact=contact):
                address = getattr(contact, name) if contact else None
            case CorrectionRecorded(version=1, field=field, right=right) if field == f"contact.{name}":
                address = right
            case _:
                pass
    return address
