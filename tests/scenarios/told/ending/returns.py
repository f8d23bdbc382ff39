"""Returns and exchanges (退换货): R35."""

from decimal import Decimal

from domain.matters.returns.commands import (
    AgreeSettlement,
    ApproveReturn,
    CollectReturnFee,
    CompleteReturn,
    EndReturn,
    InspectGoods,
    MakeRefund,
    OfferSettlement,
    ReceiveGoods,
    RepayReturnFee,
    RequestReturn,
    SendGoodsBack,
    ShipReplacement,
    TellCustomer,
    WaiveReturnFee,
)
from domain.matters.returns.vocabulary import Step as Stage
from domain.ticket.commands import AddAttachment
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Step
from tests.scenarios.people import agent, customer, returns_inspector, supervisor, warehouse
from tests.scenarios.told.ending.survey import SOLVED
from tests.scenarios.told.taking_in.intake import FIRST, HASH

ASK = RequestReturn(ticket=FIRST, wanted="exchange", voucher="invoice", condition="used", reason="又不制冷了")
RECORDING = AddAttachment(sha256=HASH, size=9, media_type="image/jpeg", name="微信截图.jpg", purpose="confirmation")
APPROVE = ApproveReturn(ground="defect", packing="原包装,附凭证")
HERE = ReceiveGoods(carrier="顺丰", tracking="SF200", intact=True)
ASKED: tuple[Step, ...] = (*SOLVED, customer(ASK).begin("return"))


_FOUND_SOUND: tuple[Step, ...] = (
    *ASKED,
    agent(APPROVE).on_matter(),
    warehouse(HERE).on_matter(),
    returns_inspector(InspectGoods(finding="no-defect", words="功能正常")).on_matter(),
)


_FEES = (Decimal(60), Decimal(80), None)
_OFFERS = [OfferSettlement(settlement="send-back", fee=fee) for fee in _FEES]
_TAKEN = [AgreeSettlement(settlement="send-back", fee=fee) for fee in _FEES]
"""Dearer each time but the last, which is for nothing."""


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


@scenario(
    "R35",
    zh="没有质量问题的，客户本人只能接受客服提出的方案，不能自行改变种类或费用",
    en="Without a defect customers take what was offered as it is, and change neither what is done nor its fee",
)
def without_a_defect_customers_take_what_was_offered_as_it_is() -> Story:
    exchange = customer(AgreeSettlement(settlement="exchange")).on_matter()
    return (
        given(*_FOUND_SOUND)
        .when(exchange)
        .then_refused("settlement-not-offered")
        .when(customer(_OFFERS[0]).on_matter())
        .then_refused("forbidden")
        .when(agent(_OFFERS[0]).on_matter())
        .then_recorded(settlement="send-back", fee=Decimal(60))
        .when(customer(_TAKEN[2]).on_matter())
        .then_refused("settlement-not-offered")
        .when(customer(_TAKEN[0]).on_matter())
        .then_recorded(settlement="send-back", fee=Decimal(60))
        .when(exchange)
        .then_refused("settlement-not-offered")
    )


@scenario(
    "R35",
    zh="已付的费用计入新的商定，多付的退还；重复商定不产生影响",
    en="What was paid counts towards what is agreed anew, and what is too much goes back; agreed again it is nothing",
)
def what_was_paid_counts_towards_what_is_agreed_anew() -> Story:
    offered, taken = [agent(offer).on_matter() for offer in _OFFERS], [customer(take).on_matter() for take in _TAKEN]
    collect = CollectReturnFee(reference="SK-20240501-3")
    return (
        given(*_FOUND_SOUND, offered[0], taken[0], agent(collect).on_matter())
        .when(taken[0])
        .then_nothing()
        .when(offered[1])
        .then_recorded()
        .when(taken[1])
        .then_recorded(paid=Decimal(60))
        .when(agent(collect.model_copy(update={"reference": "SK-20240501-4"})).on_matter())
        .then_recorded(settlement="send-back", amount=Decimal(20))
        .when(taken[2])
        .then_refused("settlement-not-offered")
        .when(offered[2])
        .then_recorded()
        .when(taken[2])
        .then_recorded(paid=Decimal(80))
        .when(agent(RepayReturnFee(reference="TK-20240501-1")).on_matter())
        .then_recorded(amount=Decimal(80))
        .when(warehouse(SendGoodsBack(carrier="顺丰", tracking="SF203")).on_matter())
        .then_recorded()
    )


@scenario(
    "R35",
    zh="客户不付费也不答复的，主管说明原因免收费用，或终止退换货",
    en="Where the customer neither pays nor answers, a supervisor does without the fee, or ends it, and says why",
)
def where_the_customer_neither_pays_nor_answers_a_supervisor_says_what_becomes_of_it() -> Story:
    waive, end = WaiveReturnFee(reason="客户两周未答复"), EndReturn(reason="客户失联，地址不存在")
    return (
        given(*_FOUND_SOUND, agent(_OFFERS[0]).on_matter(), customer(_TAKEN[0]).on_matter())
        .when(warehouse(SendGoodsBack(carrier="顺丰", tracking="SF204")).on_matter())
        .then_refused("return-fee-unpaid")
        .when(agent(waive).on_matter())
        .then_refused("forbidden")
        .when(supervisor(waive).on_matter())
        .then_recorded(settlement="send-back", amount=Decimal(60))
        .when(agent(end).on_matter())
        .then_refused("forbidden")
        .when(supervisor(end).on_matter())
        .then_recorded()
        .when(warehouse(SendGoodsBack(carrier="顺丰", tracking="SF204")).on_matter())
        .then_refused("matter-status")
    )
