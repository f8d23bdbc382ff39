"""Grading and diagnosis (分级、诊断): R9 to R14."""

from domain.ticket.commands import (
    AcknowledgeReceipt,
    AnswerCollaboration,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    ConsultArticle,
    DiagnoseFault,
    EscalateTicket,
    GradeTicket,
    LogWork,
    RefuseRemoteAssistance,
    RequestCollaboration,
    ResolveTicket,
    RouteTicket,
    StartHandling,
)
from domain.ticket.events import (
    ArticleConsulted,
    CollaborationAnswered,
    CollaborationRequested,
    FaultDiagnosed,
    RemoteAssistanceAuthorised,
    RemoteAssistanceGiven,
    RemoteAssistanceRefused,
    TicketEscalated,
    TicketGraded,
    TicketResolved,
    WorkLogged,
)
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Who, at
from tests.scenarios.people import agent, engineer, logistics_contact, product_contact, supervisor, warehouse
from tests.scenarios.told.taking_in.intake import CALL

process_contact = Who("department-contact", "o-001", frozenset({"process-optimisation"}))
research_contact = Who("department-contact", "d-003", frozenset({"research"}))
GRADE = GradeTicket(severity="urgent", reason="核心业务受影响")


@scenario("R9", zh="分级须说明原因，每次改级都有记录", en="A grade has its reason, and every change is an event")
def a_grade_has_its_reason_and_every_change_is_an_event() -> Story:
    return (
        given(opens(agent, CALL))
        .when(agent(GRADE))
        .then(TicketGraded(severity="urgent", reason="核心业务受影响"))
        .when(supervisor(GradeTicket(severity="general", reason="只是外观")))
        .then(TicketGraded(severity="general", reason="只是外观"))
        .when(agent(GradeTicket(severity="1", reason="冒烟")))
        .then_refused("unknown-severity")
    )


@scenario("R9", zh="各政策包有各自的分级")
def each_policy_has_severities_of_its_own() -> Story:
    return (
        given(opens(agent, CALL))
        .under("appliance")
        .when(agent(GradeTicket(severity="1", reason="冒烟")))
        .then(TicketGraded(severity="1", reason="冒烟"))
        .when(agent(GRADE))
        .then_refused("unknown-severity")
    )


@scenario("R9", zh="紧急工单须在两小时内开始处理", en="Handling of the urgent starts within two hours")
def handling_of_the_urgent_starts_within_two_hours() -> Story:
    return (
        given(opens(agent, CALL).at("09:30"), agent(GRADE).at("09:45"))
        .when(agent(DiagnoseFault(finding="主板损坏", fault_type="hardware")).at("11:31"))
        .then(FaultDiagnosed(finding="主板损坏", fault_type="hardware"))
        .then_clock("handling-start", limit="2 h", took="2 h 1 min", state="missed")
    )


@scenario("R10", zh="初步诊断写明故障类型、原因和诊断方式", en="A diagnosis says type, cause and how it was found")
def a_diagnosis_says_type_cause_and_how_it_was_found() -> Story:
    found = {"finding": "制冷剂泄漏", "fault_type": "hardware", "found_by": "knowledge-base"}
    return (
        given(opens(agent, CALL).at("09:30"))
        .under("service-plan")
        .when(agent(ConsultArticle(article="a-017", article_version=2, helped=True)))
        .then(ArticleConsulted(article="a-017", article_version=2, helped=True))
        .when(agent(DiagnoseFault.model_validate(found)).at("2024-05-02 09:30"))
        .then(FaultDiagnosed.model_validate(found))
        .then_clock("preliminary-diagnosis", limit="24 h", took="1 day")
    )


@scenario("R10", zh="软件技术支持有自己的问题类别")
def software_support_sorts_faults_into_its_own_categories() -> Story:
    return (
        given(opens(agent, CALL))
        .under("software-support")
        .when(agent(DiagnoseFault(finding="报表为空", fault_type="software", category="data")))
        .then(FaultDiagnosed(finding="报表为空", fault_type="software", category="data"))
        .when(agent(DiagnoseFault(finding="主板损坏", fault_type="hardware")))
        .then_refused("unknown-fault-type")
    )


@scenario(
    "R11",
    zh="未经客户授权，或授权到期后，不得远程操作",
    en="Nobody works on the customer's device without their word, nor after it ended",
)
def nobody_works_on_the_customers_device_without_their_word_nor_after_it_ended() -> Story:
    word = {"by": "张伟", "given": "message", "scope": "查看日志", "until": at("12:00")}
    assist = AssistRemotely(actions="重置控制器", result="报警消失")
    return (
        given(opens(agent, CALL).at("09:30"))
        .when(agent(assist))
        .then_refused("remote-not-authorised")
        .when(agent(AuthoriseRemoteAssistance.model_validate(word)))
        .then(RemoteAssistanceAuthorised.model_validate(word))
        .when(agent(assist).at("12:00"))
        .then(RemoteAssistanceGiven(actions="重置控制器", result="报警消失"))
        .when(agent(assist).at("12:01"))
        .then_refused("remote-no-longer-authorised")
    )


