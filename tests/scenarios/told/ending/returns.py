"""Returns and exchanges (退换货): R35."""

from decimal import Decimal

from domain.matters.returns.commands import (
    AgreeSettlement,
    ApproveReturn,
    CollectReturnFee,
    CompleteReturn,
    InspectGoods,
    MakeRefund,
    ReceiveGoods,
    RequestReturn,
    SendGoodsBack,
    ShipReplacement,
    TellCustomer,
)
from domain.matters.returns.vocabulary import Step as Stage
from domain.ticket.commands import AddAttachment
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Step
from tests.scenarios.people import agent, customer, returns_inspector, warehouse
from tests.scenarios.told.ending.survey import SOLVED
from tests.scenarios.told.taking_in.intake import FIRST, HASH

ASK = RequestReturn(ticket=FIRST, wanted="exchange", voucher="invoice", condition="used", reason="又不制冷了")
RECORDING = AddAttachment(sha256=HASH, size=9, media_type="image/jpeg", name="微信截图.jpg", purpose="confirmation")
APPROVE = ApproveReturn(ground="defect", packing="原包装,附凭证")
HERE = ReceiveGoods(carrier="顺丰", tracking="SF200", intact=True)
ASKED: tuple[Step, ...] = (*SOLVED, customer(ASK).begin("return"))


def tells(step: Stage) -> Step:
    return agent(TellCustomer(step=step, channel=Channel.WECHAT)).on_matter()


@scenario(
    "R35",
    zh="退换货：申请、审核、收货、质检；质量问题换货，逐步告知客户",
    en="Goods are asked back, reviewed, received and inspected; a defect is exchanged, and the customer told of each step",
)
def a_defect_is_exchanged_and_the_customer_told_of_each_step() -> Story:
    story = (
        given(*SOLVED)
        .when(customer(ASK).begin("return"))
        .then_recorded()
        .when(warehouse(HERE).on_matter())
        .then_refused("matter-status")
        .when(agent(APPROVE).on_matter())
        .then_recorded()
        .when(warehouse(HERE).on_matter())
        .then_recorded()
        .when(returns_inspector(InspectGoods(finding="quality-defect", words="主板虚焊")).on_matter())
        .then_recorded()
        .when(agent(AgreeSettlement(settlement="repair")).on_matter())
        .then_refused("defect-settled-otherwise")
        .when(customer(AgreeSettlement(settlement="exchange")).on_matter())
        .then_recorded()
        .when(warehouse(ShipReplacement(carrier="顺丰", tracking="SF201", serial="202405A0009")).on_matter())
        .then_recorded()
        .when(agent(CompleteReturn()).on_matter())
        .then_refused("customer-not-told")
    )
    steps: tuple[Stage, ...] = ("reviewed", "received", "inspected", "settled", "carried-out")
    for step in steps:
        story = story.when(tells(step)).then_recorded()
    return story.when(agent(CompleteReturn()).on_matter()).then_recorded()


@scenario(
    "R35",
    zh="没有质量问题的，与客户另行商定，可收费，须有客户同意的凭据；收费之后才寄回原物",
    en="Without a defect it is agreed with the customer, possibly with a fee, and proved; paid, the goods are sent back",
)
def without_a_defect_it_is_agreed_with_the_customer_and_proved() -> Story:
    back = AgreeSettlement(settlement="send-back", fee=Decimal(60))
    proved = back.model_copy(update={"given": "message", "evidence": HASH})
    return (
        given(
            *SOLVED,
            agent(RECORDING),
            customer(ASK).begin("return"),
            agent(APPROVE).on_matter(),
            warehouse(HERE).on_matter(),
        )
        .when(returns_inspector(InspectGoods(finding="no-defect", words="功能正常")).on_matter())
        .then_recorded()
        .when(agent(back).on_matter())
        .then_refused("settlement-unproved")
        .when(agent(proved).on_matter())
        .then_recorded()
        .when(agent(MakeRefund(amount=Decimal(100), reference="R-9")).on_matter())
        .then_refused("no-refund-settled")
        .when(warehouse(ShipReplacement(carrier="顺丰", tracking="SF202")).on_matter())
        .then_refused("own-goods-settled")
        .when(warehouse(SendGoodsBack(carrier="顺丰", tracking="SF202")).on_matter())
        .then_refused("return-fee-unpaid")
        .when(agent(CollectReturnFee(reference="SK-20240501-3")).on_matter())
        .then_recorded(settlement="send-back", amount=Decimal(60))
        .when(warehouse(SendGoodsBack(carrier="顺丰", tracking="SF202")).on_matter())
        .then_recorded()
    )
