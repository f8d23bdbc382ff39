"""Roles by the day, stand-ins, roster, leave and skills, as the staff record has them."""

import asyncio
from datetime import date

from domain.staff.choosing.ranking import Work, ranked
from domain.staff.commands import (
    CertifySkill,
    GrantRole,
    JoinStaff,
    JoinTeam,
    NameStandIn,
    RecordTraining,
    SetRoster,
    TakeLeave,
)
from domain.staff.events import Shift
from domain.staff.state import fold
from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    AnswerSurvey,
    ApproveCompensation,
    ApprovePlan,
    CallBack,
    DispatchEngineer,
    GradeTicket,
    LogWork,
    ProposeCompensation,
    ProposePlan,
    RequestPart,
    ResolveTicket,
    SendSurvey,
    ShareProgress,
)
from domain.ticket.events import Score
from domain.ticket.vocabulary import Channel
from tests.scenarios.grammar import Story, given, opens, right
from tests.scenarios.parts import Seen, Step, Who, at
from tests.scenarios.people import administrator, agent, customer, engineer, manager, other_engineer, supervisor
from tests.scenarios.section_9.sentences import ROLES_BY_DAY, ROSTER, SKILLS, STAND_IN
from tests.scenarios.told.planning.plans import PROPOSE
from tests.scenarios.told.section_9.people.acting import signature
from tests.scenarios.told.section_9.standing import GRADED, NORTH, north_supervisor
from tests.scenarios.told.taking_in.intake import CALL, OPENED

FIRST, LAST = date(2024, 5, 1), date(2024, 5, 31)
several = Who("agent", "b-001", also=("engineer",))


def on_record(number: str, name: str, office: str, role: Role) -> tuple[Step, Step]:
    return (
        administrator(JoinStaff(name=name, office=office, since=FIRST)).on_record(f"staff-{number}"),
        administrator(GrantRole(role=role, since=FIRST)).on_record(f"staff-{number}"),
    )


ZHANG = on_record("e-003", "张工", "技术员", Role.ENGINEER)
QIAN = on_record("s-002", "钱主管", "主管", Role.SUPERVISOR)
LI = on_record("e-004", "李工", "技术员", Role.ENGINEER)


@right(
    ROLES_BY_DAY,
    zh="兼任客服和工程师；工程师角色到 5 月 31 日为止",
    en="Somebody is an agent and, until the end of May, an engineer too",
)
def somebody_is_an_agent_and_until_the_end_of_may_an_engineer_too() -> Story:
    also = administrator(GrantRole(role=Role.ENGINEER, since=FIRST, until=LAST)).on_record("staff-b-001")
    propose = ProposePlan(steps="更换主板", owner="b-001", deadline=at("2024-06-03 18:00"))
    return (
        given(*on_record("b-001", "王敏", "客服", Role.AGENT), also)
        .when(opens(several, CALL))
        .then(OPENED)
        .when(several(propose).at("2024-05-31 17:00"))
        .then_recorded(plan=1)
        .when(several(RequestPart(part="PSU-35")))
        .then_recorded(request=1)
        .when(several(GradeTicket(severity="general", reason="不影响使用")).at("2024-06-01 09:00"))
        .then_recorded()
        .when(several(RequestPart(part="FAN-35")))
        .then_refused()
    )


@right(
    STAND_IN,
    zh="代班人在代班期间办理缺勤者的工单，事件中有两人的名字；代班结束即不能",
    en="A stand-in acts on the absent one's ticket, and both are named",
)
def a_stand_in_acts_on_the_absent_ones_ticket_and_both_are_named() -> Story:
    names = NameStandIn(absent="e-003", since=FIRST, until=FIRST, reason="e-003 请假")
    news = ShareProgress(channel=Channel.PHONE, text="由李工继续处理")
    return (
        given(NORTH, *ZHANG, *LI)
        .when(other_engineer(news))
        .then_refused()
        .when(supervisor(names).on_record("staff-e-004"))
        .then_recorded()
        .when(other_engineer(news).at("10:00"))
        .then_recorded()
        .then_seen(signature, "e-004 engineer", "for e-003", "2024-05-01 10:00", "customer-zhang", "api")
        .when(other_engineer(news).at("2024-05-02 09:00"))
        .then_refused()
    )


