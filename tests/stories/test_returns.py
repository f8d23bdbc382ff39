"""Returns through HTTP (R35): one ends in a refund, one in an exchange, one is refused."""

from typing import Any

from tests.stories.matters import (
    AGENT,
    CUSTOMER,
    INSPECTOR,
    OTHER_AGENT,
    SUPERVISOR,
    WAREHOUSE,
    MatterTelling,
    has_paper,
    ticket,
)
from tests.stories.telling import PAPER, Step
from tests.whole.service import Service

WANTS: dict[str, Any] = {"model": "KFR-35", "voucher": "invoice", "condition": "used", "reason": "使用三天即不制冷"}
APPROVAL = {"ground": "defect", "packing": "原包装,箱外写明退货编号"}
HERE = WAREHOUSE("receive-goods", "received", carrier="顺丰", tracking="SF100", intact=True)


def told(step: str) -> Step:
    return AGENT("tell-return", step=step, channel="wechat")


ALL_TOLD = tuple(map(told, ("reviewed", "received", "inspected", "settled", "carried-out")))


def test_a_defect_is_refunded_and_the_customer_told_of_each_step(running: Service):
    telling, number = MatterTelling(running, "return"), ticket(running)
    found = telling.tell(
        CUSTOMER("request-return", "requested", ticket=number, wanted="refund", **WANTS),
        AGENT("approve-return", "approved", **APPROVAL),
        AGENT("assign-return", staff="a-002"),
        HERE,
        INSPECTOR("inspect-goods", "inspected", finding="quality-defect", words="压缩机异响"),
        AGENT.is_refused("agree-settlement", "settlement-unproved", settlement="refund"),
        AGENT.is_refused("agree-settlement", "defect-settled-otherwise", settlement="repair"),
        CUSTOMER.is_refused("agree-settlement", "defect-with-fee", settlement="refund", fee="10.00"),
        CUSTOMER("agree-settlement", "settled", settlement="refund"),
        WAREHOUSE.is_refused("ship-replacement", "refund-settled", carrier="顺丰", tracking="SF101"),
        AGENT("make-refund", "carried-out", amount="2899.00", reference="TK-20240513-01"),
        AGENT.is_refused("complete-return", "customer-not-told"),
        *ALL_TOLD,
        AGENT("complete-return", "completed"),
    )
    assert (found["ended"], found["ticket"], found["customer"]) == (True, number, "customer-C10023")
    assert (found["responsible"], found["facts"]["settlement"]) == ("a-002", "refund")
    assert telling.listed(f"ticket={number}", CUSTOMER.acts_as) == [telling.number]
    assert telling.listed(f"ticket={number}", "customer-D1:customer") == []
    assert telling.refusals > 100


def test_what_is_no_defect_is_exchanged_for_a_fee_as_agreed(running: Service):
    telling, number = MatterTelling(running, "return"), ticket(running)
    has_paper(running, number)
    agreed: dict[str, Any] = {"settlement": "exchange", "fee": "60.00", "given": "phone"}
    found = telling.tell(
        AGENT("request-return", "requested", ticket=number, wanted="exchange", **WANTS),
        AGENT.is_refused("approve-return", "own-return", **APPROVAL),
        OTHER_AGENT("approve-return", "approved", **APPROVAL),
        WAREHOUSE.is_refused("ship-replacement", "matter-status", carrier="顺丰", tracking="SF101"),
        HERE,
        CUSTOMER.is_refused("withdraw-return", "matter-status"),
        INSPECTOR("inspect-goods", "inspected", finding="no-defect", words="功能正常"),
        AGENT.is_refused("agree-settlement", "no-such-attachment", **agreed, evidence=PAPER[::-1]),
        AGENT("agree-settlement", "settled", **agreed, evidence=PAPER),
        AGENT.is_refused("make-refund", "no-refund-settled", amount="1.00", reference="TK-1"),
        WAREHOUSE.is_refused("send-goods-back", "replacement-settled", carrier="顺丰", tracking="SF101"),
        WAREHOUSE.is_refused("ship-replacement", "return-fee-unpaid", carrier="顺丰", tracking="SF101"),
        AGENT("collect-return-fee", "settled", reference="SK-20240513-07"),
        WAREHOUSE("ship-replacement", "carried-out", carrier="顺丰", tracking="SF101", serial="202404A0009"),
        *ALL_TOLD,
        AGENT("complete-return", "completed"),
    )
    assert (found["responsible"], found["possible"]) == ("a-002", [])
    shipped = telling.fetched("history", OTHER_AGENT.acts_as)["events"][6]
    assert (shipped["type"], shipped["data"]["serial"]) == ("replacement-shipped", "202404*****")


