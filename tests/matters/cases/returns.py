"""Returns and exchanges (R35): each command's cases."""

from decimal import Decimal

from domain.matters.returns import commands as c
from domain.matters.returns.vocabulary import Step as Told
from domain.ticket.vocabulary import Channel
from tests.matters.case import Case, No
from tests.matters.world import DROPPED, HASH, TICKET
from tests.scenarios.parts import Who
from tests.scenarios.people import (
    agent,
    customer,
    engineer,
    other_agent,
    other_customer,
    returns_inspector,
    supervisor,
    warehouse,
)

ASKED = customer(
    c.RequestReturn(
        ticket=TICKET, wanted="refund", model="KFR-35", voucher="invoice", condition="used", reason="不制冷"
    )
)
APPROVED = agent(c.ApproveReturn(ground="defect", packing="原包装,附凭证"))
REFUSED = agent(c.RefuseReturn(reason="已过退货期"))
WITHDRAWN = customer(c.WithdrawReturn(reason="留着用"))
ASSIGNED = agent(c.AssignReturn(staff="a-002"))
HERE = warehouse(c.ReceiveGoods(carrier="顺丰", tracking="SF100", intact=True))
DEFECT = returns_inspector(c.InspectGoods(finding="quality-defect", words="压缩机异响"))
SOUND = returns_inspector(c.InspectGoods(finding="no-defect", words="功能正常"))
REFUND = customer(c.AgreeSettlement(settlement="refund"))
EXCHANGE = customer(c.AgreeSettlement(settlement="exchange"))
OFFERED = agent(c.OfferSettlement(settlement="send-back", note="原样寄回，不收费"))
BACK = agent(c.AgreeSettlement(settlement="send-back", fee=Decimal(60), given="message", evidence=HASH))
PAID = agent(c.MakeRefund(amount=Decimal(2899), reference="TK-1"))
SENT = warehouse(c.ShipReplacement(carrier="顺丰", tracking="SF101", serial="202405A0009"))
FEE_PAID = agent(c.CollectReturnFee(reference="SK-1", note="微信收款"))
SENT_BACK = warehouse(c.SendGoodsBack(carrier="顺丰", tracking="SF102", note="原样寄回"))
LARGE = agent(c.MakeRefund(amount=Decimal(6800), reference="TK-2"))
LET = supervisor(c.ApproveRefund(amount=Decimal(6800), note="与发票一致"))
WAIVED = supervisor(c.WaiveReturnFee(reason="客户两周未回复"))
REPAID = agent(c.RepayReturnFee(reference="TK-3", note="改为免费寄回"))
REQUESTED = agent(c.AskRefundApproval(amount=Decimal(6800), note="按发票全额"))
NOT_LET = supervisor(c.RejectRefund(reason="与发票不符"))
ENDED = supervisor(c.EndReturn(reason="客户失联，商品存放三个月"))
FREE = customer(c.AgreeSettlement(settlement="send-back"))
both = Who("supervisor", "s-009", also=("agent",))
"""A supervisor who is an agent too."""
COMPLETED = agent(c.CompleteReturn())

AT_INSPECTION = (ASKED, APPROVED, HERE, DEFECT)
TO_REFUND = (*AT_INSPECTION, REFUND)
REFUNDED = (*TO_REFUND, PAID)
TO_SEND_BACK = (ASKED, APPROVED, HERE, SOUND, BACK)
OVERPAID = (*TO_SEND_BACK, FEE_PAID, OFFERED, FREE)


def told(step: Told):
    return agent(c.TellCustomer(step=step, channel=Channel.WECHAT))


def _agreed(**how: object) -> c.AgreeSettlement:
    return c.AgreeSettlement.model_validate({"settlement": "refund", **how})


LESS_A_FEE = agent(_agreed(fee=Decimal(60), given="message", evidence=HASH))
OBLIGED = agent(_agreed(given="message", evidence=HASH))
"""A refund without a defect."""
ALL_TOLD = tuple(map(told, ("reviewed", "received", "inspected", "settled", "carried-out")))
ALONE = customer(ASKED.command.model_copy(update={"ticket": None}))
_INSPECTED_ALONE = (ALONE, APPROVED, HERE, DEFECT)
NAMELESS = c.RequestReturn(wanted="refund", voucher="none", condition="opened", reason="不想要了")

