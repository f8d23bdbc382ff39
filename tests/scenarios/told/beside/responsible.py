"""Who answers for complaints, returns and incidents (负责人): R36a."""

from domain.matters.complaints.commands import GiveComplaint
from domain.matters.returns.commands import AssignReturn
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.people import agent, complaint_handler, customer, emergency, supervisor, system
from tests.scenarios.told.beside.complaints import RAISE as COMPLAIN
from tests.scenarios.told.beside.incidents import CONFIRM, TEAM
from tests.scenarios.told.beside.incidents import RAISE as ALARM
from tests.scenarios.told.ending.returns import ASK
from tests.scenarios.told.taking_in.intake import CALL


@scenario(
    "R36a",
    zh="投诉、退换货、应急事件各有负责人：处理人、指定的客服、小组组长",
    en="A complaint, a return and an incident each have who answers for it: a handler, an agent, the team's lead",
)
def a_complaint_a_return_and_an_incident_each_have_who_answers_for_it() -> Story:
    return (
        given(
            opens(agent, CALL),
            customer(COMPLAIN).begin("complaint"),
            customer(ASK).begin("return"),
            system(ALARM).begin("incident"),
            supervisor(CONFIRM).on_matter(3),
        )
        .when(complaint_handler(GiveComplaint(staff="h-002")).on_matter(1))
        .then_recorded()
        .when(agent(AssignReturn(staff="a-002")).on_matter(2))
        .then_recorded()
        .when(emergency(TEAM).on_matter(3))
        .then_recorded()
    )
