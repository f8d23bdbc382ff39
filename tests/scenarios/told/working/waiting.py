"""Progress, cooperation and waiting (进度同步、配合、等待): R25 to R27."""

from domain.ticket.commands import (
    AcknowledgeReceipt,
    GradeTicket,
    PauseTicket,
    ProvideCooperation,
    RequestCooperation,
    ResolveTicket,
    ResumeTicket,
    ShareProgress,
    StartHandling,
)
from domain.ticket.events import (
    CooperationProvided,
    CooperationRequested,
    HandlingStarted,
    ProgressShared,
    TicketPaused,
    TicketResolved,
    TicketResumed,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import at
from tests.scenarios.people import agent, customer, engineer
from tests.scenarios.told.planning.diagnosis import GRADE
from tests.scenarios.told.planning.plans import AT_WORK
from tests.scenarios.told.taking_in.intake import CALL

NEWS = ShareProgress(channel=Channel.WECHAT, text="备件已发出")
IMPORTANT = (
    opens(agent, CALL.model_copy(update={"kind": Kind.CONSULTATION})).at("09:30"),
    agent(AcknowledgeReceipt(channel=Channel.PHONE)),
    agent(GradeTicket(severity="important", reason="影响月结")),
)
"""A question that half stops the work."""
SHARED = ProgressShared(channel=Channel.WECHAT, text="备件已发出")


@scenario(
    "R25",
    zh="紧急工单每两小时同步进度，错过即显示",
    en="An urgent customer hears every two hours, and a missed time shows",
)
def an_urgent_customer_hears_every_two_hours_and_a_missed_time_shows() -> Story:
    return (
        given(opens(agent, CALL).at("09:30"), agent(GRADE).at("09:45"))
        .when(agent(StartHandling(where="remote")).at("10:05"))
        .then(HandlingStarted(where="remote"))
        .when(agent(NEWS).at("12:05"))
        .then(SHARED)
        .then_clock("progress-sync", limit="2 h", took="2 h")
        .when(agent(NEWS).at("14:30"))
        .then(SHARED)
        .then_clock("progress-sync", limit="2 h", took="2 h", state="missed", nth=2)
    )


@scenario("R25", zh="其他工单每日同步进度")
def others_hear_daily() -> Story:
    return (
        given(*AT_WORK)
        .when(engineer(StartHandling(where="on-site")).at("10:05"))
        .then(HandlingStarted(where="on-site"))
        .when(engineer(NEWS).at("2024-05-02 10:05"))
        .then(SHARED)
        .then_clock("progress-sync", limit="24 h", took="1 day")
    )


@scenario("R26", zh="配合事项写明内容和期限，逾期即显示")
def what_the_customer_is_to_provide_is_listed_with_its_time() -> Story:
    return (
        given(*AT_WORK)
        .when(engineer(RequestCooperation(what="请安排人员开门并断电", due=at("14:00"))))
        .then(CooperationRequested(request=1, what="请安排人员开门并断电", due=at("14:00")))
        .when(customer(ProvideCooperation(request=1)))
        .then_refused("forbidden")
        .when(engineer(ProvideCooperation(request=1, note="物业已开门")).at("14:20"))
        .then(CooperationProvided(request=1, note="物业已开门"))
        .then_clock("cooperation", limit="as agreed", state="missed")
        .when(engineer(ProvideCooperation(request=2)))
        .then_refused("no-such-request")
    )


@scenario("R27", zh="暂停写明等谁、为何；恢复也写明原因", en="A wait says for whom and why, and so does its end")
def a_wait_says_for_whom_and_why_and_so_does_its_end() -> Story:
    return (
        given(*AT_WORK)
        .when(engineer(PauseTicket(waiting_for="customer", reason="等客户开门")))
        .then(TicketPaused(waiting_for="customer", reason="等客户开门"))
        .when(engineer(ResolveTicket(handling="更换主板")))
        .then_refused("wrong-stage")
        .when(engineer(PauseTicket(waiting_for="part", reason="等主板")))
        .then(TicketPaused(waiting_for="part", reason="等主板"))
        .when(engineer(ResumeTicket(reason="主板已到")))
        .then(TicketResumed(reason="主板已到"))
    )


@scenario(
    "R27",
    zh="等待客户时计时暂停，恢复后接着计；用时不含等待",
    en="A clock stands still while the customer is waited for and goes on after it: the wait is not counted",
)
def a_clock_stands_still_while_the_customer_is_waited_for() -> Story:
    return (
        given(*IMPORTANT)
        .when(agent(PauseTicket(waiting_for="customer", reason="等客户提供授权")).at("10:30"))
        .then(TicketPaused(waiting_for="customer", reason="等客户提供授权"))
        .then_clock("resolution", limit="24 h", took="1 h", state="paused")
        .when(agent(ResumeTicket(reason="客户已授权")).at("2024-05-02 08:30"))
        .then(TicketResumed(reason="客户已授权"))
        .then_clock("resolution", limit="24 h", took="1 h", state="running")
        .when(agent(ResolveTicket(handling="说明报表设置")).at("2024-05-02 10:00"))
        .then(TicketResolved(handling="说明报表设置"))
        .then_clock("resolution", limit="24 h", took="2 h 30 min")
    )


@scenario(
    "R27",
    zh="等待备件或第三方时，政策包未列明的计时照常进行",
    en="A wait for a part or a third party stops no clock that the policy does not name",
)
def a_wait_for_a_part_or_a_third_party_stops_no_clock_that_is_not_named() -> Story:
    return (
        given(*IMPORTANT)
        .when(agent(PauseTicket(waiting_for="part", reason="等授权狗")).at("10:30"))
        .then(TicketPaused(waiting_for="part", reason="等授权狗"))
        .then_clock("resolution", limit="24 h", took="1 h", state="running")
        .when(agent(PauseTicket(waiting_for="third-party", reason="等运营商恢复线路")).at("11:30"))
        .then(TicketPaused(waiting_for="third-party", reason="等运营商恢复线路"))
        .then_clock("resolution", limit="24 h", took="2 h", state="running")
        .when(agent(ResumeTicket(reason="线路已恢复")).at("2024-05-02 09:00"))
        .then(TicketResumed(reason="线路已恢复"))
        .when(agent(ResolveTicket(handling="说明报表设置")).at("2024-05-02 10:00"))
        .then(TicketResolved(handling="说明报表设置"))
        .then_clock("resolution", limit="24 h", took="1 day 30 min", state="missed")
    )
