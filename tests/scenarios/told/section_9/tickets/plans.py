"""Who diagnoses, proposes, approves and chooses."""

from domain.ticket.commands import (
    AnswerCollaboration,
    ApproveCompensation,
    ApprovePlan,
    AuthoriseRemoteAssistance,
    ChooseOption,
    DiagnoseFault,
    GiveEstimate,
    ProposeCompensation,
    RequestCollaboration,
)
from tests.scenarios.grammar import Story, given, opens, right
from tests.scenarios.parts import Who, at
from tests.scenarios.people import (
    agent,
    customer,
    engineer,
    logistics_contact,
    manager,
    other_agent,
    other_customer,
    product_contact,
)
from tests.scenarios.told.planning.plans import OPTIONS, PROPOSE
from tests.scenarios.told.section_9.standing import NORTH, north_supervisor, south_supervisor
from tests.scenarios.told.taking_in.intake import CALL

DIAGNOSE = "diagnose, propose plan or option"
APPROVE = "approve or reject a plan or compensation (never one's own)"
both = Who("agent", "b-001", also=("supervisor",))


@right(
    DIAGNOSE,
    zh="客服、工程师限本人的工单，主管限本班组的；他人不能",
    en="Agents and engineers work on their own tickets, supervisors on their team's",
)
def agents_and_engineers_diagnose_their_own_tickets_supervisors_their_teams() -> Story:
    found = DiagnoseFault(finding="主板损坏", fault_type="hardware")
    return (
        given(NORTH)
        .when(agent(found))
        .then_recorded()
        .when(other_agent(found))
        .then_refused()
        .when(engineer(PROPOSE))
        .then_recorded(plan=1)
        .when(customer(PROPOSE))
        .then_refused()
        .when(north_supervisor(GiveEstimate(due=at("18:00"))))
        .then_recorded()
        .when(south_supervisor(GiveEstimate(due=at("17:00"))))
        .then_refused()
    )


@right(DIAGNOSE, zh="部门接口人只答复向本部门提出的请求；客户授权远程协助")
def department_contacts_answer_what_was_asked_of_their_department() -> Story:
    word = {"by": "张伟", "given": "portal"}
    return (
        given(NORTH, agent(RequestCollaboration(department="product", text="该批次是否已知缺陷")))
        .when(logistics_contact(AnswerCollaboration(request=1, text="不清楚")))
        .then_refused()
        .when(product_contact(DiagnoseFault(finding="电源板缺陷")))
        .then_refused()
        .when(product_contact(AnswerCollaboration(request=1, text="已知缺陷,更换电源板")))
        .then_recorded()
        .when(other_customer(AuthoriseRemoteAssistance.model_validate(word)))
        .then_refused()
        .when(customer(AuthoriseRemoteAssistance.model_validate(word)))
        .then_recorded()
    )


@right(
    APPROVE,
    zh="方案由本班组主管或总监批准；工程师和别的班组主管不能",
    en="A plan is approved by the team's supervisor or a manager",
)
def a_plan_is_approved_by_the_teams_supervisor_or_a_manager() -> Story:
    return (
        given(NORTH, engineer(PROPOSE))
        .when(engineer(ApprovePlan(plan=1)))
        .then_refused()
        .when(south_supervisor(ApprovePlan(plan=1)))
        .then_refused()
        .when(north_supervisor(ApprovePlan(plan=1)))
        .then_recorded()
    )


@right(
    APPROVE,
    zh="任何人不得批准本人提出的方案或补偿，兼任主管的也不能",
    en="Nobody approves what they proposed, though they are a supervisor too",
)
def nobody_approves_what_they_proposed_though_they_are_a_supervisor_too() -> Story:
    return (
        given(
            opens(both, CALL),
            both(PROPOSE),
            both(ProposeCompensation(what="延长保修三个月", reason="久等备件")),
        )
        .when(both(ApprovePlan(plan=1)))
        .then_refused("own-plan")
        .when(both(ApproveCompensation(compensation=1)))
        .then_refused("own-compensation")
        .when(manager(ApproveCompensation(compensation=1)))
        .then_recorded()
    )


@right(APPROVE, zh="客户只在本人的工单上选择方案", en="Customers choose an option on their own ticket alone")
def customers_choose_on_their_own_ticket_alone() -> Story:
    choose = ChooseOption(plan=1, option="B", by="张伟", given="portal")
    return (
        given(NORTH, engineer(PROPOSE.model_copy(update={"options": OPTIONS})), north_supervisor(ApprovePlan(plan=1)))
        .when(other_customer(choose))
        .then_refused()
        .when(customer(choose))
        .then_recorded()
    )
