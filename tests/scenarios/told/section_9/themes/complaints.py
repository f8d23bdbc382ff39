"""Who raises, assesses and handles a complaint."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, complaint_handler, customer, engineer, other_customer, supervisor
from tests.scenarios.told.section_9.standing import NORTH


@right(
    "complaint: raise, take / assess, handle",
    zh="客户、客服提出投诉；由投诉处理评估和处理，客服、主管不能",
    en="Customers and agents raise a complaint; its handler assesses and handles it",
)
def customers_and_agents_raise_a_complaint_its_handler_assesses_and_handles_it() -> Story:
    return (
        given(NORTH)
        .when(customer.asks("raise-complaint"))
        .then_allowed()
        .when(other_customer.asks("raise-complaint"))
        .then_refused()
        .when(agent.asks("raise-complaint"))
        .then_allowed()
        .when(engineer.asks("raise-complaint"))
        .then_refused()
        .when(agent.asks("assess-complaint"))
        .then_refused()
        .when(complaint_handler.asks("assess-complaint"))
        .then_allowed()
        .when(supervisor.asks("handle-complaint"))
        .then_refused()
        .when(complaint_handler.asks("handle-complaint"))
        .then_allowed()
    )
