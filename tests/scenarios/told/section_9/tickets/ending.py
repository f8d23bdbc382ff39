"""Who closes, archives, reopens, merges and cancels."""

from domain.ticket.commands import (
    ArchiveTicket,
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    MergeTicket,
    ReopenTicket,
    WriteClosingReport,
)
from tests.scenarios.grammar import Story, given, opens, right
from tests.scenarios.parts import at
from tests.scenarios.people import agent, clerk, customer, engineer, other_agent, other_customer, supervisor
from tests.scenarios.told.section_9.standing import RESOLVED, north_supervisor, south_supervisor
from tests.scenarios.told.taking_in.intake import CALL, FIRST

CLOSE = "close, closing report / archive"
REOPEN = "reopen / merge, cancel"


@right(
    CLOSE,
    zh="客户确认后，由工单本人的客服、工程师或本班组主管写报告并结案；归档由文员办理",
    en="Who has the ticket writes the report and closes it, and a clerk archives it",
)
def who_has_the_ticket_closes_it_and_a_clerk_archives_it() -> Story:
    report = WriteClosingReport(cause="设置错误", handling="电话指导后恢复", lessons="说明书应写明长按开关的后果")
    return (
        given(RESOLVED, customer(ConfirmResolution(signature="张伟")))
        .when(other_agent(report))
        .then_refused()
        .when(agent(report))
        .then_recorded()
        .when(other_agent(CloseTicket()))
        .then_refused()
        .when(agent(CloseTicket()).at("12:00"))
        .then_recorded()
        .when(agent(ArchiveTicket()).at("2024-05-02 11:50"))
        .then_refused()
        .when(clerk(ArchiveTicket()).at("2024-05-02 12:00"))
        .then_recorded(cause="设置错误", closed_as="satisfied", closed=at("12:00"))
    )


@right(
    CLOSE,
    zh="未经客户确认，只有本班组主管可说明原因后结案",
    en="Without the customer's word only the team's supervisor closes",
)
def without_the_customers_word_only_the_teams_supervisor_closes() -> Story:
    close = CloseTicket(closed_as="supervisor", reason="客户三次未接电话")
    return (
        given(RESOLVED)
        .when(agent(close))
        .then_refused()
        .when(south_supervisor(close))
        .then_refused()
        .when(north_supervisor(close))
        .then_recorded()
    )


@right(
    REOPEN,
    zh="客户可要求重新处理本人的工单，客服可重新处理任何工单；工程师不能",
    en="Customers reopen their own ticket, agents any",
)
def customers_reopen_their_own_ticket_and_agents_any() -> Story:
    again = ReopenTicket(reason="再次报警")
    return (
        given(RESOLVED)
        .when(engineer(again))
        .then_refused()
        .when(other_customer(again))
        .then_refused()
        .when(customer(again))
        .then_recorded()
    )


@right(REOPEN, zh="合并、取消由客服或主管办理；客户、工程师不能")
def agents_and_supervisors_merge_and_cancel() -> Story:
    cancel = CancelTicket(cancelled_as="withdrawn", reason="客户撤回")
    return (
        given(opens(agent, CALL), opens(agent, CALL), opens(agent, CALL))
        .when(engineer(MergeTicket(into=FIRST, reason="重复报修")).on(2))
        .then_refused()
        .when(other_agent(MergeTicket(into=FIRST, reason="重复报修")).on(2))
        .then_recorded()
        .when(supervisor(cancel))
        .then_refused("others-live-on")
        .when(customer(cancel).on(3))
        .then_refused()
        .when(supervisor(cancel).on(3))
        .then_recorded()
    )
