"""Who proposes an improvement, and who has it done."""

from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import customer, manager, supervisor, warehouse


@right(
    "propose / assign, close an improvement",
    zh="任何员工可提出改进；由总监指派和关闭",
    en="Any staff may propose; a manager assigns and closes",
)
def any_staff_proposes_and_a_manager_assigns_and_closes() -> Story:
    return (
        given()
        .when(warehouse.asks("propose-improvement", ticket=None))
        .then_allowed()
        .when(customer.asks("propose-improvement", ticket=None))
        .then_refused()
        .when(supervisor.asks("assign-improvement", ticket=None))
        .then_refused()
        .when(manager.asks("assign-improvement", ticket=None))
        .then_allowed()
        .when(supervisor.asks("close-improvement", ticket=None))
        .then_refused()
        .when(manager.asks("close-improvement", ticket=None))
        .then_allowed()
    )
