"""The customer's word, survey and call-back (客户确认、满意度调查、回电): R28 to R30."""

from domain.ticket.commands import (
    AddAttachment,
    AnswerSurvey,
    CallBack,
    CloseTicket,
    ConfirmResolution,
    RejectResolution,
    ResolveTicket,
    SendSurvey,
)
from domain.ticket.events import (
    AttachmentAdded,
    CallbackMade,
    ResolutionConfirmed,
    ResolutionRejected,
    Score,
    SurveyAnswered,
    SurveySent,
)
from domain.ticket.vocabulary import Channel
from tests.scenarios.desk.figures import share
from tests.scenarios.grammar import Story, given, scenario
from tests.scenarios.parts import Step
from tests.scenarios.people import agent, customer, engineer, other_customer, supervisor
from tests.scenarios.told.ending.standing import standing
from tests.scenarios.told.planning.plans import PLANNED, REPAIR
from tests.scenarios.told.taking_in.intake import HASH

SOLVED: tuple[Step, ...] = (
    *PLANNED,
    engineer(REPAIR),
    engineer(ResolveTicket(cause="主板老化", handling="更换主板")).at("12:00"),
)
"""A general fault, repaired after its plan."""
SIGNED = ConfirmResolution(signature="张伟")
QUESTIONS = ("timeliness", "skill", "attitude", "effect")


def scores(*given: int) -> tuple[Score, ...]:
    return tuple(Score(question=question, score=score) for question, score in zip(QUESTIONS, given, strict=True))


@scenario(
    "R28",
    zh="客户在线核对结果并签字确认，他人不能代签",
    en="The customer verifies the result and signs online, and nobody else's customer does",
)
def the_customer_confirms_online() -> Story:
    return (
        given(*SOLVED)
        .when(other_customer(SIGNED))
        .then_refused()
        .when(customer(SIGNED))
        .then(ResolutionConfirmed(signature="张伟"))
        .when(supervisor.looks("查看一次性解决率", "looks at first-time fix"))
        .then_seen(share("first-time-fix"), "100 %")
    )


@scenario(
    "R28",
    zh="客户在纸质确认单上签字的，由工程师附扫描件代为登记",
    en="Signed on paper, the engineer enters it with the scan attached",
)
def the_customer_confirms_on_paper() -> Story:
    paper = {"sha256": HASH, "size": 9, "media_type": "image/jpeg", "name": "确认单.jpg", "purpose": "confirmation"}
    signed = {"signature": "张伟", "given": "signature", "evidence": HASH}
    return (
        given(*SOLVED)
        .when(engineer(SIGNED))
        .then_refused("how-given-needed")
        .when(engineer(ConfirmResolution.model_validate(signed)))
        .then_refused("no-such-attachment")
        .when(engineer(AddAttachment.model_validate(paper)))
        .then(AttachmentAdded.model_validate(paper))
        .when(engineer(ConfirmResolution.model_validate(signed)))
        .then(ResolutionConfirmed.model_validate(signed))
    )


@scenario(
    "R28",
    zh="客户不认可，工单重新处理，计为一次不认可，一次性解决率随之降低",
    en="A rejection reopens the work, counts, and lowers first-time fix",
)
def a_rejection_reopens_the_work_and_counts() -> Story:
    return (
        given(*SOLVED)
        .when(customer(RejectResolution(reason="仍有异响")))
        .then(ResolutionRejected(reason="仍有异响"))
        .then_seen(standing, "reopened 1 1")
        .when(customer(SIGNED))
        .then_refused("wrong-stage")
        .when(supervisor.looks("查看一次性解决率", "looks at first-time fix"))
        .then_seen(share("first-time-fix"), "0 %")
    )


@scenario(
    "R29",
    zh="解决后 24 小时内发送满意度调查，客户逐项评分",
    en="The survey goes out within 24 h of the solution and each question is scored",
)
def the_survey_goes_out_within_a_day_and_each_question_is_scored() -> Story:
    answer = AnswerSurvey(survey=1, scores=scores(5, 5, 4, 5), recommend=9, comment="很快")
    return (
        given(*SOLVED)
        .when(agent(SendSurvey(channel=Channel.PHONE)))
        .then_refused("no-survey-channel")
        .when(agent(SendSurvey(channel=Channel.SMS)).at("2024-05-02 12:00"))
        .then(SurveySent(survey=1, channel=Channel.SMS, form="handbook@2"))
        .then_clock("survey", limit="24 h", took="1 day")
        .when(customer(answer.model_copy(update={"scores": scores(5, 5, 4, 5)[:3]})))
        .then_refused("other-questions")
        .when(customer(answer.model_copy(update={"scores": scores(5, 5, 4, 6)})))
        .then_refused("off-the-scale")
        .when(customer(answer))
        .then(SurveyAnswered(survey=1, scores=scores(5, 5, 4, 5), low=False, recommend=9, comment="很快"))
    )


@scenario(
    "R30",
    zh="任一评分不高于 3，主管一小时内回电并记录原因；回电之前不能结案",
    en="A score of 3 or less is called back about within the hour, with the reason, before the case is closed",
)
def a_low_score_is_called_back_about_within_the_hour() -> Story:
    call = {"survey": 1, "category": "timeliness", "reason": "等备件三天", "agreed": "下次先送备机"}
    return (
        given(*SOLVED, customer(SIGNED), agent(SendSurvey(channel=Channel.SMS)))
        .when(customer(AnswerSurvey(survey=1, scores=scores(3, 5, 5, 5))).at("14:00"))
        .then(SurveyAnswered(survey=1, scores=scores(3, 5, 5, 5), low=True))
        .when(agent(CloseTicket()))
        .then_refused("call-back-owed")
        .when(supervisor(CallBack.model_validate(call)).at("15:00"))
        .then(CallbackMade.model_validate(call))
        .then_clock("call-back", limit="1 h", took="1 h")
    )


@scenario("R30", zh="评分都高于 3，无须回电", en="Above 3 there is nothing to call back about")
def above_three_there_is_nothing_to_call_back_about() -> Story:
    call = {"survey": 1, "category": "other", "reason": "–", "agreed": "–"}
    return (
        given(
            *SOLVED,
            agent(SendSurvey(channel=Channel.SMS)),
            customer(AnswerSurvey(survey=1, scores=scores(4, 4, 4, 4))),
        )
        .when(supervisor(CallBack.model_validate(call)))
        .then_refused("no-low-score")
    )
