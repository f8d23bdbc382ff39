"""Goods go back once (R35), however they are spelt, whoever asks, and however many ask at the same moment."""

import asyncio
from dataclasses import replace

import pytest

from domain.application import TicketDesk
from domain.desk.metadata import CommandMetadata
from domain.matters.returns.commands import RequestReturn
from domain.matters.returns.decide import RETURN
from domain.record.envelope import Actor
from domain.refusals import NotAllowed
from tests.domain.specification import SHANGHAI
from tests.matters.cases.returns import APPROVED, ASKED, AT_INSPECTION, EXCHANGE, REFUND, REFUNDED, REFUSED, SENT, told
from tests.matters.specification import given
from tests.matters.world import BEGINS, OTHER, world
from tests.scenarios.parts import CUSTOMER
from tests.scenarios.people import agent, customer, other_customer

SERIAL = "202403A0001"
ASK = ASKED.command


def asks(**other: object):
    return agent(ASK.model_copy(update=other))


NUMBERED = asks(serial=SERIAL)
ORDERED = asks(ticket=None, model=None, order="TB 2024-0007")


@pytest.mark.parametrize("model", ["KFR-35", "kfr-35", "KFR35", "ＫＦＲ－３５", None])
def test_a_model_spelt_otherwise_is_the_same_goods_of_a_ticket(model: str | None) -> None:
    given(ASKED).when(asks(model=model)).then_refused("returned-already")


def test_goods_of_another_model_serial_or_ticket_are_others() -> None:
    given(ASKED).when(asks(model="KFR-50")).then_stands(status="requested")
    given(NUMBERED).when(asks(serial="202403A0002")).then_stands(status="requested")
    given(ASKED).when(asks(ticket=OTHER)).then_stands(status="requested")


def test_a_serial_number_tells_the_same_goods_of_a_customer_through_tickets_and_models() -> None:
    given(NUMBERED).when(asks(ticket=OTHER, model="AF-1", serial="202403 a0001")).then_refused("returned-already")


def test_goods_of_an_order_go_back_once_without_a_ticket() -> None:
    given(ORDERED).when(asks(ticket=None, model=None, order="tb20240007")).then_refused("returned-already")
    given(ORDERED).when(other_customer(ORDERED.command)).then_stands(customer="customer-li")


def test_what_was_refused_may_be_asked_again() -> None:
    given(ASKED, REFUSED).when(asks()).then_stands(status="requested")
    given(ASKED, REFUSED, told("reviewed")).when(asks()).then_stands(status="requested")


def test_what_was_paid_for_or_exchanged_may_not() -> None:
    given(*REFUNDED).when(asks()).then_refused("returned-already")
    given(*AT_INSPECTION, EXCHANGE, SENT).when(asks()).then_refused("returned-already")


def _desk(store: object) -> TicketDesk:
    return TicketDesk(store, zone=SHANGHAI, clock=lambda: BEGINS)  # type: ignore[arg-type]


async def test_of_many_who_ask_at_once_at_two_desks_one_is_taken() -> None:
    store = await world()
    desks = (_desk(store), _desk(store))

    async def ask(count: int) -> str:
        actor = Actor(id="a-001", role="agent", channel="api")
        metadata = CommandMetadata(f"c-{count}", actor, frozenset({"agent"}))
        try:
            return (await desks[count % 2].begin(RETURN, ASK, metadata)).number
        except NotAllowed as refused:
            return refused.code

    answers = await asyncio.gather(*map(ask, range(8)))
    assert sorted(answers) == ["TH202405-00001", *["returned-already"] * 7]


async def test_asked_again_under_its_id_it_is_the_same_return_also_at_another_desk() -> None:
    store = await world()
    actor = Actor(id=CUSTOMER, role="customer", channel="api")
    metadata = CommandMetadata("c-1", actor, frozenset({"customer"}), customer=CUSTOMER)
    first, again = [(await _desk(store).begin(RETURN, ASK, metadata)).number for _ in range(2)]
    assert first == again
    later = replace(metadata, id="c-2")
    with pytest.raises(NotAllowed, match=first):
        await _desk(store).begin(RETURN, RequestReturn.model_validate(ASK.model_dump()), later)


def test_a_return_that_is_settled_is_still_the_same() -> None:
    given(*AT_INSPECTION, REFUND).when(customer(ASK)).then_refused("returned-already")
    given(ASKED, APPROVED).when(customer(ASK)).then_refused("returned-already")
