"""Who raises an alarm, confirms it and acts."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import agent, emergency, engineer, manager, supervisor, system


@right(
    "alarm: raise / confirm, dismiss / act",
    zh="系统和客服发起警报；主管、总监确认或解除；应急小组处置",
    en="The system and agents raise, supervisors and managers confirm, the emergency team acts",
)
def the_system_and_agents_raise_supervisors_and_managers_confirm_the_emergency_team_acts() -> Story:
    return (
        given()
        .when(system.asks("raise-alarm", ticket=None))
        .then_allowed()
        .when(agent.asks("raise-alarm", ticket=None))
        .then_allowed()
        .when(engineer.asks("raise-alarm", ticket=None))
        .then_refused()
        .when(agent.asks("confirm-alarm", ticket=None))
        .then_refused()
        .when(supervisor.asks("confirm-alarm", ticket=None))
        .then_allowed()
        .when(manager.asks("dismiss-alarm", ticket=None))
        .then_allowed()
        .when(supervisor.asks("act-on-incident", ticket=None))
        .then_refused()
        .when(emergency.asks("act-on-incident", ticket=None))
        .then_allowed()
    )
