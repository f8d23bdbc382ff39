"""What holds of every action: it is checked, it is signed, and its reach follows from whose the ticket is."""

import asyncio

from domain.ticket.commands import (
    AddNote,
    GradeTicket,
    LogWork,
    PauseTicket,
    RequestPart,
    ResolveTicket,
    ResumeTicket,
    ShareProgress,
)
from domain.ticket.vocabulary import Channel
from domain.wording import word
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.parts import Seen
from tests.scenarios.people import (
    agent,
    auditor,
    customer,
    emergency,
    engineer,
    manager,
    other_agent,
    other_engineer,
    privacy_officer,
    warehouse,
)
from tests.scenarios.section_9.sentences import AUDITOR, CHECKED, OTHERS_READ, SCOPES, SIGNED
from tests.scenarios.told.section_9.standing import NORTH, north_supervisor, south_supervisor


@right(CHECKED, zh="角色、对象、状态三者都须允许", en="Role, object and state must each allow it")
def role_object_and_state_must_each_allow_it() -> Story:
    wait = PauseTicket(waiting_for="part", reason="等主板")
    solved = ResolveTicket(handling="电话指导后恢复")
    return (
        given(NORTH, engineer(LogWork(work="guidance", steps="电话指导恢复出厂设置")))
        .when(warehouse(wait))
        .then_refused()
        .when(other_engineer(wait))
        .then_refused()
        .when(engineer(wait))
        .then_recorded()
        .when(engineer(solved))
        .then_refused("wrong-stage")
        .when(engineer(ResumeTicket(reason="主板已到")))
        .then_recorded()
        .when(engineer(solved))
        .then_recorded()
    )


def signature(seen: Seen) -> list[tuple[str, str, str]]:
    """What surrounds the last event of the last ticket."""
    envelope = asyncio.run(seen.desk.history(seen.numbers[-1]))[-1].envelope
    actor, time = envelope.actor, f"{envelope.occurred.astimezone(seen.now.tzinfo):%Y-%m-%d %H:%M}"
    role = word(actor.role, chinese=True), word(actor.role, chinese=False)
    absent = actor.stand_in_for
    return [
        (f"{actor.id} {actor.role}", f"何人：{actor.id}（{role[0]}）", f"who: {actor.id} ({role[1]})"),
        *([(f"for {absent}", f"代：{absent}", f"standing in for: {absent}")] if absent else []),
        (time, f"何时：{time}", f"when: {time}"),
        (str(envelope.customer), f"为谁：{envelope.customer}", f"for whom: {envelope.customer}"),
        (actor.channel, f"从何处：{actor.channel}", f"from where: {actor.channel}"),
    ]


@right(
    SIGNED,
    zh="事件记载何人、以何角色、何时、为谁、从何处",
    en="An event names who acted in which role, when, for whom and from where",
)
def an_event_names_who_acted_in_which_role_when_for_whom_and_from_where() -> Story:
    return (
        given(NORTH)
        .when(engineer(ShareProgress(channel=Channel.PHONE, text="备件已发出")).at("10:05"))
        .then_recorded()
        .then_seen(signature, "e-003 engineer", "2024-05-01 10:05", "customer-zhang", "api")
    )


@right(
    SCOPES, zh="本人的、本班组的、全部", en="“Own” is opened by me or given to me, “team” is my team's, “all” is any"
)
def own_is_opened_by_or_given_to_me_team_is_my_teams_all_is_any() -> Story:
    looked = LogWork(work="inspection", steps="测量主板电压")
    return (
        given(NORTH)
        .when(agent(ShareProgress(channel=Channel.PHONE, text="已派工程师")))
        .then_recorded()
        .when(other_agent(ShareProgress(channel=Channel.PHONE, text="已派工程师")))
        .then_refused()
        .when(engineer(looked))
        .then_recorded()
        .when(other_engineer(looked))
        .then_refused()
        .when(north_supervisor(AddNote(text="重点跟进")))
        .then_recorded()
        .when(south_supervisor(AddNote(text="重点跟进")))
        .then_refused()
        .when(other_agent(AddNote(text="客户来电询问")))
        .then_recorded()
    )


@right(
    OTHERS_READ,
    zh="备件人员只看申请过备件的工单和备件申请，应急小组看工单，个人信息保护人员不看工单",
    en="The warehouse reads requests for parts and the tickets they are for, the emergency team all, privacy officers none",
)
def who_is_not_named_for_tickets_reads_what_their_own_work_needs() -> Story:
    return (
        given(NORTH)
        .when(warehouse.asks("read"))
        .then_refused()
        .when(engineer(RequestPart(part="PSU-KFR35", quantity=1, reason="电源板烧毁")))
        .then_recorded(request=1)
        .when(warehouse.asks("read"))
        .then_allowed()
        .when(warehouse.asks("read-parts", ticket=None))
        .then_allowed()
        .when(engineer.asks("read-parts", ticket=None))
        .then_refused()
        .when(emergency.asks("read"))
        .then_allowed()
        .when(warehouse.asks("read-rules", ticket=None))
        .then_allowed()
        .when(warehouse.asks("read-own-metrics", ticket=None))
        .then_allowed()
        .when(privacy_officer.asks("read"))
        .then_refused()
        .when(privacy_officer.asks("read-restricted", ticket=None))
        .then_allowed()
        .when(manager.asks("read-restricted", ticket=None))
        .then_refused()
    )


@right(
    AUDITOR,
    zh="审计查看工单、指标、审计记录，不能备注、分级、更正",
    en="An auditor reads tickets, figures and the audit, and adds nothing",
)
def an_auditor_reads_tickets_figures_and_audit_and_adds_nothing() -> Story:
    story = given(NORTH)
    for look in ("read", "read-metrics", "read-audit"):
        story = story.when(auditor.asks(look)).then_allowed()
    for look in ("read-customer", "read-rules", "list-staff", "look-up"):
        story = story.when(auditor.asks(look, ticket=None)).then_allowed()
    return (
        story.when(auditor(AddNote(text="已查")))
        .then_refused()
        .when(auditor(GradeTicket(severity="urgent", reason="应更高")))
        .then_refused()
        .when(auditor(AddNote(text="补记")).at("17:00").happened_at("14:00", "补记"))
        .then_refused()
        .when(customer.asks("read-audit"))
        .then_refused()
    )
