"""Improvement actions (改进): R36, R43."""

from datetime import date

from domain.matters.improvements.commands import (
    AssignImprovement,
    CloseImprovement,
    FollowImprovement,
    ProposeImprovement,
    ReportImprovement,
)
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Who
from tests.scenarios.people import complaint_handler, logistics_contact, manager, product_contact, warehouse

PROPOSE = ProposeImprovement(measure="主板到货抽检", origin="complaint")
ASSIGN = AssignImprovement(department="product", staff="p-001", due=date(2024, 6, 20))
REPORT = ReportImprovement(words="抽检标准已发布", percent=60)
DONE = ReportImprovement(words="抽检已全面执行", percent=100)
CLOSE = CloseImprovement(result="partly-effective", measured_by="返修率 4.1% 降至 3.0%")
other_manager = Who("manager", "m-002")
FOLLOW = FollowImprovement(words="供应商整改未完", due=date(2024, 8, 31))


@scenario(
    "R36",
    "R43",
    zh="投诉的原因引出改进措施：指定责任部门、负责人和期限，责任部门汇报，总监按效果关闭",
    en="The cause of a complaint leads to an improvement with a responsible department and a day, closed by its result",
)
def the_cause_of_a_complaint_leads_to_an_improvement() -> Story:
    return (
        given()
        .when(complaint_handler(PROPOSE.model_copy(update={"source": "ZJ202405-00001"})).begin("improvement"))
        .then_refused("source-of-another-kind")
        .when(complaint_handler(PROPOSE.model_copy(update={"source": "TS202405-00007"})).begin("improvement"))
        .then_refused("named-not-there")
        .when(complaint_handler(PROPOSE).begin("improvement"))
        .then_recorded(quarter="2024-Q2")
        .when(manager(CloseImprovement(result="effective", measured_by="返修率")).on_matter())
        .then_refused("matter-status")
        .when(manager(ASSIGN).on_matter())
        .then_recorded()
        .when(logistics_contact(REPORT).on_matter())
        .then_refused("forbidden")
        .when(product_contact(REPORT).on_matter())
        .then_recorded()
        .when(manager(CLOSE).on_matter())
        .then_refused("improvement-unfinished")
        .when(product_contact(DONE).on_matter())
        .then_recorded()
        .when(manager(CLOSE).on_matter())
        .then_recorded()
    )


@scenario(
    "R43",
    zh="改进的效果由落实人以外的总监认定；未做完即结束的须说明原因",
    en="Whether an improvement worked is said by another manager than who carried it out; one cut short needs a reason",
)
def another_says_whether_it_worked() -> Story:
    short = CLOSE.model_copy(update={"reason": "主板已换供应商,余下无须再做"})
    return (
        given(
            warehouse(PROPOSE).begin("improvement"),
            manager(ASSIGN.model_copy(update={"staff": manager.staff})).on_matter(),
            manager(REPORT).on_matter(),
        )
        .when(manager(short).on_matter())
        .then_refused("own-improvement")
        .when(other_manager(CLOSE).on_matter())
        .then_refused("improvement-unfinished")
        .when(other_manager(short).on_matter())
        .then_recorded()
    )


@scenario(
    "R43",
    zh="季度结束未完成的改进结转到下一季度，并写明上季度的结果",
    en="What is not done by its quarter's end is followed into the next, with what became of it",
)
def what_is_not_done_is_followed_into_the_next_quarter() -> Story:
    return (
        given(warehouse(PROPOSE).begin("improvement"), manager(ASSIGN).on_matter())
        .when(manager(FOLLOW).on_matter().at("2024-06-30 18:00"))
        .then_refused("quarter-not-over")
        .when(manager(FOLLOW).on_matter().at("2024-07-01 09:00"))
        .then_recorded(quarter="2024-Q3")
        .when(manager(FollowImprovement(words="仍在整改")).on_matter().at("2024-09-30 18:00"))
        .then_refused("quarter-not-over")
        .when(manager(FollowImprovement(words="仍在整改")).on_matter().at("2024-10-08 09:00"))
        .then_recorded(quarter="2024-Q4")
    )
