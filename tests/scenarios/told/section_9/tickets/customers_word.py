"""Whose word the customer's is: who confirms, scores and objects, and who calls back and follows up."""

from domain.ticket.commands import (
    AcknowledgeReceipt,
    AddAttachment,
    AnswerSurvey,
    CallBack,
    ConfirmResolution,
    FollowUp,
    RaiseObjection,
    RejectResolution,
    ResolveTicket,
    RouteTicket,
    SendSurvey,
)
from domain.ticket.events import Score
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, right
from tests.scenarios.people import (
    agent,
    complaint_handler,
    customer,
    engineer,
    other_agent,
    other_customer,
    other_engineer,
)
from tests.scenarios.told.section_9.standing import RESOLVED, north_supervisor, south_supervisor
from tests.scenarios.told.taking_in.intake import CALL, HASH

CONFIRM = "confirm, reject, rate, object"
CALL_BACK = "call back, follow up"
SIGNED = ConfirmResolution(signature="张伟")
LOW = tuple(Score(question=asked, score=2) for asked in ("timeliness", "skill", "attitude", "effect"))


@right(
    CONFIRM,
    zh="客户确认或不认可本人的工单；别的客户和主管不能",
    en="Customers confirm or reject their own ticket; other customers and supervisors do not",
)
def customers_confirm_or_reject_their_own_ticket() -> Story:
    return (
        given(RESOLVED)
        .when(other_customer(SIGNED))
        .then_refused()
        .when(north_supervisor(SIGNED))
        .then_refused()
        .when(customer(SIGNED))
        .then_recorded()
        .when(customer(RejectResolution(reason="又不制冷了")))
        .then_recorded()
    )


@right(
    CONFIRM,
    zh="客户对本人的工单评价、提出异议；别的客户不能",
    en="Customers rate and object on their own ticket; other customers do not",
)
def customers_rate_and_object_on_their_own_ticket() -> Story:
    return (
        given(RESOLVED, agent(SendSurvey(channel=Channel.SMS)))
        .when(other_customer(AnswerSurvey(survey=1, scores=LOW)))
        .then_refused()
        .when(customer(AnswerSurvey(survey=1, scores=LOW)))
        .then_recorded(low=True)
        .when(other_customer(RaiseObjection(reason="又不制冷了")))
        .then_refused()
        .when(customer(RaiseObjection(reason="又不制冷了")))
        .then_recorded()
    )


@right(
    CONFIRM,
    zh="客服、工程师代客户登记，须说明方式并附凭据",
    en="Agents and engineers enter the customer's word with evidence",
)
def agents_and_engineers_enter_the_customers_word_with_evidence() -> Story:
    paper = {"sha256": HASH, "size": 9, "media_type": "image/jpeg", "name": "确认单.jpg", "purpose": "confirmation"}
    shown = ConfirmResolution(signature="张伟", given="signature", evidence=HASH)
    return (
        given(RESOLVED, engineer(AddAttachment.model_validate(paper)))
        .when(engineer(SIGNED))
        .then_refused("how-given-needed")
        .when(engineer(ConfirmResolution(signature="张伟", given="signature")))
        .then_refused("evidence-needed")
        .when(other_engineer(shown))
        .then_refused()
        .when(engineer(shown))
        .then_recorded()
        .when(other_agent(RaiseObjection(reason="又不制冷了", given="message", evidence=HASH)))
        .then_recorded()
    )


@right(
    CALL_BACK,
    zh="评分低时由本班组主管回电；客服和别的班组主管不能",
    en="After a low score the team's supervisor calls back; agents and other teams' supervisors do not",
)
def after_a_low_score_the_teams_supervisor_calls_back() -> Story:
    called = CallBack(survey=1, category="timeliness", reason="等备件三天", agreed="下次先送备机")
    return (
        given(RESOLVED, agent(SendSurvey(channel=Channel.SMS)), customer(AnswerSurvey(survey=1, scores=LOW)))
        .when(agent(called))
        .then_refused()
        .when(south_supervisor(called))
        .then_refused()
        .when(north_supervisor(called))
        .then_recorded()
    )


@right(
    CALL_BACK,
    zh="投诉处理回访分给本人的工单；客服不能",
    en="The complaint handler follows up what is theirs; agents do not",
)
def the_complaint_handler_follows_up_what_is_theirs() -> Story:
    well = FollowUp(channel=Channel.PHONE, solved=True, professional=True, satisfied=True)
    return (
        given(
            opens(agent, CALL),
            agent(AcknowledgeReceipt(channel=Channel.PHONE)),
            agent(RouteTicket(staff="h-001", reason="客户不满")),
            complaint_handler(ResolveTicket(handling="道歉并更换配件")),
        )
        .when(agent(well))
        .then_refused()
        .when(complaint_handler(well))
        .then_recorded()
    )
