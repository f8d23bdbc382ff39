"""Returns (R35) beyond each command's cases: told anew of what changed, told of a refusal, who answers for it."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from domain.matters.returns import commands as c
from domain.matters.returns.decide import RETURN
from tests.matters.cases.returns import (
    ALL_TOLD,
    APPROVED,
    ASKED,
    ASSIGNED,
    AT_INSPECTION,
    BACK,
    COMPLETED,
    DEFECT,
    EXCHANGE,
    HERE,
    LARGE,
    LET,
    NAMELESS,
    OBLIGED,
    PAID,
    REFUND,
    REFUSED,
    SENT,
    SOUND,
    both,
    told,
)
from tests.matters.specification import given
from tests.scenarios.people import agent, returns_inspector

OUT_OF_STOCK = (*AT_INSPECTION, EXCHANGE, told("settled"))


def test_who_approves_a_return_answers_for_it_until_another_is_named() -> None:
    given(ASKED).when(APPROVED).then_stands(responsible="a-001")
    given(ASKED, ASSIGNED).when(APPROVED).then_stands(responsible="a-002")


def test_a_refusal_is_over_once_the_customer_was_told() -> None:
    assert "refused" not in RETURN.ended
    assert "refusal-told" in RETURN.ended
    given(ASKED, REFUSED).when(told("reviewed")).then_stands(status="refusal-told", told=frozenset({"reviewed"}))
    given(ASKED, REFUSED).when(told("received")).then_refused("step-not-taken")


def test_where_nothing_is_left_to_exchange_for_a_refund_is_agreed_instead() -> None:
    given(*OUT_OF_STOCK).when(REFUND).then_stands(status="settled", settlement="refund")
    given(*OUT_OF_STOCK, REFUND).when(SENT).then_refused("refund-settled")


def test_of_what_is_settled_anew_the_customer_is_told_anew() -> None:
    others = (told("reviewed"), told("received"), told("inspected"))
    paid = (*OUT_OF_STOCK, *others, REFUND, PAID, told("carried-out"))
    given(*paid).when(COMPLETED).then_refused("customer-not-told")
    given(*paid, told("settled")).when(COMPLETED).then_stands(status="completed")


def test_the_return_shows_how_much_went_back() -> None:
    given(*AT_INSPECTION, REFUND).when(PAID).then_stands(refund=Decimal(2899), fee=None)
    given(ASKED, APPROVED, HERE, SOUND).when(BACK).then_stands(fee=Decimal(60))


def test_up_to_the_packs_limit_a_refund_is_made_without_asking() -> None:
    most = agent(c.MakeRefund(amount=Decimal(5000), reference="TK-1"))
    given(*AT_INSPECTION, REFUND).when(most).then_stands(refund=Decimal(5000))
    above = agent(c.MakeRefund(amount=Decimal("5000.01"), reference="TK-1"))
    given(*AT_INSPECTION, REFUND).when(above).then_refused("refund-unapproved")


def test_a_large_refund_is_made_as_far_as_another_approved_it() -> None:
    given(*AT_INSPECTION, REFUND, LET).when(LARGE).then_stands(refund=Decimal(6800), refund_approved_by="s-002")
    given(*AT_INSPECTION, REFUND, both(LET.command)).when(LARGE).then_stands(refund=Decimal(6800))


@pytest.mark.parametrize("amount", ["0", "0.00", "-1"])
def test_a_refund_is_of_some_money(amount: str) -> None:
    with pytest.raises(ValidationError):
        c.MakeRefund(amount=Decimal(amount), reference="TK-1")


@pytest.mark.parametrize("evidence", [".", "录音 7", "7F" * 32])
def test_what_shows_the_customers_word_is_named_by_its_hash(evidence: str) -> None:
    with pytest.raises(ValidationError, match="pattern"):
        c.AgreeSettlement(settlement="refund", given="phone", evidence=evidence)


def test_what_was_carried_out_is_not_settled_anew() -> None:
    given(*AT_INSPECTION, REFUND, PAID).when(EXCHANGE).then_refused("matter-status")


def test_a_second_inspection_takes_the_first_ones_place_and_is_told_anew() -> None:
    first = (ASKED, APPROVED, HERE, SOUND, told("inspected"))
    given(*first).when(DEFECT).then_stands(finding="quality-defect", told=frozenset())
    given(*AT_INSPECTION, REFUND).when(SOUND).then_refused("matter-status")


def test_the_same_found_again_is_told_already() -> None:
    given(ASKED, APPROVED, HERE, SOUND, told("inspected")).when(SOUND).then_nothing()
    given(ASKED, APPROVED, HERE, SOUND, DEFECT, told("inspected")).when(SOUND).then_stands(told=frozenset())


def test_without_a_defect_even_a_refund_needs_the_customers_word() -> None:
    sound = (ASKED, APPROVED, HERE, SOUND)
    given(*sound).when(agent(c.AgreeSettlement(settlement="refund"))).then_refused("settlement-unproved")
    given(*sound).when(OBLIGED).then_stands(settlement="refund")


def test_a_customer_is_told_of_a_step_once() -> None:
    given(ASKED, APPROVED, told("reviewed"), HERE).when(told("reviewed")).then_nothing()


def test_a_return_may_be_of_a_product_without_a_ticket() -> None:
    alone = agent(NAMELESS.model_copy(update={"order": "TB20260210007"}))
    given().when(alone).then_stands(ticket=None, customer="customer-zhang", status="requested")
    given().when(ASKED).then_stands(ticket="202405-00001", customer="customer-zhang")


def test_every_finding_can_be_settled_and_completed() -> None:
    for finding in ("no-defect", "damaged-in-use", "damaged-in-transit", "incomplete"):
        found = returns_inspector(c.InspectGoods.model_validate({"finding": finding, "words": "见照片"}))
        before = (ASKED, APPROVED, HERE, found, OBLIGED, PAID, *ALL_TOLD)
        given(*before).when(COMPLETED).then_stands(status="completed")