@right(ROSTER, zh="派单人选按排班和请假排序")
def roster_and_leave_change_who_is_offered_for_dispatch() -> Story:
    duty = SetRoster(since=FIRST, until=FIRST, shifts=(Shift(day=FIRST, start="08:00", end="17:00"),))
    leave = TakeLeave(since=FIRST, until=FIRST, kind="annual")
    return (
        given(GRADED, *ZHANG, *LI)
        .when(supervisor(duty).on_record("staff-e-004"))
        .then_recorded()
        .then_seen(candidates, "e-004 +20", "e-003 +10")
        .when(supervisor(leave).on_record("staff-e-004"))
        .then_recorded()
        .then_seen(candidates, "e-003 +10", "e-004 -100")
    )


@right(ROSTER, zh="派给请假的人须说明原因", en="Somebody on leave is dispatched only with a reason")
def somebody_on_leave_is_dispatched_only_with_a_reason() -> Story:
    leave = TakeLeave(since=FIRST, until=FIRST, kind="annual")
    return (
        given(GRADED, *ZHANG, supervisor(leave).on_record("staff-e-003"))
        .when(supervisor(DispatchEngineer(engineer="e-003")))
        .then_refused("engineer-on-leave")
        .when(supervisor(DispatchEngineer(engineer="e-003", reason="客户指定,本人同意")))
        .then_recorded()
    )


@right(
    ROSTER,
    zh="请假的主管当天不审批、不回电，由其他有权的人办理；假满后照常",
    en="A supervisor on leave neither approves nor calls back that day: somebody else who may does",
)
def a_supervisor_on_leave_neither_approves_nor_calls_back_that_day() -> Story:
    leave = TakeLeave(since=FIRST, until=FIRST, kind="sick")
    low = AnswerSurvey(
        survey=1,
        scores=tuple(Score(question=asked, score=2) for asked in ("timeliness", "skill", "attitude", "effect")),
    )
    called = CallBack(survey=1, category="timeliness", reason="等备件三天", agreed="下次先送备机")
    north = north_supervisor(JoinTeam(team="north", since=FIRST)).on_record("staff-s-002")
    away = north_supervisor(leave).on_record("staff-s-002")
    return (
        given(NORTH, *QIAN, north, *ZHANG, away)
        .when(engineer(PROPOSE))
        .then_recorded(plan=1)
        .when(north_supervisor(ApprovePlan(plan=1)))
        .then_refused("on-leave")
        .when(manager(ApprovePlan(plan=1)))
        .then_recorded()
        .when(agent(ProposeCompensation(what="延长保修三个月", reason="久等备件")))
        .then_recorded(compensation=1)
        .when(north_supervisor(ApproveCompensation(compensation=1)))
        .then_refused("on-leave")
        .when(engineer(LogWork(work="guidance", steps="电话指导恢复出厂设置")))
        .then_recorded()
        .when(agent(ResolveTicket(handling="电话指导后恢复")))
        .then_recorded()
        .when(agent(SendSurvey(channel=Channel.SMS)))
        .then_recorded(survey=1, form="handbook@2")
        .when(customer(low))
        .then_recorded(low=True)
        .when(north_supervisor(called))
        .then_refused("on-leave")
        .when(north_supervisor(called).at("2024-05-02 09:00"))
        .then_recorded()
    )


@right(SKILLS, zh="技能、证书、培训写明日期；证书到期后不再算数")
def skills_and_certificates_count_from_a_day_to_a_day() -> Story:
    knows = CertifySkill(skill="空调", certificate="制冷工证", since=FIRST, until=LAST)
    trained = RecordTraining(title="新型压缩机", day=FIRST, minutes=90, outcome="passed")
    return (
        given(GRADED, *ZHANG)
        .when(engineer(knows).on_record("staff-e-003"))
        .then_refused()
        .when(supervisor(knows).on_record("staff-e-003"))
        .then_recorded()
        .then_seen(candidates, "e-003 +55")
        .when(supervisor(trained).on_record("staff-e-003"))
        .then_recorded()
        .when(supervisor.looks("6 月 1 日查看可派的工程师", "looks on 1 June whom to dispatch").on("2024-06-01 09:00"))
        .then_seen(candidates, "e-003 +10")
    )


def candidates(seen: Seen) -> list[tuple[str, str, str]]:
    """Who could be dispatched to an air conditioner now, the best first, with the reasons."""
    known = [fold(asyncio.run(seen.desk.events_of(f"staff-{number}"))) for number in ("e-003", "e-004")]
    found = ranked([person for person in known if person], Work(at=seen.now, product="智能空调"))
    return [
        (
            f"{one.staff.number} {one.points:+d}",
            f"{one.staff.number} ({one.points:+d}): {'；'.join(reason.say('zh') for reason in one.reasons)}",
            f"{one.staff.number} ({one.points:+d}): {'; '.join(reason.say('en') for reason in one.reasons)}",
        )
        for one in found
    ]
