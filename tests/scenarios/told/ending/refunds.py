"""Returns that end in money or in a refusal (退款、不予受理): R35."""

from decimal import Decimal

from domain.customer.commands import RegisterCustomer
from domain.matters.returns.commands import (
    AgreeSettlement,
    ApproveRefund,
    ApproveReturn,
    AskRefundApproval,
    CompleteReturn,
    InspectGoods,
    MakeRefund,
    ReceiveGoods,
    RefuseReturn,
    RejectRefund,
    RequestReturn,
    ShipReplacement,
    TellCustomer,
)
from domain.matters.returns.vocabulary import Step as Stage
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import CUSTOMER, Step
from tests.scenarios.people import agent, customer, other_agent, returns_inspector, supervisor, warehouse

REGISTERED = agent(RegisterCustomer(name="张伟")).on_record(CUSTOMER)
ASK = RequestReturn(
    wanted="refund", product="智能空调", model="KFR-35", order="D-2024-0007", voucher="invoice", condition="opened",
    reason="第三天就不制冷",
)  # fmt: skip
APPROVE = ApproveReturn(ground="within-period", packing="原包装,附发票")
HERE = ReceiveGoods(carrier="顺丰", tracking="SF300", intact=True)
DEFECT = InspectGoods(finding="quality-defect", words="压缩机漏气")


@scenario(
    "R35",
    zh="质量问题退款：收货、质检、商定之后才退，不再发货，逐步告知客户",
    en="A defect is paid back: after receipt, inspection and settlement, and nothing is shipped besides",
)
def a_defect_is_paid_back_after_receipt_inspection_and_settlement() -> Story:
    refund = MakeRefund(amount=Decimal("2399.00"), reference="T-20240503-1")
    story = (
        given(customer(ASK).begin("return"), agent(APPROVE).on_matter(), warehouse(HERE).on_matter())
        .when(agent(refund).on_matter())
        .then_refused("matter-status")
        .when(returns_inspector(DEFECT).on_matter())
        .then_recorded()
        .when(customer(AgreeSettlement(settlement="refund")).on_matter())
        .then_recorded()
        .when(warehouse(ShipReplacement(carrier="顺丰", tracking="SF301")).on_matter())
        .then_refused("refund-settled")
        .when(agent(refund).on_matter())
        .then_recorded()
    )
    steps: tuple[Stage, ...] = ("reviewed", "received", "inspected", "settled", "carried-out")
    for step in steps:
        story = story.when(_tells(step)).then_recorded()
    return story.when(agent(CompleteReturn()).on_matter()).then_recorded()


@scenario(
    "R35",
    zh="退款超过政策包的限额，须先申请，由退款人以外的主管或总监批准或不批准",
    en="A refund above the pack's limit is asked for, and approved or rejected by a supervisor or manager other than who makes it",
)
def a_large_refund_is_approved_by_another() -> Story:
    refund = MakeRefund(amount=Decimal("23990.00"), reference="T-20240503-2")
    return (
        given(
            customer(ASK).begin("return"),
            agent(APPROVE).on_matter(),
            warehouse(HERE).on_matter(),
            returns_inspector(DEFECT).on_matter(),
            customer(AgreeSettlement(settlement="refund")).on_matter(),
        )
        .when(agent(refund).on_matter())
        .then_refused("refund-unapproved")
        .when(agent(AskRefundApproval(amount=refund.amount)).on_matter())
        .then_recorded()
        .when(supervisor(RejectRefund(reason="发票金额为 2399 元")).on_matter())
        .then_recorded()
        .when(agent(AskRefundApproval(amount=Decimal("2399.00"))).on_matter())
        .then_refused("refund-within-limit")
        .when(agent(ApproveRefund(amount=refund.amount)).on_matter())
        .then_refused("forbidden")
        .when(supervisor(ApproveRefund(amount=Decimal("2399.00"), note="按发票金额")).on_matter())
        .then_recorded()
        .when(agent(refund).on_matter())
        .then_refused("refund-unapproved")
        .when(agent(refund.model_copy(update={"amount": Decimal("2399.00")})).on_matter())
        .then_recorded()
    )


@scenario(
    "R35",
    zh="不符合条件的不予退换：由申请人以外的人审核，说明原因并告知客户",
    en="What does not qualify is refused by another than who asked, with the reason, and the customer is told",
)
def what_does_not_qualify_is_refused_with_the_reason() -> Story:
    refuse = RefuseReturn(reason="超过退货期限,且无质量问题迹象")
    return (
        given(REGISTERED, agent(ASK).begin("return"))
        .when(agent(refuse).on_matter())
        .then_refused("own-return")
        .when(other_agent(refuse).on_matter())
        .then_recorded()
        .when(_tells("reviewed"))
        .then_recorded()
        .when(warehouse(HERE).on_matter())
        .then_refused("matter-status")
    )


def _tells(step: Stage) -> Step:
    return agent(TellCustomer(step=step, channel=Channel.WECHAT)).on_matter()
