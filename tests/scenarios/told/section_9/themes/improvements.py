"""Who proposes an improvement, who has it done, and who reports on it."""

from domain.matters.improvements.commands import CloseImprovement
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import customer, logistics_contact, manager, product_contact, supervisor, warehouse
from tests.scenarios.told.improving.improvements import ASSIGN, DONE, PROPOSE, REPORT


@right(
    "propose / assign, close an improvement",
    zh="任何员工可提出改进；由总监指派和关闭，责任部门汇报",
    en="Any staff may propose; a manager assigns and closes, and the department that was given it reports",
)
def any_staff_proposes_and_a_manager_assigns_and_closes() -> Story:
    close = CloseImprovement(result="effective", measured_by="返修率降至 1%")
    return (
        given()
        .when(customer(PROPOSE).begin("improvement"))
        .then_refused()
        .when(warehouse(PROPOSE).begin("improvement"))
        .then_recorded(quarter="2024-Q2")
        .when(supervisor(ASSIGN).on_matter())
        .then_refused()
        .when(manager(ASSIGN).on_matter())
        .then_recorded()
        .when(logistics_contact(REPORT).on_matter())
        .then_refused()
        .when(product_contact(DONE).on_matter())
        .then_recorded()
        .when(supervisor(close).on_matter())
        .then_refused()
        .when(manager(close).on_matter())
        .then_recorded()
    )
