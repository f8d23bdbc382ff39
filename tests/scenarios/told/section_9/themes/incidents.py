"""Who raises an alarm, confirms it and acts."""

from domain.matters.incidents.commands import DismissAlarm
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, emergency, engineer, manager, supervisor, system
from tests.scenarios.told.beside.incidents import CONFIRM, RAISE, TEAM


@right(
    "alarm: raise / confirm, dismiss / act",
    zh="系统和客服发起警报；主管、总监确认或解除；应急小组处置",
    en="The system and agents raise, supervisors and managers confirm, the emergency team acts",
)
def the_system_and_agents_raise_supervisors_and_managers_confirm_the_emergency_team_acts() -> Story:
    return (
        given()
        .when(system(RAISE).begin("incident"))
        .then_recorded()
        .when(agent(RAISE).begin("incident"))
        .then_recorded()
        .when(engineer(RAISE).begin("incident"))
        .then_refused()
        .when(agent(CONFIRM).on_matter(1))
        .then_refused()
        .when(supervisor(CONFIRM).on_matter(1))
        .then_recorded()
        .when(manager(DismissAlarm(reason="重复导入所致")).on_matter(2))
        .then_recorded()
        .when(supervisor(TEAM).on_matter(1))
        .then_refused()
        .when(emergency(TEAM).on_matter(1))
        .then_recorded()
    )
