"""Follow-up, reopening, closing and archive (回访、重新处理、结案、归档): R31 to R34."""

from domain.ticket.commands import (
    AcknowledgeReceipt,
    ArchiveTicket,
    CloseTicket,
    DiagnoseFault,
    FollowUp,
    LogWork,
    RaiseObjection,
    RemindCustomer,
    ReopenTicket,
    ResolveTicket,
    WriteClosingReport,
)
from domain.ticket.events import (
    ClosingReportWritten,
    FollowUpMade,
    ObjectionRaised,
    Product,
    ReminderSent,
    ServiceRecordCompleted,
    TicketArchived,
    TicketClosed,
    TicketReopened,
    TicketResolved,
)
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import at
from tests.scenarios.people import agent, clerk, customer, engineer, supervisor
from tests.scenarios.told.ending.standing import standing
from tests.scenarios.told.ending.survey import SIGNED, SOLVED
from tests.scenarios.told.taking_in.intake import CALL

WELL = {"channel": Channel.PHONE, "solved": True, "professional": True, "satisfied": True}
REPORT = {"cause": "主板老化", "handling": "更换主板", "lessons": "三年以上的主板应在保养时检测"}
SOLVED_THERE = (
    opens(agent, CALL),
    agent(AcknowledgeReceipt(channel=Channel.PHONE)),
    agent(DiagnoseFault(finding="主板老化", fault_type="hardware")),
    agent(ResolveTicket(handling="指导客户更换主板")),
    customer(SIGNED),
)
"""Guided from afar, and confirmed."""
GAPS = ("customer-name", "contact", "purchased", "serial", "model", "diagnosis", "parts", "feedback")


@scenario("R31", zh="结案后 24 小时内主管回访", en="The supervisor follows up within 24 h of closing")
def the_supervisor_follows_up_within_a_day_of_closing() -> Story:
    return (
        given(*SOLVED_THERE, agent(CloseTicket()).at("14:00"))
        .under("appliance")
        .when(supervisor(FollowUp.model_validate(WELL)).at("2024-05-02 14:00"))
        .then(FollowUpMade.model_validate(WELL))
        .then_clock("follow-up", limit="24 h", took="1 day")
    )


@scenario(
    "R31", zh="回访不满意或客户有异议，工单重新处理", en="What the customer is not content with goes back into handling"
)
def what_the_customer_is_not_content_with_goes_back_into_handling() -> Story:
    badly = {**WELL, "satisfied": False}
    return (
        given(*SOLVED)
        .when(supervisor(FollowUp.model_validate(badly)))
        .then_refused("words-needed")
        .when(supervisor(FollowUp.model_validate({**badly, "note": "客户认为噪音大"})))
        .then(FollowUpMade.model_validate({**badly, "note": "客户认为噪音大"}))
        .then_seen(standing, "reopened 1 0")
        .when(agent(ResolveTicket(handling="加装减振垫")))
        .then_refused("no-work-logged")
        .when(engineer(LogWork(work="guidance", steps="指导客户加装减振垫")))
        .then_recorded()
        .when(agent(ResolveTicket(handling="客户按指导加装减振垫")))
        .then(TicketResolved(handling="客户按指导加装减振垫"))
        .when(customer(RaiseObjection(reason="仍有异响")))
        .then(ObjectionRaised(reason="仍有异响"))
        .then_seen(standing, "reopened 2 0")
    )


@scenario(
    "R31",
    zh="客户满意才能结案，否则由主管说明原因",
    en="A case is closed when the customer is satisfied, or by a supervisor with a reason",
)
def a_case_is_closed_when_the_customer_is_satisfied_or_by_a_supervisor_with_a_reason() -> Story:
    return (
        given(*SOLVED)
        .when(agent(CloseTicket()))
        .then_refused("not-confirmed")
        .when(supervisor(CloseTicket(closed_as="supervisor")))
        .then_refused("supervisor-reason-needed")
        .when(supervisor(CloseTicket(closed_as="supervisor", reason="客户已停用该设备")))
        .then(TicketClosed(closed_as="supervisor", reason="客户已停用该设备"), ServiceRecordCompleted(gaps=GAPS))
    )


