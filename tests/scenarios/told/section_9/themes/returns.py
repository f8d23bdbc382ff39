"""Who asks for a return, reviews it, receives, ships and inspects."""

from domain.matters.returns.commands import (
    AgreeSettlement,
    ApproveReturn,
    InspectGoods,
    ReceiveGoods,
    RequestReturn,
    ShipReplacement,
)
from tests.scenarios.grammar import Story, given, right
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
from tests.scenarios.told.section_9.standing import RESOLVED
from tests.scenarios.told.taking_in.intake import FIRST

LINE = "return: request, review / receive, ship / inspect"
ASK = RequestReturn(ticket=FIRST, wanted="exchange", voucher="invoice", condition="used", reason="又不制冷了")
APPROVE = ApproveReturn(ground="defect", packing="原包装,附凭证")


@right(LINE, zh="客户为本人的工单、客服为任何工单申请退换货；由客服审核", en="Customers and agents ask; agents review")
def customers_ask_for_their_own_agents_for_any_and_review() -> Story:
    return (
        given(RESOLVED)
        .when(other_customer(ASK).begin("return"))
        .then_refused()
        .when(engineer(ASK).begin("return"))
        .then_refused()
        .when(customer(ASK).begin("return"))
        .then_recorded()
        .when(supervisor(APPROVE).on_matter())
        .then_refused()
        .when(other_agent(APPROVE).on_matter())
        .then_recorded()
    )


@right(
    LINE, zh="备件人员收货、发货，退货质检检验，各办各的", en="The warehouse receives and ships, an inspector inspects"
)
def the_warehouse_receives_and_ships_an_inspector_inspects() -> Story:
    here = ReceiveGoods(carrier="顺丰", tracking="SF200", intact=True)
    found = InspectGoods(finding="quality-defect", words="主板虚焊")
    ship = ShipReplacement(carrier="顺丰", tracking="SF201", serial="202405A0009")
    return (
        given(RESOLVED, customer(ASK).begin("return"), agent(APPROVE).on_matter())
        .when(agent(here).on_matter())
        .then_refused()
        .when(warehouse(here).on_matter())
        .then_recorded()
        .when(warehouse(found).on_matter())
        .then_refused()
        .when(returns_inspector(found).on_matter())
        .then_recorded()
        .when(other_customer(AgreeSettlement(settlement="exchange")).on_matter())
        .then_refused()
        .when(customer(AgreeSettlement(settlement="exchange")).on_matter())
        .then_recorded()
        .when(returns_inspector(ship).on_matter())
        .then_refused()
        .when(warehouse(ship).on_matter())
        .then_recorded()
    )
