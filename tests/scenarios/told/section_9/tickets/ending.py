"""Who confirms, calls back, closes, reopens, merges and cancels."""

from domain.ticket.commands import (
    CancelTicket,
    CloseTicket,
    ConfirmResolution,
    MergeTicket,
    RejectResolution,
    ReopenTicket,
    RouteTicket,
)
from tests.scenarios.grammar import Story, given, opens, right
from tests.scenarios.people import (
    agent,
    clerk,
    complaint_handler,
    customer,
    engineer,
    other_agent,
    other_customer,
    supervisor,
)
from tests.scenarios.told.intake import CALL, FIRST
from tests.scenarios.told.section_9.standing import RESOLVED, north_supervisor, south_supervisor

CONFIRM = "confirm, reject, rate, object"
CALL_BACK = "call back, follow up"
CLOSE = "close, closing report / archive"
REOPEN = "reopen / merge, cancel"
SIGNED = ConfirmResolution(signature="张伟")


@right(
    CONFIRM,
    zh="客户确认或不认可本人的工单；客服、工程师代客户登记；主管不能",
    en="Customers confirm or reject their own ticket, agents and engineers for them",
)
def customers_confirm_or_reject_their_own_ticket_agents_and_engineers_for_them() -> Story:
    return (
        given(RESOLVED)
        .when(other_customer(SIGNED))
        .then_refused()
        .when(north_supervisor(SIGNED))
        .then_refused()
        .when(engineer.asks("confirm"))
        .then_allowed()
        .when(other_agent.asks("confirm"))
        .then_allowed()
        .when(customer(SIGNED))
        .then_recorded()
        .when(customer(RejectResolution(reason="又不制冷了")))
        .then_recorded()
    )


@right(
    CALL_BACK,
    zh="回电、回访由本班组主管办理，或由投诉处理在本人的工单上办理；客服不能",
    en="The team's supervisor or the complaint handler calls back",
)
def the_teams_supervisor_or_the_complaint_handler_calls_back() -> Story:
    return (
        given(RESOLVED, opens(agent, CALL), agent(RouteTicket(staff="h-001", reason="客户不满")).on(2))
        .when(agent.asks("call-back"))
        .then_refused()
        .when(south_supervisor.asks("follow-up"))
        .then_refused()
        .when(north_supervisor.asks("call-back"))
        .then_allowed()
        .when(complaint_handler.asks("call-back"))
        .then_refused()
        .when(complaint_handler.asks("call-back", ticket=2))
        .then_allowed()
    )


@right(
    CLOSE,
    zh="客户确认后，由工单本人的客服、工程师或本班组主管结案；归档由文员办理",
    en="Who has the ticket closes it, and a clerk archives it",
)
def who_has_the_ticket_closes_it_and_a_clerk_archives_it() -> Story:
    return (
        given(RESOLVED, customer(SIGNED))
        .when(other_agent(CloseTicket(report="电话指导后恢复")))
        .then_refused()
        .when(agent(CloseTicket(report="电话指导后恢复")))
        .then_recorded()
        .when(agent.asks("archive"))
        .then_refused()
        .when(clerk.asks("archive"))
        .then_allowed()
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
        given(opens(agent, CALL), opens(agent, CALL))
        .when(engineer(MergeTicket(into=FIRST, reason="重复报修")).on(2))
        .then_refused()
        .when(other_agent(MergeTicket(into=FIRST, reason="重复报修")).on(2))
        .then_recorded()
        .when(customer(cancel))
        .then_refused()
        .when(supervisor(cancel))
        .then_recorded()
    )
