"""Who corrects, enters late and sees personal data."""

from domain.ticket.commands import (
    AnswerCollaboration,
    ArriveOnSite,
    DispatchEngineer,
    RecordCorrection,
    RequestCollaboration,
    RouteTicket,
    UnmaskPersonalData,
)
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.people import (
    agent,
    auditor,
    clerk,
    complaint_handler,
    customer,
    engineer,
    logistics_contact,
    other_agent,
    other_engineer,
    privacy_officer,
    product_contact,
    warehouse,
)
from tests.scenarios.told.section_9.standing import GRADED, NORTH, north_supervisor, south_supervisor

CORRECT = "correct, back-date"
UNMASK = "unmask personal data, reason recorded"


@right(
    CORRECT,
    zh="能办理某项操作的人可更正它，须说明原因；文员可更正任何记录",
    en="Who may do a thing corrects it, and clerks correct all",
)
def who_may_do_a_thing_corrects_it_and_clerks_correct_all() -> Story:
    opening = RecordCorrection(version=1, field="summary", right="设备无法开机", reason="听错")
    grade = RecordCorrection(version=3, field="reason", right="只是外观", reason="写错")
    return (
        given(GRADED)
        .when(warehouse(opening))
        .then_refused()
        .when(other_agent(opening))
        .then_recorded(wrong="设备无法启动")
        .when(engineer(grade))
        .then_refused()
        .when(clerk(grade))
        .then_recorded(wrong="不影响使用")
    )


@right(
    CORRECT,
    zh="部门的答复由答复的部门更正，别的被请求部门不能",
    en="A department corrects its own answers, and no other's",
)
def a_department_corrects_its_own_answers_and_no_others() -> Story:
    later = RecordCorrection(version=6, field="text", right="后天到货", reason="写错")
    return (
        given(
            GRADED,
            agent(RequestCollaboration(department="logistics", text="PSU-35 何时到货")),
            agent(RequestCollaboration(department="product", text="该批次是否已知缺陷")),
            logistics_contact(AnswerCollaboration(request=1, text="明天到货")),
        )
        .when(product_contact(later))
        .then_refused()
        .when(logistics_contact(later))
        .then_recorded(wrong="明天到货")
        .when(product_contact(later.model_copy(update={"version": 7, "field": "right"})))
        .then_refused()
    )


@right(
    CORRECT,
    zh="补登须说明原因；文员可为他人补登，当时发生的不能代办",
    en="Clerks enter for others what happened earlier, with a reason",
)
def clerks_enter_for_others_what_happened_earlier_with_a_reason() -> Story:
    late = "工程师交来纸质单"
    return (
        given(NORTH)
        .when(clerk(ArriveOnSite()).at("17:00"))
        .then_refused()
        .when(clerk(ArriveOnSite()).at("17:01").happened_at("14:30"))
        .then_refused("back-dating-reason-needed")
        .when(warehouse(ArriveOnSite()).at("17:02").happened_at("14:30", late))
        .then_refused()
        .when(clerk(ArriveOnSite()).at("17:03").happened_at("14:30", late))
        .then_recorded()
    )


@right(
    UNMASK,
    zh="客服、投诉处理限本人的工单，主管限本班组的，每次记录原因",
    en="Agents see the data of their own tickets, supervisors of their team's",
)
def agents_see_the_data_of_their_own_tickets_supervisors_of_their_teams() -> Story:
    call = UnmaskPersonalData(reason="回电")
    return (
        given(NORTH)
        .when(agent(call))
        .then_recorded()
        .when(other_agent(call))
        .then_refused()
        .when(north_supervisor(call))
        .then_recorded()
        .when(south_supervisor(call))
        .then_refused()
        .when(complaint_handler(call))
        .then_refused()
    )


@right(
    UNMASK,
    zh="工程师自派单给本人起可以查看；个人信息保护、审计可查看任何工单，同样说明原因",
    en="Engineers see it once dispatched, privacy officers and auditors always",
)
def engineers_see_it_once_dispatched_privacy_officers_and_auditors_always() -> Story:
    come, check = UnmaskPersonalData(reason="约定上门"), UnmaskPersonalData(reason="客户要求查询")
    return (
        given(GRADED, agent(RouteTicket(staff="e-004")))
        .when(other_engineer(come))
        .then_refused()
        .when(north_supervisor(DispatchEngineer(engineer="e-004")))
        .then_recorded()
        .when(other_engineer(come))
        .then_recorded()
        .when(privacy_officer(check))
        .then_recorded()
        .when(auditor(UnmaskPersonalData(reason="抽查授权")))
        .then_recorded()
        .when(customer(check))
        .then_refused()
    )
