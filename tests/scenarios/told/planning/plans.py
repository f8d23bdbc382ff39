"""Solution plans (问题处理方案): R15 to R18."""

from decimal import Decimal

from domain.ticket.commands import (
    AcknowledgeReceipt,
    ApprovePlan,
    ArriveOnSite,
    CallMeeting,
    ChooseOption,
    DispatchEngineer,
    GradeTicket,
    HoldMeeting,
    LogWork,
    ProposePlan,
    RejectPlan,
    ResolveTicket,
    SharePlan,
)
from domain.ticket.events import (
    MeetingCalled,
    MeetingHeld,
    Option,
    OptionChosen,
    PlanApproved,
    PlanProposed,
    PlanRejected,
    PlanShared,
    TicketResolved,
    WorkLogged,
)
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Step, at
from tests.scenarios.people import agent, customer, engineer, manager, supervisor
from tests.scenarios.told.planning.diagnosis import GRADE
from tests.scenarios.told.taking_in.intake import CALL

GENERAL = GradeTicket(severity="general", reason="不影响使用")
AT_WORK: tuple[Step, ...] = (
    opens(agent, CALL),
    agent(AcknowledgeReceipt(channel=Channel.PHONE)),
    agent(GENERAL),
    supervisor(DispatchEngineer(engineer="e-003")),
)
"""A general fault, dispatched to engineer e-003."""
PROPOSE = ProposePlan(steps="更换主板", owner="e-003", deadline=at("18:00"))
PROPOSED = PlanProposed(plan=1, steps="更换主板", owner="e-003", deadline=at("18:00"))
PLANNED: tuple[Step, ...] = (*AT_WORK, engineer(PROPOSE), supervisor(ApprovePlan(plan=1, reason="同意")))
REPAIR = LogWork(work="replacement", steps="更换主板", minutes=50)
REPAIRED = WorkLogged(work="replacement", steps="更换主板", minutes=50)
OPTIONS = (
    Option(name="A", text="更换主板", pros="彻底", cons="等一天", cost=Decimal(480), minutes=120),
    Option(name="B", text="维修主板", pros="当天", cons="寿命短", cost=Decimal(120), minutes=180),
)
MEETING = ("technical", "product", "service")


@scenario(
    "R15", zh="工程师提交方案，主管批准，然后施工", en="The engineer drafts, the supervisor approves, then it runs"
)
def the_engineer_drafts_the_supervisor_approves_then_it_runs() -> Story:
    return (
        given(*AT_WORK)
        .when(engineer(PROPOSE))
        .then(PROPOSED)
        .when(engineer(REPAIR))
        .then_refused("plan-not-approved")
        .when(supervisor(ApprovePlan(plan=1, reason="同意")))
        .then(PlanApproved(plan=1, reason="同意"))
        .when(engineer(REPAIR))
        .then(REPAIRED)
    )


@scenario("R15", "R21", zh="记作“其他”工作，同样须有方案", en="Work logged as “other” needs the plan as well")
def work_by_no_name_is_no_way_around_the_plan() -> Story:
    return (
        given(*AT_WORK, engineer(ArriveOnSite()))
        .when(engineer(LogWork(work="other", steps="更换主板", materials="主板一块")))
        .then_refused("no-plan")
        .when(engineer(ResolveTicket(handling="更换主板")))
        .then_refused("no-work-logged")
        .when(engineer(LogWork(work="other", steps="更换主板")))
        .then(WorkLogged(work="other", steps="更换主板"))
        .when(engineer(ResolveTicket(handling="更换主板")))
        .then_refused("no-plan")
    )


@scenario(
    "R15",
    "R21",
    "R22",
    zh="用了材料就是施工，不论工作记作什么；仅有检测记录，须有批准的方案或登记指导，才能解决",
    en="Materials make it execution whatever the work is called; after an inspection alone nothing is resolved",
)
def materials_make_it_execution_and_an_inspection_alone_resolves_nothing() -> Story:
    return (
        given(*AT_WORK, engineer(ArriveOnSite()))
        .when(engineer(LogWork(work="inspection", steps="更换主板", materials="主板一块")))
        .then_refused("no-plan")
        .when(engineer(LogWork(work="guidance", steps="更换主板", materials="主板一块")))
        .then_refused("no-plan")
        .when(engineer(LogWork(work="inspection", steps="测量主板电压")))
        .then(WorkLogged(work="inspection", steps="测量主板电压"))
        .when(engineer(ResolveTicket(handling="更换主板")))
        .then_refused("no-plan")
        .when(engineer(LogWork(work="guidance", steps="讲解电源开关用法")))
        .then(WorkLogged(work="guidance", steps="讲解电源开关用法"))
        .when(engineer(ResolveTicket(handling="讲解用法")))
        .then(TicketResolved(handling="讲解用法"))
    )


@scenario("R18", "R24", zh="批准不能早于所批准的方案")
def no_word_is_older_than_what_it_is_given_for() -> Story:
    return (
        given(*AT_WORK, engineer(PROPOSE).at("10:00"))
        .when(supervisor(ApprovePlan(plan=1)).at("10:10").happened_at("09:50", "当时口头同意"))
        .then_refused("allowed-only-later")
    )


