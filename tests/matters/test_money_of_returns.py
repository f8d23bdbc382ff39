"""What either side of a return pays (R35): said again it is nothing, what was paid counts, large refunds are approved."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from domain.matters.returns import commands as c
from domain.matters.returns.decide import RETURN
from domain.matters.returns.events import (
    RefundApprovalAsked,
    ReturnEnded,
    ReturnFeePaid,
    ReturnFeeRepaid,
    ReturnFeeWaived,
)
from domain.matters.returns.state import Return
from domain.policy.in_force import shipped
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.known import Known
from tests.domain.people import AWAY_TODAY, AWAY_TOMORROW
from tests.domain.people import supervisor as on_record
from tests.matters.cases.returns import (
    ALL_TOLD,
    ASKED,
    AT_INSPECTION,
    BACK,
    COMPLETED,
    ENDED,
    EXCHANGE,
    FEE_PAID,
    FREE,
    LARGE,
    LET,
    NOT_LET,
    OVERPAID,
    REFUND,
    REPAID,
    REQUESTED,
    SENT,
    SENT_BACK,
    TO_REFUND,
    TO_SEND_BACK,
    WAIVED,
    WITHDRAWN,
    told,
)
from tests.matters.specification import given
from tests.scenarios.parts import at
from tests.scenarios.people import agent, customer, manager, supervisor

PAID = (*TO_SEND_BACK, FEE_PAID)
BACK_DEARER = agent(BACK.command.model_copy(update={"fee": Decimal(80)}))
BACK_CHEAPER = agent(BACK.command.model_copy(update={"fee": Decimal(25)}))
FEE_AGAIN = agent(c.CollectReturnFee(reference="SK-2"))
TWENTY_MORE = ReturnFeePaid(settlement="send-back", amount=Decimal(20), reference="SK-2")


def test_the_settlement_that_stands_is_said_again_to_no_effect() -> None:
    given(*PAID).when(BACK).then_nothing()
    given(*PAID).when(customer(BACK.command)).then_nothing()
    given(*TO_SEND_BACK, WAIVED).when(BACK).then_nothing()
    given(*TO_REFUND, LET).when(REFUND).then_nothing()
    given(*TO_REFUND, told("settled")).when(
        customer(c.AgreeSettlement(settlement="refund", fee=Decimal(0)))
    ).then_nothing()


def test_what_was_settled_before_and_is_settled_again_is_a_settlement() -> None:
    given(*TO_REFUND, EXCHANGE).when(REFUND).then_stands(settlement="refund", refund_approved=None)


def test_what_was_paid_counts_towards_a_dearer_fee() -> None:
    given(*PAID).when(BACK_DEARER).then_stands(fee=Decimal(80), fee_paid=False, paid=Decimal(60))
    given(*PAID, BACK_DEARER).when(SENT_BACK).then_refused("return-fee-unpaid")
    given(*PAID, BACK_DEARER).when(FEE_AGAIN).then(TWENTY_MORE, fee_paid=True, paid=Decimal(80))


def test_what_was_paid_above_a_cheaper_fee_goes_back_before_it_is_completed() -> None:
    repaid = ReturnFeeRepaid(amount=Decimal(35), reference="TK-3", note="改为免费寄回")
    given(*PAID, BACK_CHEAPER).when(SENT_BACK).then_stands(status="carried-out", fee_paid=True)
    given(*PAID, BACK_CHEAPER, SENT_BACK, *ALL_TOLD).when(COMPLETED).then_refused("fee-to-repay")
    given(*PAID, BACK_CHEAPER, SENT_BACK, *ALL_TOLD).when(REPAID).then(repaid, paid=Decimal(25))
    given(*PAID, BACK_CHEAPER, SENT_BACK, REPAID, *ALL_TOLD).when(COMPLETED).then_stands(status="completed")


def test_a_supervisor_does_without_what_is_not_paid_yet() -> None:
    rest = ReturnFeeWaived(settlement="send-back", amount=Decimal(20), reason="客户两周未回复")
    given(*PAID, BACK_DEARER).when(WAIVED).then(rest, paid=Decimal(60), fee_paid=False)
    given(*PAID, BACK_DEARER, WAIVED).when(SENT_BACK).then_stands(status="carried-out")
    given(*PAID, BACK_DEARER, WAIVED).when(REPAID).then_refused("no-fee-to-repay")
    given(*TO_SEND_BACK, WAIVED).when(FEE_PAID).then_refused("return-fee-paid-already")


def test_another_settlement_asks_for_a_fee_that_was_waived_before() -> None:
    given(*TO_SEND_BACK, WAIVED, BACK_DEARER).when(SENT_BACK).then_refused("return-fee-unpaid")


@pytest.mark.parametrize("before", [AT_INSPECTION[:3], AT_INSPECTION, TO_REFUND, TO_SEND_BACK, (*OVERPAID, SENT_BACK)])
def test_whatever_the_customer_does_not_answer_a_supervisor_ends_it(before: tuple[object, ...]) -> None:
    given(*before).when(ENDED).then_stands(status="ended")  # type: ignore[arg-type]
    given(*before).when(manager(ENDED.command)).then_stands(status="ended")  # type: ignore[arg-type]


def test_an_end_tells_what_of_the_customers_money_is_held() -> None:
    held = ReturnEnded(reason="客户失联，商品存放三个月", held=Decimal(60))
    given(*PAID).when(ENDED).then(held, status="ended")
    nothing = ReturnEnded(reason="客户失联，商品存放三个月")
    given(*OVERPAID, REPAID).when(ENDED).then(nothing, status="ended")
    given(*PAID, SENT_BACK).when(ENDED).then(nothing, status="ended")


def test_what_an_end_held_goes_back_afterwards_once() -> None:
    repaid = ReturnFeeRepaid(amount=Decimal(60), reference="TK-3", note="改为免费寄回")
    given(*PAID, ENDED).when(REPAID).then(repaid, status="ended", paid=Decimal(0))
    given(*OVERPAID, SENT_BACK, ENDED).when(REPAID).then(repaid, status="ended", paid=Decimal(0))
    again = agent(c.RepayReturnFee(reference="TK-4"))
    given(*PAID, ENDED, REPAID).when(again).then_refused("no-fee-to-repay")
    given(*TO_SEND_BACK, ENDED).when(REPAID).then_refused("no-fee-to-repay")
    given(*PAID, SENT_BACK, ENDED).when(REPAID).then_refused("no-fee-to-repay")


def test_goods_of_a_return_that_ended_for_nothing_may_be_given_back_again() -> None:
    given(*TO_REFUND, ENDED).when(ASKED).then_stands(status="requested")
    given(*TO_REFUND[:-1], EXCHANGE, SENT, ENDED).when(ASKED).then_refused("returned-already")


def test_a_large_refund_is_asked_for_approved_and_made() -> None:
    given(*TO_REFUND).when(REQUESTED).then_stands(refund_asked=Decimal(6800), refund_asked_by="a-001")
    given(*TO_REFUND, REQUESTED, LET).when(REQUESTED).then_nothing()
    given(*TO_REFUND, REQUESTED, LET).when(LARGE).then_stands(refund=Decimal(6800))


def test_what_was_approved_in_part_is_asked_for_again() -> None:
    less = supervisor(c.ApproveRefund(amount=Decimal(5500)))
    asked = RefundApprovalAsked(amount=Decimal(6800), note="按发票全额")
    partly = (*TO_REFUND, REQUESTED, less)
    given(*partly).when(REQUESTED).then(asked, refund_asked=Decimal(6800), refund_approved=Decimal(5500))
    given(*partly, REQUESTED).when(REQUESTED).then_nothing()
    given(*partly).when(agent(c.AskRefundApproval(amount=Decimal(5200)))).then_nothing()
    given(*partly, REQUESTED, LET).when(LARGE).then_stands(refund=Decimal(6800))


def test_what_was_not_approved_is_not_made_and_may_be_asked_for_again() -> None:
    given(*TO_REFUND, REQUESTED).when(NOT_LET).then_stands(refund_asked=None, refund_approved=None)
    given(*TO_REFUND, REQUESTED, NOT_LET).when(REQUESTED).then_stands(refund_asked=Decimal(6800))
    given(*TO_REFUND, REQUESTED, NOT_LET).when(LARGE).then_refused("refund-unapproved")


@pytest.mark.parametrize("command", [LET.command, NOT_LET.command], ids=lambda command: command.action)
def test_who_is_on_leave_that_day_does_not_judge_a_refund(command: c.ApproveRefund | c.RejectRefund) -> None:
    asked = Return(status="settled", settlement="refund", refund_asked=Decimal(6800), refund_asked_by="a-001")
    under = Circumstances("002", at("2024-05-01 10:00"), shipped().newest("handbook"), role="supervisor")
    away, later = (Known(staff={"002": on_record(leave)}) for leave in (AWAY_TODAY, AWAY_TOMORROW))
    with pytest.raises(NotAllowed) as refused:
        RETURN.decide(asked, command, replace(under, known=away))
    assert (refused.value.code, under.at.date()) == ("on-leave", date(2024, 5, 1))
    assert RETURN.decide(asked, command, replace(under, known=later))


def test_what_the_customer_withdrew_is_not_ended_besides() -> None:
    given(ASKED, WITHDRAWN).when(ENDED).then_refused("matter-status")
    given(*TO_SEND_BACK, ENDED).when(FREE).then_refused("matter-status")
