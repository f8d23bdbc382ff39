"""Who asks for a return, receives, ships and inspects."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import (
    customer,
    engineer,
    other_agent,
    other_customer,
    returns_inspector,
    warehouse,
)
from tests.scenarios.told.section_9.standing import RESOLVED


@right(
    "return: request, review / receive, ship / inspect",
    zh="客户为本人的工单、客服为任何工单申请退换货；备件人员收发，退货质检检验",
    en="Customers and agents ask, the warehouse receives and ships, an inspector inspects",
)
def customers_and_agents_ask_the_warehouse_receives_and_ships_an_inspector_inspects() -> Story:
    return (
        given(RESOLVED)
        .when(customer.asks("request-return"))
        .then_allowed()
        .when(other_customer.asks("request-return"))
        .then_refused()
        .when(other_agent.asks("request-return"))
        .then_allowed()
        .when(engineer.asks("request-return"))
        .then_refused()
        .when(warehouse.asks("receive-goods"))
        .then_allowed()
        .when(returns_inspector.asks("ship-replacement"))
        .then_refused()
        .when(returns_inspector.asks("inspect-goods"))
        .then_allowed()
        .when(warehouse.asks("inspect-goods"))
        .then_refused()
    )
