"""Named examples of a customer's life, and the grammar ``given(events).when(command).then(events)`` over them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.customer.commands import CustomerCommand
from domain.customer.decide import decide
from domain.customer.events import (
    ConsentGiven,
    ConsentWithdrawn,
    ContactChanged,
    ContactRemoved,
    ContractAgreed,
    CustomerErased,
    CustomerEvent,
    CustomerRegistered,
    CustomerRestricted,
    MeasureRequested,
    NoticesChosen,
    ProductRegistered,
    ProductReleased,
)
from domain.customer.keeping import Kept
from domain.customer.state import Customer, after
from domain.refusals import NotAllowed
from domain.ticket.events import Contact, Product
from tests.domain.in_words import assert_in_words

ZHANG = Contact(name="张三", salutation="先生", phone="13812345678")
LI = Contact(name="李四", salutation="女士", email="li@example.com")
AIR_CONDITIONER = Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03")
PHONE = Product(name="智能手机", model="P50", serial="202404B0002", purchased="2024-04-05")

REGISTERED = CustomerRegistered(name="科技有限公司", company=True, contact=ZHANG, tier="standard")
SECOND_CONTACT = ContactChanged(person=2, contact=LI)
SECOND_GONE = ContactRemoved(person=2, reason="已离职")
KEY = ContractAgreed(tier="key", dedicated_staff="001")
BY_SMS = NoticesChosen(notices="sms")
OWNED = ProductRegistered(item=1, product=AIR_CONDITIONER)
SOLD = ProductReleased(item=1, released_as="passed-on")
AGREED = ConsentGiven(purpose="marketing", evidence="电话录音")
WITHDRAWN = ConsentWithdrawn(purpose="marketing")
RESTRICTION_ASKED = MeasureRequested(measure="restrict", reason="客户要求")
RESTRICTED = CustomerRestricted(requested_by="p-001")
ERASURE_ASKED = MeasureRequested(measure="erase", reason="客户要求")
ERASED = CustomerErased(requested_by="p-001")

NOON = datetime(2024, 5, 1, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
NO_TICKETS = Kept()
ASKER, SECOND = "p-001", "p-002"
"""Who the examples' events are by, and another."""


def state(*events: CustomerEvent) -> Customer | None:
    """The customer that these events leave, all by the asker."""
    customer: Customer | None = None
    for event in events:
        customer = after(customer or Customer(), event, ASKER)
    return customer


class Given:
    def __init__(self, events: Sequence[CustomerEvent], kept: Kept | None) -> None:
        self.events, self.kept = list(events), kept

    def when(self, command: CustomerCommand, by: str = ASKER, role: str | None = None) -> "When":
        return When(state(*self.events), command, by, role, self.kept)


class When:
    def __init__(
        self, customer: Customer | None, command: CustomerCommand, by: str, role: str | None, kept: Kept | None
    ) -> None:
        self.customer, self.command, self.by, self.role, self.kept = customer, command, by, role, kept

    def _caused(self) -> list[CustomerEvent]:
        return decide(self.customer, self.command, self.by, NOON, self.role, self.kept)

    def then(self, *expected: CustomerEvent) -> None:
        caused = self._caused()
        assert caused == list(expected)
        assert list(map(type, caused)) == list(map(type, expected))

    def then_nothing(self) -> None:
        assert self._caused() == []

    def then_refused(self, code: str) -> None:
        with pytest.raises(NotAllowed) as refusal:
            self._caused()
        assert refusal.value.code == code
        assert_in_words(refusal.value, self.command)


def given(*events: CustomerEvent, kept: Kept | None = NO_TICKETS) -> Given:
    """``kept``: the customer's tickets; None where nobody looked them up."""
    return Given(events, kept)