@scenario("R15", "R24", zh="批准只对所批准的版本有效")
def an_approval_is_of_that_version_alone() -> Story:
    better = ProposePlan(steps="更换整机", owner="e-003", deadline=at("18:00"))
    return (
        given(*PLANNED)
        .when(engineer(better))
        .then(PlanProposed(plan=2, steps="更换整机", owner="e-003", deadline=at("18:00")))
        .when(engineer(REPAIR))
        .then_refused("plan-not-approved")
        .when(supervisor(ApprovePlan(plan=1)))
        .then_refused("not-newest-plan")
    )


@scenario(
    "R16",
    zh="紧急方案半小时内由跨部门会议商定；方案表发送客户之后才能解决",
    en="Departments settle an urgent plan within half an hour, and the customer has it before the ticket is resolved",
)
def departments_settle_an_urgent_plan_within_half_an_hour_and_the_customer_gets_it() -> Story:
    held = {"departments": MEETING, "attendees": ("e-003", "p-001", "a-001"), "outcome": "更换主板"}
    return (
        given(opens(agent, CALL).at("09:30"), agent(AcknowledgeReceipt()).at("09:35"), agent(GRADE).at("09:45"))
        .when(agent(PROPOSE))
        .then_refused("no-meeting")
        .when(agent(CallMeeting(departments=MEETING)).at("10:00"))
        .then(MeetingCalled(departments=MEETING))
        .when(agent(HoldMeeting.model_validate(held)))
        .then(MeetingHeld.model_validate(held))
        .when(agent(PROPOSE))
        .then(PROPOSED)
        .when(supervisor(ApprovePlan(plan=1)).at("10:30"))
        .then(PlanApproved(plan=1))
        .then_clock("plan", limit="30 min", took="30 min")
        .when(supervisor(DispatchEngineer(engineer="e-003")))
        .then_recorded()
        .when(engineer(REPAIR))
        .then(REPAIRED)
        .when(engineer(ResolveTicket(handling="更换主板")))
        .then_refused("plan-not-shared")
        .when(agent(SharePlan(plan=1, channel=Channel.EMAIL)))
        .then(PlanShared(plan=1, channel=Channel.EMAIL))
        .when(engineer(ResolveTicket(handling="更换主板")))
        .then(TicketResolved(handling="更换主板"))
    )


@scenario("R16", zh="工单改为紧急后，须补开会议")
def a_ticket_that_turns_urgent_needs_the_meeting_after_all() -> Story:
    return given(*PLANNED, agent(GRADE)).when(engineer(REPAIR)).then_refused("no-meeting")


@scenario("R17", zh="客户先选定方案，再施工")
def the_customer_chooses_among_the_options_before_the_work() -> Story:
    choose = ChooseOption(plan=1, option="B", by="张伟", given="portal")
    return (
        given(*AT_WORK)
        .when(engineer(PROPOSE.model_copy(update={"options": OPTIONS[:1]})))
        .then_refused("wrong-number-of-options")
        .when(engineer(PROPOSE.model_copy(update={"options": OPTIONS})))
        .then(PROPOSED.model_copy(update={"options": OPTIONS}))
        .when(supervisor(ApprovePlan(plan=1)))
        .then(PlanApproved(plan=1))
        .when(engineer(REPAIR))
        .then_refused("no-option-chosen")
        .when(customer(choose))
        .then(OptionChosen(plan=1, option="B", by="张伟", given="portal"))
        .when(engineer(REPAIR))
        .then(REPAIRED)
    )


@scenario("R18", zh="不得审批本人的方案")
def nobody_approves_a_plan_of_their_own() -> Story:
    return (
        given(*AT_WORK, supervisor(PROPOSE))
        .when(supervisor(ApprovePlan(plan=1)))
        .then_refused("own-plan")
        .when(engineer(ApprovePlan(plan=1)))
        .then_refused("forbidden")
        .when(manager(ApprovePlan(plan=1, reason="同意")))
        .then(PlanApproved(plan=1, reason="同意"))
    )


@scenario(
    "R18",
    zh="驳回须说明原因，不能施工；被驳回的版本不能再批准，须提交新方案",
    en="A rejection says why, and the work waits for another version",
)
def a_rejection_says_why_and_the_work_waits() -> Story:
    return (
        given(*AT_WORK, engineer(PROPOSE))
        .when(supervisor(RejectPlan(plan=1, reason="先报价")))
        .then(PlanRejected(plan=1, reason="先报价"))
        .when(engineer(REPAIR))
        .then_refused("plan-not-approved")
        .when(supervisor(ApprovePlan(plan=1)))
        .then_refused("plan-rejected")
        .when(engineer(ProposePlan(steps="先报价，再更换主板", owner="e-003", deadline=at("18:00"))))
        .then_recorded(plan=2)
        .when(supervisor(ApprovePlan(plan=2)))
        .then(PlanApproved(plan=2))
    )
