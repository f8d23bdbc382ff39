"""Progress, cooperation and waiting (进度同步、配合、等待): R25 to R27."""

import asyncio

from domain.ticket.commands import (
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
    TicketResumed,
)
from domain.ticket.state import fold
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen, at
from tests.scenarios.people import agent, customer, engineer
from tests.scenarios.told.planning.diagnosis import GRADE
from tests.scenarios.told.planning.plans import AT_WORK
from tests.scenarios.told.taking_in.intake import CALL

NEWS = ShareProgress(channel=Channel.WECHAT, text="备件已发出")
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


def _standing_still(seen: Seen) -> list[tuple[str, str, str]]:
    """The clocks that the pack lets stand still for whom the ticket waits."""
    [ticket] = [fold(asyncio.run(seen.desk.events_of(f"ticket-{number}"))) for number in seen.numbers]
    waits_for = ticket.waiting_for if ticket else None
    pausing = [(name, clock.title) for name, clock in seen.pack.clocks.items() if waits_for in clock.pauses]
    return [
        *((name, f"暂停计时：{title.zh}", f"stands still: {title.en}") for name, title in pausing),
        *(() if pausing else (("none", "没有计时暂停", "no clock stands still"),)),
    ]


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
    zh="等待客户时暂停哪些计时，由政策包规定；等待备件时都不暂停",
    en="The policy says which clocks stand still for the customer; for a part none does",
)
def the_policy_says_which_clocks_stand_still_for_the_customer() -> Story:
    return (
        given(*AT_WORK)
        .when(engineer(PauseTicket(waiting_for="customer", reason="等客户开门")))
        .then(TicketPaused(waiting_for="customer", reason="等客户开门"))
        .then_seen(_standing_still, "resolution", "progress-sync", "promised-solution")
        .when(engineer(PauseTicket(waiting_for="part", reason="等主板")))
        .then(TicketPaused(waiting_for="part", reason="等主板"))
        .then_seen(_standing_still, "none")
    )
