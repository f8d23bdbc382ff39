"""Who quotes, records the customer's word, waits, tells of progress and resolves."""

from decimal import Decimal

from domain.ticket.commands import (
    AcceptFee,
    LogWork,
    PauseTicket,
    QuoteFee,
    RequestCooperation,
    ResolveTicket,
    ResumeTicket,
    ShareProgress,
)
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.parts import at
from tests.scenarios.people import agent, customer, engineer, other_agent, other_customer, other_engineer
from tests.scenarios.told.section_9.standing import NORTH, north_supervisor, south_supervisor

MONEY = "quote, record consent or refusal"
PROGRESS = "pause, resume, share progress, cooperation list"


@right(
    MONEY,
    zh="客服、工程师在本人的工单上报价；客户只对本人的工单表示同意；主管不能代为表示",
    en="A fee is quoted on one's own ticket and agreed to by its customer",
)
def a_fee_is_quoted_on_ones_own_ticket_and_agreed_to_by_its_customer() -> Story:
    quote = QuoteFee(amount=Decimal(480), items="主板 380 元,上门 100 元")
    yes = AcceptFee(quote=1, by="张伟", given="portal")
    return (
        given(NORTH)
        .when(other_agent(quote))
        .then_refused()
        .when(engineer(quote))
        .then_recorded(quote=1)
        .when(other_customer(yes))
        .then_refused()
        .when(north_supervisor(yes))
        .then_refused()
        .when(customer(yes))
        .then_recorded()
    )


@right(
    PROGRESS,
    zh="客服、工程师限本人的工单，主管限本班组的；客户不能暂停",
    en="Who has the ticket pauses it and tells of progress; the customer does not pause it",
)
def who_has_the_ticket_pauses_it_and_tells_of_progress_the_customer_does_not() -> Story:
    return (
        given(NORTH)
        .when(customer(PauseTicket(waiting_for="customer", reason="下周再来")))
        .then_refused()
        .when(engineer(PauseTicket(waiting_for="part", reason="等主板")))
        .then_recorded()
        .when(south_supervisor(ResumeTicket(reason="主板已到")))
        .then_refused()
        .when(north_supervisor(ResumeTicket(reason="主板已到")))
        .then_recorded()
        .when(other_agent(ShareProgress(channel=Channel.WECHAT, text="主板已到")))
        .then_refused()
        .when(agent(ShareProgress(channel=Channel.WECHAT, text="主板已到")))
        .then_recorded()
        .when(other_engineer(RequestCooperation(what="请断电", due=at("14:00"))))
        .then_refused()
        .when(engineer(RequestCooperation(what="请断电", due=at("14:00"))))
        .then_recorded(request=1)
    )


@right(
    "resolve",
    zh="由工单本人的客服、工程师或本班组主管解决；他人和客户不能",
    en="A ticket is resolved by who has it, or by the team's supervisor",
)
def a_ticket_is_resolved_by_who_has_it_or_the_teams_supervisor() -> Story:
    solved = ResolveTicket(handling="电话指导后恢复")
    return (
        given(NORTH, engineer(LogWork(work="guidance", steps="电话指导恢复出厂设置")))
        .when(customer(solved))
        .then_refused()
        .when(other_engineer(solved))
        .then_refused()
        .when(south_supervisor(solved))
        .then_refused()
        .when(north_supervisor(solved))
        .then_recorded()
    )
