"""What is offered of a customer's record is what the rules do not refuse, and nothing else."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from domain.customer.commands import (
    COMMANDS,
    AgreeContract,
    ChangeContact,
    ChooseNotices,
    CustomerCommand,
    DeclineMeasure,
    EraseCustomer,
    ExportCustomer,
    GiveConsent,
    LiftHold,
    PlaceHold,
    RegisterCustomer,
    RegisterProduct,
    ReleaseProduct,
    RemoveContact,
    RenameCustomer,
    RequestMeasure,
    RestrictCustomer,
    UnrestrictCustomer,
    WithdrawConsent,
)
from domain.customer.decide import decide
from domain.customer.events import ErasurePostponed, ProductRegistered
from domain.customer.keeping import Kept
from domain.customer.possible import possible
from domain.customer.state import Customer, Requested
from domain.refusals import NotAllowed
from domain.ticket.events import Contact, Product

NOON = datetime(2024, 5, 6, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
NEW = Customer(name="远山科技有限公司", company=True, registered=True)
FULL = replace(
    NEW,
    contacts={1: Contact(name="张伟")},
    products={1: ProductRegistered(item=1, product=Product(name="空调"))},
    consents={"survey": True},
)
ERASING = Requested("erase", "p-001")
STATES = {
    "nobody": None,
    "new": NEW,
    "full": FULL,
    "emptied": replace(FULL, contacts={1: None}, products={1: None}, consents={"survey": False}),
    "erasure asked for": replace(FULL, requested=ERASING),
    "restriction asked for": replace(FULL, requested=Requested("restrict", "p-001")),
    "restricted": replace(FULL, restricted=True),
    "restricted, its end asked for": replace(FULL, restricted=True, requested=Requested("unrestrict", "p-001")),
    "erased": replace(FULL, erased=True),
    "known by tickets, erasure asked for": Customer(requested=ERASING),
    "export asked for": replace(FULL, requested=Requested("export", "p-001")),
    "hold asked for": replace(FULL, requested=Requested("hold", "p-001", ticket="202405-00001")),
    "held, its end asked for": replace(FULL, holds={1: None}, requested=Requested("lift", "p-001", hold=1)),
    "erasure postponed": replace(
        FULL, restricted=True, postponed=ErasurePostponed(because="open", requested_by="p-001")
    ),
}
SAID: dict[str, CustomerCommand] = {
    each.action: each
    for each in (
        RegisterCustomer(name="远山"),
        RenameCustomer(name="远山", reason="改名"),
        ChangeContact(person=1, contact=Contact(name="李娜")),  # type: ignore[arg-type]
        RemoveContact(person=1, reason="离职"),
        AgreeContract(tier="key"),
        ChooseNotices(notices="sms"),
        RegisterProduct(product=Product(name="冰箱")),  # type: ignore[arg-type]
        ReleaseProduct(item=1, released_as="scrapped"),
        GiveConsent(purpose="marketing"),
        WithdrawConsent(purpose="survey"),
        RequestMeasure(measure="export", reason="客户要求"),
        DeclineMeasure(reason="未满"),
        RestrictCustomer(),
        UnrestrictCustomer(),
        EraseCustomer(),
        ExportCustomer(),
        PlaceHold(),
        LiftHold(),
    )
}
"""Of each action one that would change something."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("by", ["p-001", "p-002"])
def test_all_and_only_what_would_be_done_is_offered(state: str, by: str):
    customer = STATES[state]
    done = {action for action, command in SAID.items() if _is_done(customer, command, by)}
    offered = [*possible(customer, by)]
    assert {*offered} == done
    assert len(offered) == len(done)


def test_every_action_is_tried():
    assert SAID.keys() | {"fetch-export", "complete-erasure", "end-terms"} == COMMANDS.keys()


def _is_done(customer: Customer | None, command: CustomerCommand, by: str) -> bool:
    try:
        return bool(decide(customer, command, by, NOON, kept=Kept()))
    except NotAllowed:
        return False
