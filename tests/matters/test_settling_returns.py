"""Who settles what is done with inspected goods (R35): staff offer, customers take it as it is or choose what a defect brings."""

from decimal import Decimal

import pytest

from domain.matters.returns import commands as c
from domain.matters.returns.events import SettlementAgreed
from tests.matters.cases.returns import (
    APPROVED,
    ASKED,
    AT_INSPECTION,
    BACK,
    EXCHANGE,
    FEE_PAID,
    FREE,
    HERE,
    OFFERED,
    REFUND,
    SOUND,
    TO_REFUND,
    TO_SEND_BACK,
)
from tests.matters.specification import given
from tests.scenarios.parts import Step
from tests.scenarios.people import agent, customer

FOUND_SOUND = (ASKED, APPROVED, HERE, SOUND)
SIXTY, FORTY = Decimal(60), Decimal(40)
DEAR = c.OfferSettlement(settlement="exchange", fee=SIXTY)
DEARER = agent(DEAR)


def takes(command: c.OfferSettlement, **other: object) -> Step:
    return customer(c.AgreeSettlement.model_validate({"settlement": command.settlement, "fee": command.fee, **other}))


def test_a_customer_takes_what_was_offered() -> None:
    taken = SettlementAgreed(settlement="exchange", fee=SIXTY)
    given(*FOUND_SOUND, DEARER).when(takes(DEAR)).then(taken, status="settled", offered=None)
    given(*FOUND_SOUND, DEARER, takes(DEAR)).when(takes(DEAR)).then_nothing()


@pytest.mark.parametrize(
    "other", [{"fee": None}, {"fee": FORTY}, {"fee": Decimal(80)}, {"settlement": "refund"}, {"settlement": "repair"}]
)
def test_a_customer_alone_changes_nothing_of_what_was_offered(other: dict[str, object]) -> None:
    given(*FOUND_SOUND, DEARER).when(takes(DEAR, **other)).then_refused("settlement-not-offered")


@pytest.mark.parametrize("step", [FREE, EXCHANGE, REFUND], ids=lambda step: step.command.settlement)
def test_a_customer_alone_does_not_undo_what_staff_settled(step: Step) -> None:
    given(*TO_SEND_BACK).when(step).then_refused("settlement-not-offered")
    given(*TO_SEND_BACK, FEE_PAID).when(step).then_refused("settlement-not-offered")


def test_an_offer_is_over_once_something_is_agreed_or_the_goods_are_inspected_anew() -> None:
    given(*FOUND_SOUND, OFFERED, BACK).when(FREE).then_refused("settlement-not-offered")
    found = SOUND.command.model_copy(update={"words": "复检仍正常"})
    given(*FOUND_SOUND, OFFERED).when(SOUND.who(found)).then_stands(offered=None)


def test_the_last_offer_counts() -> None:
    given(*FOUND_SOUND, DEARER, OFFERED).when(takes(DEAR)).then_refused("settlement-not-offered")
    given(*FOUND_SOUND, DEARER, OFFERED).when(FREE).then_stands(settlement="send-back", fee=None)
    given(*FOUND_SOUND, OFFERED).when(agent(OFFERED.command.model_copy(update={"note": None}))).then_nothing()


def test_of_what_a_defect_brings_the_customer_chooses() -> None:
    given(*AT_INSPECTION).when(EXCHANGE).then_stands(settlement="exchange")
    given(*TO_REFUND).when(EXCHANGE).then_stands(settlement="exchange")