@scenario("R11", zh="客户收回授权后，不得再远程处理")
def a_permission_taken_back_is_one_no_more() -> Story:
    return (
        given(opens(agent, CALL), agent(AuthoriseRemoteAssistance(by="张伟", given="phone")))
        .when(agent(RefuseRemoteAssistance(reason="公司规定", by="张伟", given="phone")))
        .then(RemoteAssistanceRefused(reason="公司规定", by="张伟", given="phone"))
        .when(agent(DiagnoseFault(finding="日志报错", found_by="remote")))
        .then_refused("remote-refused")
        .when(agent(AssistRemotely(actions="查看日志")))
        .then_refused("remote-refused")
        .when(agent(StartHandling(where="remote")))
        .then_refused("remote-refused")
    )


@scenario("R12", zh="简单操作问题，电话指导解决")
def a_simple_operation_problem_is_solved_by_guidance() -> Story:
    guide = LogWork(work="guidance", steps="电话指导恢复出厂设置", minutes=8, result="已恢复")
    return (
        given(
            opens(agent, CALL),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)),
            agent(DiagnoseFault(finding="设置错误", fault_type="operation")),
            supervisor(RouteTicket(staff="e-003")),
        )
        .when(engineer(guide))
        .then(WorkLogged(work="guidance", steps="电话指导恢复出厂设置", minutes=8, result="已恢复"))
        .when(engineer(ResolveTicket(cause="设置错误", handling="电话指导", precautions="勿长按开关")))
        .then(TicketResolved(cause="设置错误", handling="电话指导", precautions="勿长按开关"))
    )


@scenario(
    "R13",
    zh="各部门只答复向本部门提出的请求，工单仍由客服负责",
    en="Each department answers what it was asked, and the agent keeps the ticket",
)
def each_department_answers_what_it_was_asked_and_the_agent_keeps_the_ticket() -> Story:
    defect = RequestCollaboration(department="product", text="E-002:上电无反应,主板电压 0 V", due=at("17:00"))
    stock = RequestCollaboration(department="logistics", text="PSU-35 何时能到")
    return (
        given(opens(agent, CALL))
        .when(agent(defect))
        .then(CollaborationRequested(request=1, department="product", text=defect.text, due=at("17:00")))
        .when(logistics_contact(AnswerCollaboration(request=1, text="不清楚")))
        .then_refused("forbidden")
        .when(agent(stock))
        .then(CollaborationRequested(request=2, department="logistics", text=stock.text))
        .when(product_contact(AnswerCollaboration(request=1, text="该批次已知缺陷,更换电源板")))
        .then(CollaborationAnswered(request=1, text="该批次已知缺陷,更换电源板"))
        .when(logistics_contact(AnswerCollaboration(request=2, text="明天上午")))
        .then(CollaborationAnswered(request=2, text="明天上午"))
        .when(warehouse(AnswerCollaboration(request=2, text="不清楚")))
        .then_refused("forbidden")
    )


@scenario(
    "R13",
    zh="流程优化小组和研发部门同样被请求、同样答复",
    en="Process optimisation and R&D are asked, and answer, alike",
)
def process_gaps_and_research_are_asked_alike() -> Story:
    return (
        given(opens(agent, CALL))
        .when(agent(RequestCollaboration(department="process-optimisation", text="装机流程缺少电压检查")))
        .then(CollaborationRequested(request=1, department="process-optimisation", text="装机流程缺少电压检查"))
        .when(research_contact(AnswerCollaboration(request=1, text="不清楚")))
        .then_refused("forbidden")
        .when(process_contact(AnswerCollaboration(request=1, text="装机检查表已加入电压一项")))
        .then(CollaborationAnswered(request=1, text="装机检查表已加入电压一项"))
        .when(agent(RequestCollaboration(department="research", text="固件 2.1 是否相关")))
        .then(CollaborationRequested(request=2, department="research", text="固件 2.1 是否相关"))
        .when(process_contact(AnswerCollaboration(request=2, text="与流程无关")))
        .then_refused("forbidden")
        .when(research_contact(AnswerCollaboration(request=2, text="无关,固件 2.1 不控制电源")))
        .then(CollaborationAnswered(request=2, text="无关,固件 2.1 不控制电源"))
    )


def _escalated(resolved: str) -> Story:
    """Escalated on Labour Day, which lasts to the 5th; the 11th is a Saturday on which people work."""
    return (
        given(opens(agent, CALL).at("09:30"), agent(AcknowledgeReceipt()).at("09:40"))
        .under("software-support")
        .when(agent(EscalateTicket(to="line-2", reason="需要研发分析日志")).at("10:00"))
        .then(TicketEscalated(to="line-2", reason="需要研发分析日志"))
        .when(agent(ResolveTicket(handling="升级固件")).at(resolved))
        .then(TicketResolved(handling="升级固件"))
    )


@scenario(
    "R14",
    zh="升级后的软件故障须在七个工作日内解决：劳动节放假不计，调休上班的星期六计入",
    en="An escalated software fault is solved within seven working days: holidays do not count, make-up days do",
)
def an_escalated_software_fault_is_solved_within_seven_working_days() -> Story:
    return _escalated("2024-05-13 17:00").then_clock("escalation", limit="7 working days", took="51 h 30 min")


@scenario("R14", zh="再晚一个工作日即为超时", en="A working day later it is not")
def a_working_day_later_it_is_not() -> Story:
    story = _escalated("2024-05-14 09:00")
    return story.then_clock("escalation", limit="7 working days", took="52 h 30 min", state="missed")
