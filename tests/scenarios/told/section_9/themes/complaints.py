"""Who raises, takes, assesses and handles a complaint."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, complaint_handler, customer, engineer, other_agent, other_customer, supervisor
from tests.scenarios.told.beside.complaints import ANSWER, CONTACT, HANDLE, RAISE, SIMPLE
from tests.scenarios.told.section_9.standing import NORTH

LINE = "complaint: raise, take / assess, handle"
OF_OTHERS = RAISE.model_copy(update={"staff": None})


@right(
    LINE,
    zh="客户为本人的工单、客服为任何工单提出投诉，客服受理；工程师不能",
    en="Customers raise a complaint of their own tickets, agents of any, and take it",
)
def customers_raise_of_their_own_agents_of_any_and_take_it() -> Story:
    return (
        given(NORTH)
        .when(other_customer(OF_OTHERS).begin("complaint"))
        .then_refused()
        .when(engineer(OF_OTHERS).begin("complaint"))
        .then_refused()
        .when(customer(OF_OTHERS).begin("complaint"))
        .then_recorded()
        .when(other_agent(OF_OTHERS).begin("complaint"))
        .then_recorded()
        .when(supervisor(CONTACT).on_matter())
        .then_refused()
        .when(other_agent(CONTACT).on_matter())
        .then_recorded()
    )


@right(
    LINE,
    zh="由投诉处理答复、评估和处理，客服、主管不能",
    en="The complaint handler answers, assesses and handles; agents and supervisors may not",
)
def the_complaint_handler_answers_assesses_and_handles() -> Story:
    return (
        given(NORTH, customer(OF_OTHERS).begin("complaint"), agent(CONTACT).on_matter())
        .when(agent(ANSWER).on_matter())
        .then_refused()
        .when(complaint_handler(ANSWER).on_matter())
        .then_recorded()
        .when(agent(SIMPLE).on_matter())
        .then_refused()
        .when(complaint_handler(SIMPLE).on_matter())
        .then_recorded()
        .when(supervisor(HANDLE).on_matter())
        .then_refused()
        .when(complaint_handler(HANDLE).on_matter())
        .then_recorded()
    )