def test_a_large_refund_waits_for_a_supervisor(running: Service):
    telling, number, paid = (
        MatterTelling(running, "return"),
        ticket(running),
        {"amount": "6800.00", "reference": "TK-7"},
    )
    found = telling.tell(
        CUSTOMER("request-return", "requested", ticket=number, wanted="refund", **WANTS),
        AGENT("approve-return", "approved", **APPROVAL),
        HERE,
        INSPECTOR("inspect-goods", "inspected", finding="quality-defect", words="压缩机异响"),
        CUSTOMER("agree-settlement", "settled", settlement="refund"),
        AGENT.is_refused("make-refund", "refund-unapproved", **paid),
        AGENT("ask-refund-approval", "settled", amount="6800.00"),
        SUPERVISOR("reject-refund", "settled", reason="请附发票"),
        AGENT("ask-refund-approval", "settled", amount="6800.00", note="发票已附"),
        SUPERVISOR("approve-refund", "settled", amount="6800.00", note="与发票一致"),
        AGENT("make-refund", "carried-out", **paid),
    )
    assert (found["facts"]["refund"], found["facts"]["refund_approved_by"]) == ("6800.00", "s-001")
    seen = telling.fetched("history", CUSTOMER.acts_as)["events"]
    assert not {"refund-approval-asked", "refund-rejected", "refund-approved"} & {event["type"] for event in seen}


def test_what_was_paid_in_vain_goes_back_and_who_never_answers_keeps_no_return_open(running: Service):
    telling, number = MatterTelling(running, "return"), ticket(running)
    fee: dict[str, Any] = {"settlement": "send-back", "fee": "60.00"}
    found = telling.tell(
        CUSTOMER("request-return", "requested", ticket=number, wanted="exchange", **WANTS),
        AGENT("approve-return", "approved", **APPROVAL),
        HERE,
        INSPECTOR("inspect-goods", "inspected", finding="no-defect", words="功能正常"),
        CUSTOMER.is_refused("agree-settlement", "settlement-not-offered", settlement="exchange"),
        AGENT("offer-settlement", "inspected", **fee),
        CUSTOMER("agree-settlement", "settled", **fee),
        CUSTOMER.is_refused("agree-settlement", "settlement-not-offered", settlement="exchange"),
        AGENT("collect-return-fee", "settled", reference="SK-20240513-08"),
        AGENT("offer-settlement", "settled", settlement="exchange", fee="90.00"),
        CUSTOMER("agree-settlement", "settled", settlement="exchange", fee="90.00"),
        WAREHOUSE.is_refused("ship-replacement", "return-fee-unpaid", carrier="顺丰", tracking="SF101"),
        AGENT.is_refused("waive-return-fee", "forbidden", reason="客户不答复"),
        SUPERVISOR("waive-return-fee", "settled", reason="客户不答复"),
        AGENT("offer-settlement", "settled", settlement="send-back"),
        CUSTOMER("agree-settlement", "settled", settlement="send-back"),
        AGENT("repay-return-fee", "settled", reference="TK-20240520-01"),
        AGENT.is_refused("end-return", "forbidden", reason="客户失联"),
        SUPERVISOR("end-return", "ended", reason="客户失联"),
    )
    assert (found["ended"], found["facts"]["paid"], found["possible"]) == (True, "0.00", [])
    seen = telling.fetched("history", CUSTOMER.acts_as)["events"][-1]
    assert (seen["type"], seen["data"]["reason"]) == ("return-ended", "客户失联")


def test_a_return_that_is_refused_is_over_once_the_customer_knows(running: Service):
    telling, number = MatterTelling(running, "return"), ticket(running)
    found = telling.tell(
        AGENT.is_refused("request-return", "return-of-nothing", wanted="refund", **(WANTS | {"model": None})),
        AGENT("request-return", "requested", ticket=number, wanted="refund", **WANTS),
        AGENT.is_refused("refuse-return", "own-return", reason="已超过七日退货期"),
        OTHER_AGENT("refuse-return", "refused", reason="已超过七日退货期"),
        AGENT.is_refused("approve-return", "matter-status", ground="goodwill", packing="原包装"),
        CUSTOMER.is_refused("withdraw-return", "matter-status"),
        AGENT.is_refused("tell-return", "step-not-taken", step="received", channel="wechat"),
    )
    assert (found["ended"], found["responsible"]) == (False, None)
    assert telling.number in telling.listed("open=true", AGENT.acts_as)
    assert telling.tell(AGENT("tell-return", "refusal-told", step="reviewed", channel="wechat"))["ended"] is True
    assert telling.number not in telling.listed("open=true", AGENT.acts_as)
    assert telling.number in telling.listed("status=refusal-told", AGENT.acts_as)
