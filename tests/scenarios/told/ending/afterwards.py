"""What lies beyond the first closing: asked again, followed up late, on record without a gap, put away for good."""

from domain.ticket.commands import (
    AcknowledgeReceipt,
    AnswerSurvey,
    ArchiveTicket,
    AssistRemotely,
    AuthoriseRemoteAssistance,
    CloseTicket,
    ConfirmResolution,
    DiagnoseFault,
    FollowUp,
    LinkTicket,
    LogWork,
    ProposePlan,
    RejectResolution,
    ReopenTicket,
    ResolveTicket,
    SendSurvey,
)
from domain.ticket.events import (
    Contact,
    FollowUpMade,
    Product,
    ServiceRecordCompleted,
    SurveySent,
    TicketClosed,
    TicketLinked,
)
from domain.ticket.vocabulary import Channel, Kind
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import at
from tests.scenarios.people import agent, clerk, customer, engineer, supervisor
from tests.scenarios.told.ending.closing import SOLVED_THERE, WELL
from tests.scenarios.told.ending.standing import standing
from tests.scenarios.told.ending.survey import SIGNED, SOLVED, scores
from tests.scenarios.told.taking_in.intake import CALL, FIRST

BY_SMS = SendSurvey(channel=Channel.SMS)


@scenario(
    "R29",
    zh="每次解决发送一次调查；二次补救之后可重新发送，旧的调查不再作答",
    en="A survey for each solution: after a second remedy it is sent anew, and the old one is answered no more",
)
def after_a_second_remedy_the_survey_is_sent_anew() -> Story:
    return (
        given(*SOLVED, agent(BY_SMS))
        .when(agent(SendSurvey(channel=Channel.EMAIL)))
        .then_refused("surveyed-already")
        .when(customer(RejectResolution(reason="仍有异响")))
        .then_recorded()
        .when(engineer(LogWork(work="guidance", steps="电话指导客户紧固风扇")))
        .then_recorded()
        .when(agent(ResolveTicket(handling="客户按指导紧固风扇")))
        .then_recorded()
        .when(agent(SendSurvey(channel=Channel.EMAIL)))
        .then(SurveySent(survey=2, channel=Channel.EMAIL, form="handbook@2"))
        .when(customer(AnswerSurvey(survey=1, scores=scores(5, 5, 5, 5))))
        .then_refused("not-newest-survey")
    )


@scenario(
    "R31",
    "R32",
    zh="结案后回访得知未解决，工单即重新处理",
    en="A follow-up after closing that finds it not solved takes the case up again",
)
def a_follow_up_after_closing_that_finds_it_not_solved_takes_it_up_again() -> Story:
    badly = {**WELL, "solved": False, "satisfied": False, "note": "第二天又报警"}
    return (
        given(*SOLVED, customer(SIGNED), agent(CloseTicket()))
        .when(supervisor(FollowUp.model_validate(badly)))
        .then(FollowUpMade.model_validate(badly))
        .then_seen(standing, "reopened 1 0")
        .when(agent(CloseTicket()))
        .then_refused("not-confirmed")
    )


@scenario(
    "R31",
    zh="客户未签字，但回访时说已解决且满意，可按客户满意结案",
    en="Who did not sign but says when asked that it is solved and they are satisfied is taken at their word",
)
def a_good_follow_up_stands_for_the_signature() -> Story:
    return (
        given(*SOLVED)
        .when(supervisor(FollowUp.model_validate(WELL)))
        .then(FollowUpMade.model_validate(WELL))
        .when(agent(CloseTicket()))
        .then_recorded()
    )


@scenario(
    "R33a",
    zh="各项齐全时，服务记录在结案时即告完整",
    en="Where everything is known, the service record is complete at closing",
)
def where_everything_is_known_the_service_record_is_complete() -> Story:
    call = CALL.model_copy(
        update={
            "kind": Kind.CONSULTATION,
            "customer_name": "李娜",
            "contact": Contact(name="李娜", phone="13900005678"),
            "product": Product(name="智能空调", model="KFR-35", serial="202403A0001", purchased="2024-03"),
        }
    )
    return (
        given(
            opens(agent, call),
            agent(AcknowledgeReceipt()),
            agent(DiagnoseFault(finding="触点氧化", fault_type="hardware")),
            agent(ProposePlan(steps="清洁触点", owner="a-001", deadline=at("18:00"))),
            customer(AuthoriseRemoteAssistance(by="李娜", given="portal")),
            agent(AssistRemotely(actions="指导客户清洁触点", result="恢复正常")),
            agent(ResolveTicket(handling="指导客户清洁触点")),
        )
        .when(customer(ConfirmResolution(signature="李娜", note="好用了")))
        .then_recorded()
        .when(agent(CloseTicket()))
        .then(TicketClosed(closed_as="satisfied"), ServiceRecordCompleted(gaps=()))
    )


@scenario(
    "R32",
    "R34",
    zh="已归档的案卷不再改动；故障再次出现时另行登记并关联",
    en="An archived dossier stays as it is: the fault that comes again is another ticket, linked to it",
)
def an_archived_dossier_stays_as_it_is_and_a_new_ticket_is_linked_to_it() -> Story:
    return (
        given(*SOLVED_THERE, agent(CloseTicket()), clerk(ArchiveTicket()).at("2024-05-03 09:00"))
        .when(customer(ReopenTicket(reason="又报警")))
        .then_refused("archived")
        .when(opens(customer, CALL.model_copy(update={"channel": Channel.WEB})))
        .then_recorded()
        .when(agent(LinkTicket(other=FIRST, relation="repeat")).on(2))
        .then(TicketLinked(other=FIRST, relation="repeat"))
    )