@scenario(
    "R31",
    zh="客户三次提醒都未答复，可按“未答复”结案，不算满意",
    en="After three unanswered reminders the case is closed as unanswered, never as satisfied",
)
def after_three_unanswered_reminders_the_case_is_closed_as_unanswered() -> Story:
    remind, close = RemindCustomer(channel=Channel.SMS), CloseTicket(closed_as="unanswered")
    return (
        given(*SOLVED)
        .when(agent(remind).at("2024-05-02 12:00"))
        .then_refused("time-to-answer")
        .when(agent(remind).at("2024-05-04 12:00"))
        .then(ReminderSent(reminder=1, channel=Channel.SMS))
        .when(supervisor(close).at("2024-05-05 12:00"))
        .then_refused("reminders-missing")
        .when(agent(remind).at("2024-05-07 12:00"))
        .then(ReminderSent(reminder=2, channel=Channel.SMS))
        .when(agent(remind).at("2024-05-10 12:00"))
        .then(ReminderSent(reminder=3, channel=Channel.SMS))
        .when(supervisor(close).at("2024-05-13 12:00"))
        .then(TicketClosed(closed_as="unanswered"), ServiceRecordCompleted(gaps=GAPS))
    )


@scenario("R32", zh="已结案的工单可重新处理，次数可见", en="A closed case is taken up again, and how often is visible")
def a_closed_case_is_taken_up_again_and_how_often_is_visible() -> Story:
    return (
        given(*SOLVED, customer(SIGNED), agent(CloseTicket()))
        .when(customer(ReopenTicket(reason="再次报警")))
        .then(TicketReopened(reason="再次报警"))
        .then_seen(standing, "reopened 1 0")
        .when(engineer(LogWork(work="guidance", steps="指导客户重插电源板")))
        .then_recorded()
        .when(agent(ResolveTicket(handling="客户按指导重插电源板")))
        .then(TicketResolved(handling="客户按指导重插电源板"))
        .when(customer(ReopenTicket(reason="又报警")))
        .then(TicketReopened(reason="又报警"))
        .then_seen(standing, "reopened 2 0")
    )


@scenario(
    "R33",
    "R33a",
    zh="结案报告写明原因、处理和经验教训；服务记录列出缺项",
    en="The closing report says cause, handling and lessons; the service record lists its gaps",
)
def the_closing_report_says_what_was_learnt_and_the_service_record_lists_its_gaps() -> Story:
    return (
        given(*SOLVED, customer(SIGNED))
        .when(agent(WriteClosingReport.model_validate(REPORT)))
        .then(ClosingReportWritten.model_validate(REPORT))
        .when(agent(CloseTicket()))
        .then(TicketClosed(closed_as="satisfied"), ServiceRecordCompleted(gaps=GAPS))
    )


@scenario(
    "R31",
    "R34",
    zh="补登的结案自登记之时起仍留一天给客户，之后才能归档",
    en="A closing that is entered late leaves the customer a day from then, and only then the case is archived",
)
def a_closing_entered_late_leaves_the_customer_a_day() -> Story:
    paper = CloseTicket(closed_as="supervisor", reason="客户当面表示无须再办")
    entered = supervisor(paper).happened_at("2024-05-02 09:00", late="纸质记录").at("2024-05-06 09:00")
    return (
        given(*SOLVED, entered)
        .when(clerk(ArchiveTicket()).at("2024-05-06 10:00"))
        .then_refused("archived-too-early")
        .when(clerk(ArchiveTicket()).at("2024-05-07 09:00"))
        .then_recorded(cause="主板老化", closed_as="supervisor", closed=at("2024-05-02 09:00"))
    )


@scenario(
    "R34",
    zh="归档注明客户、产品、原因、结果和结案时间，供日后查找",
    en="The archive names customer, product, cause, result and time, to be found by",
)
def the_archive_names_customer_product_cause_result_and_time() -> Story:
    bought = Product(name="智能空调", model="KFR-35", serial="202403A0001")
    call = CALL.model_copy(update={"customer_name": "远山科技有限公司", "product": bought})
    return (
        given(
            opens(agent, call),
            *SOLVED_THERE[1:-1],
            agent(WriteClosingReport.model_validate(REPORT)),
        )
        .when(clerk(ArchiveTicket()))
        .then_refused("wrong-stage")
        .when(customer(SIGNED))
        .then_recorded()
        .when(agent(CloseTicket()).at("14:00"))
        .then_recorded()
        .when(clerk(ArchiveTicket()))
        .then_refused("archived-too-early")
        .when(clerk(ArchiveTicket()).at("2024-05-02 14:00"))
        .then(
            TicketArchived(
                customer_name="远山科技有限公司",
                product="智能空调",
                model="KFR-35",
                fault_type="hardware",
                cause="主板老化",
                closed_as="satisfied",
                closed=at("14:00"),
            )
        )
    )