CASES = (
    Case(
        ASKED,
        status="requested",
        refused=(
            No("return-of-nothing", step=agent(NAMELESS)),
            No("return-of-nothing", step=agent(NAMELESS.model_copy(update={"ticket": DROPPED}))),
            No("matter-of-no-ticket", step=agent(NAMELESS.model_copy(update={"ticket": "202405-00009"}))),
            No("forbidden", step=other_customer(ASKED.command)),
            No("forbidden", step=engineer(ASKED.command)),
        ),
    ),
    Case(
        APPROVED,
        (ASKED,),
        status="approved",
        refused=(
            No("matter-status", (ASKED, REFUSED)),
            No("own-return", (agent(ASKED.command),)),
            No("forbidden", step=warehouse(APPROVED.command)),
        ),
    ),
    Case(
        REFUSED,
        (ASKED,),
        status="refused",
        refused=(
            No("matter-status", (ASKED, APPROVED)),
            No("own-return", (agent(ASKED.command),)),
            No("forbidden", step=customer(REFUSED.command)),
        ),
    ),
    Case(
        WITHDRAWN,
        (ASKED, APPROVED),
        status="withdrawn",
        refused=(
            No("matter-status", (ASKED, APPROVED, HERE)),
            No("forbidden", step=other_customer(WITHDRAWN.command)),
        ),
    ),
    Case(
        ASSIGNED,
        (ASKED, APPROVED),
        status="approved",
        refused=(No("matter-status", (ASKED, REFUSED)), No("forbidden", step=customer(ASSIGNED.command))),
    ),
    Case(
        HERE,
        (ASKED, APPROVED),
        status="received",
        refused=(No("matter-status", (ASKED,)), No("forbidden", step=agent(HERE.command))),
    ),
    Case(
        DEFECT,
        (ASKED, APPROVED, HERE),
        status="inspected",
        refused=(No("matter-status", (ASKED, APPROVED)), No("forbidden", step=warehouse(DEFECT.command))),
    ),
    Case(
        OFFERED,
        (ASKED, APPROVED, HERE, SOUND),
        status="inspected",
        refused=(
            No("matter-status", (ASKED, APPROVED, HERE)),
            No("defect-settled-otherwise", AT_INSPECTION),
            No("defect-with-fee", AT_INSPECTION, agent(c.OfferSettlement(settlement="refund", fee=Decimal(1)))),
            No("forbidden", step=customer(OFFERED.command)),
        ),
    ),
    Case(
        REFUND,
        AT_INSPECTION,
        status="settled",
        refused=(
            No("matter-status", (ASKED, APPROVED, HERE)),
            No("defect-settled-otherwise", step=agent(BACK.command)),
            No("defect-with-fee", step=customer(c.AgreeSettlement(settlement="refund", fee=Decimal(10)))),
            No("settlement-unproved", step=agent(REFUND.command)),
            No("settlement-unproved", step=agent(c.AgreeSettlement(settlement="refund", given="phone"))),
            No("settlement-not-offered", (ASKED, APPROVED, HERE, SOUND)),
            No("settlement-not-offered", TO_SEND_BACK),
            No("portal-by-another", step=agent(_agreed(given="portal", evidence=HASH))),
            No("no-such-attachment", step=agent(_agreed(given="phone", evidence="0" * 64))),
            No("no-ticket-for-proof", _INSPECTED_ALONE, agent(_agreed(given="phone", evidence="0" * 64))),
            No("forbidden", step=other_customer(REFUND.command)),
        ),
    ),
    Case(
        PAID,
        TO_REFUND,
        status="carried-out",
        refused=(
            No("matter-status", AT_INSPECTION),
            No("no-refund-settled", (*AT_INSPECTION, EXCHANGE)),
            No("return-fee-unpaid", (ASKED, APPROVED, HERE, SOUND, LESS_A_FEE)),
            No("refund-unapproved", step=LARGE),
            No("refund-unapproved", (*TO_REFUND, supervisor(c.ApproveRefund(amount=Decimal(6799)))), step=LARGE),
            No("refund-unapproved", (*TO_REFUND, LET, EXCHANGE, REFUND), step=LARGE),
            No("refund-unapproved", (*TO_REFUND, LET, NOT_LET), step=LARGE),
            No("own-refund", (*TO_REFUND, both(LET.command)), step=both(LARGE.command)),
            No("forbidden", step=warehouse(PAID.command)),
        ),
    ),
    Case(
        FEE_PAID,
        TO_SEND_BACK,
        status="settled",
        besides={"settlement": "send-back", "amount": Decimal(60)},
        refused=(
            No("no-return-fee", TO_REFUND),
            No("return-fee-paid-already", (*TO_SEND_BACK, FEE_PAID), step=agent(c.CollectReturnFee(reference="SK-2"))),
            No("matter-status", AT_INSPECTION),
            No("forbidden", step=warehouse(FEE_PAID.command)),
        ),
    ),
    Case(
        WAIVED,
        TO_SEND_BACK,
        status="settled",
        besides={"settlement": "send-back", "amount": Decimal(60)},
        refused=(
            No("no-return-fee", TO_REFUND),
            No("return-fee-paid-already", (*TO_SEND_BACK, FEE_PAID)),
            No("matter-status", AT_INSPECTION),
            No("forbidden", step=agent(WAIVED.command)),
        ),
    ),
    Case(
        REPAID,
        OVERPAID,
        status="settled",
        besides={"amount": Decimal(60)},
        refused=(
            No("no-fee-to-repay", (*TO_SEND_BACK, FEE_PAID)),
            No("no-fee-to-repay", TO_SEND_BACK),
            No("matter-status", AT_INSPECTION),
            No("forbidden", step=warehouse(REPAID.command)),
        ),
    ),
    Case(
        REQUESTED,
        TO_REFUND,
        status="settled",
        refused=(
            No("refund-within-limit", step=agent(c.AskRefundApproval(amount=Decimal(5000)))),
            No("no-refund-settled", (*AT_INSPECTION, EXCHANGE)),
            No("return-fee-unpaid", (ASKED, APPROVED, HERE, SOUND, LESS_A_FEE)),
            No("matter-status", AT_INSPECTION),
            No("forbidden", step=supervisor(REQUESTED.command)),
        ),
    ),
    Case(
        LET,
        TO_REFUND,
        status="settled",
        refused=(
            No("no-refund-settled", (*AT_INSPECTION, EXCHANGE)),
            No("return-fee-unpaid", (ASKED, APPROVED, HERE, SOUND, LESS_A_FEE)),
            No("own-refund-asked", (*TO_REFUND, both(REQUESTED.command)), step=both(LET.command)),
            No("matter-status", AT_INSPECTION),
            No("forbidden", step=agent(LET.command)),
        ),
    ),
    Case(
        NOT_LET,
        (*TO_REFUND, REQUESTED),
        status="settled",
        refused=(
            No("no-refund-asked", TO_REFUND),
            No("no-refund-settled", (*AT_INSPECTION, EXCHANGE)),
            No("own-refund-asked", (*TO_REFUND, both(REQUESTED.command)), step=both(NOT_LET.command)),
            No("matter-status", AT_INSPECTION),
            No("forbidden", step=agent(NOT_LET.command)),
        ),
    ),
    Case(
        SENT_BACK,
        (*TO_SEND_BACK, FEE_PAID),
        status="carried-out",
        refused=(
            No("return-fee-unpaid", TO_SEND_BACK),
            No("refund-settled", TO_REFUND),
            No("replacement-settled", (*AT_INSPECTION, EXCHANGE)),
            No("matter-status", AT_INSPECTION),
            No("forbidden", step=agent(SENT_BACK.command)),
        ),
    ),
    Case(
        SENT,
        (*AT_INSPECTION, EXCHANGE),
        status="carried-out",
        refused=(
            No("matter-status", AT_INSPECTION),
            No("refund-settled", TO_REFUND),
            No("own-goods-settled", (*TO_SEND_BACK, FEE_PAID)),
            No("forbidden", step=agent(SENT.command)),
        ),
    ),
    Case(
        told("reviewed"),
        (ASKED, APPROVED),
        status="approved",
        refused=(
            No("step-not-taken", step=told("received")),
            No("matter-status", (ASKED,)),
            No("forbidden", step=warehouse(told("reviewed").command)),
        ),
    ),
    Case(
        COMPLETED,
        (*REFUNDED, *ALL_TOLD),
        status="completed",
        refused=(
            No("customer-not-told", (*REFUNDED, *ALL_TOLD[:-1])),
            No("fee-to-repay", (*OVERPAID, SENT_BACK, *ALL_TOLD)),
            No("matter-status", TO_REFUND),
            No("forbidden", step=customer(COMPLETED.command)),
        ),
    ),
    Case(
        ENDED,
        TO_SEND_BACK,
        status="ended",
        refused=(
            No("matter-status", (ASKED, APPROVED)),
            No("matter-status", (*REFUNDED, *ALL_TOLD, COMPLETED)),
            No("forbidden", step=agent(ENDED.command)),
        ),
    ),
)

ALSO = (SOUND, OFFERED, BACK, FREE, EXCHANGE, LARGE, *ALL_TOLD, other_agent(c.AssignReturn(staff="a-001")))
"""Further steps of random histories."""
