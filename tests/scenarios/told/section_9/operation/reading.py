"""Who reads tickets, figures and the audit."""

from domain.ticket.commands import RequestCollaboration
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.parts import Who
from tests.scenarios.people import (
    agent,
    auditor,
    clerk,
    complaint_handler,
    customer,
    engineer,
    logistics_contact,
    manager,
    other_agent,
    other_customer,
    product_contact,
    quality,
    warehouse,
)
from tests.scenarios.told.section_9.standing import NORTH, north_supervisor, south_supervisor

FIGURES = "read: metrics, reports"
AUDIT = "read: audit, proofs, as-of, differences"
north_engineer = Who("engineer", "e-005", frozenset({"north"}))
south_engineer = Who("engineer", "e-006", frozenset({"south"}))


@right(
    "read: register, progress, tickets",
    zh="客服、投诉处理、质检、总监、文员、审计可查看任何工单",
    en="Agents, complaint handlers, quality, managers, clerks and auditors read every ticket",
)
def agents_complaint_handlers_quality_managers_clerks_and_auditors_read_every_ticket() -> Story:
    story = given(NORTH)
    for person in (other_agent, complaint_handler, quality, manager, clerk, auditor):
        story = story.when(person.asks("read")).then_allowed()
    return story.when(warehouse.asks("read")).then_refused()


@right(
    "read: register, progress, tickets",
    zh="工程师、主管限本班组的工单，接口人限请求本部门的，客户限本人的",
    en="The others read their own, their team's, or what their department was asked",
)
def the_others_read_their_own_their_teams_or_what_they_were_asked() -> Story:
    return (
        given(NORTH, agent(RequestCollaboration(department="product", text="该批次是否已知缺陷")))
        .when(engineer.asks("read"))
        .then_allowed()
        .when(north_engineer.asks("read"))
        .then_allowed()
        .when(south_engineer.asks("read"))
        .then_refused()
        .when(north_supervisor.asks("read"))
        .then_allowed()
        .when(south_supervisor.asks("read"))
        .then_refused()
        .when(product_contact.asks("read"))
        .then_allowed()
        .when(logistics_contact.asks("read"))
        .then_refused()
        .when(customer.asks("read"))
        .then_allowed()
        .when(other_customer.asks("read"))
        .then_refused()
    )


@right(
    FIGURES,
    zh="员工查看本人的指标；主管查看本班组的；总监、质检、文员、审计查看全部；总监发布月度、季度报告",
    en="Everyone reads their own figures, supervisors their team's, and some all; managers bring out reports",
)
def everyone_reads_their_own_figures_supervisors_their_teams_and_some_all_and_managers_bring_out_reports() -> Story:
    story = (
        given(NORTH)
        .when(engineer.asks("read-own-metrics", ticket=None))
        .then_allowed()
        .when(engineer.asks("read-metrics"))
        .then_refused()
        .when(north_supervisor.asks("read-metrics"))
        .then_allowed()
        .when(south_supervisor.asks("read-metrics"))
        .then_refused()
    )
    for person in (manager, quality, clerk, auditor):
        story = story.when(person.asks("read-metrics")).then_allowed()
    story = story.when(manager.asks("publish-report", ticket=None)).then_allowed()
    story = story.when(quality.asks("publish-report", ticket=None)).then_refused()
    return story.when(customer.asks("read-own-metrics", ticket=None)).then_refused()


@right(
    AUDIT,
    zh="审计、总监查看全部，主管限本班组的；客户以通俗语言查看本人的历史；客服不能",
    en="Auditors and managers read the audit, customers their own history",
)
def auditors_and_managers_read_the_audit_customers_their_own_history() -> Story:
    return (
        given(NORTH)
        .when(auditor.asks("read-audit"))
        .then_allowed()
        .when(manager.asks("read-audit"))
        .then_allowed()
        .when(north_supervisor.asks("read-audit"))
        .then_allowed()
        .when(south_supervisor.asks("read-audit"))
        .then_refused()
        .when(agent.asks("read-audit"))
        .then_refused()
        .when(customer.asks("read-own-history"))
        .then_allowed()
        .when(other_customer.asks("read-own-history"))
        .then_refused()
    )
