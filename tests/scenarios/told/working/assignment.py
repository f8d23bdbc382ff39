"""Whom the work goes to (派单): R19."""

import asyncio
from collections import Counter

from domain.staff.choosing.ranking import Candidate, Work, ranked
from domain.staff.commands import CertifySkill, EndEmployment, GrantRole, JoinStaff, SetRoster
from domain.staff.events import StaffLeft
from domain.staff.state import fold
from domain.staff.vocabulary import Role
from domain.ticket.commands import DispatchEngineer, GradeTicket
from domain.ticket.events import EngineerDispatched, Product
from tests.scenarios.grammar import Story, given, opens, scenario
from tests.scenarios.parts import Seen, at
from tests.scenarios.people import administrator, agent, engineer, supervisor
from tests.scenarios.told.taking_in.intake import CALL
from tests.scenarios.told.working.dispatch import DISPATCHED, GRADED

SINCE = at("2024-01-01 00:00").date()
ENGINEERS = (
    administrator(JoinStaff(name="张工", office="技术员", since=SINCE)).on_record("staff-e-003"),
    administrator(GrantRole(role=Role.ENGINEER, since=SINCE)).on_record("staff-e-003"),
    supervisor(CertifySkill(skill="空调", certificate="制冷工证", since=SINCE)).on_record("staff-e-003"),
    administrator(JoinStaff(name="李工", office="技术员", since=SINCE)).on_record("staff-e-004"),
    administrator(GrantRole(role=Role.ENGINEER, since=SINCE)).on_record("staff-e-004"),
    supervisor(SetRoster(since=at("00:00").date(), until=at("00:00").date(), shifts=())).on_record("staff-e-004"),
)
"""One knows the product and has a ticket already, the other is off duty."""


def _candidates(seen: Seen) -> list[tuple[str, str, str]]:
    """Who could be dispatched for the last ticket, the best first, with the reasons."""
    staff = [fold(asyncio.run(seen.desk.events_of(f"staff-{number}"))) for number in ("e-003", "e-004")]
    tickets = [asyncio.run(seen.desk.ticket(number)) for number in seen.numbers]
    load = Counter(ticket.engineer for ticket in tickets if ticket.engineer)
    product = tickets[-1].product
    work = Work(at=seen.now, product=product.name if product else None, load=load)
    return [
        (
            found.staff.number,
            _told(found, "；", [reason.say("zh") for reason in found.reasons]),
            _told(found, "; ", [reason.say("en") for reason in found.reasons]),
        )
        for found in ranked([person for person in staff if person], work)
    ]


def _told(found: Candidate, glue: str, reasons: list[str]) -> str:
    return f"{found.staff.number} ({found.points:+d}): {glue.join(reasons)}"


@scenario("R19", zh="系统按理由给工程师排序，由主管决定", en="Engineers are ranked with reasons, and a person decides")
def engineers_are_ranked_with_reasons_and_a_person_decides() -> Story:
    cooling = CALL.model_copy(update={"product": Product(name="智能空调")})
    return (
        given(
            *ENGINEERS,
            *GRADED,
            supervisor(DispatchEngineer(engineer="e-003")),
            opens(agent, cooling),
            agent(GradeTicket(severity="1", reason="核心功能失效")).on(2),
        )
        .under("appliance")
        .when(supervisor.looks("查看第 2 张工单可派的工程师", "looks whom to dispatch for ticket 2"))
        .then_seen(_candidates, "e-003", "e-004")
        .when(supervisor(DispatchEngineer(engineer="e-004", team="north", visit_expected=at("14:00"))).on(2))
        .then(EngineerDispatched(engineer="e-004", team="north", visit_expected=at("14:00")))
    )


@scenario("R19", zh="改派须由主管办理并说明原因")
def passing_the_work_on_takes_a_reason_and_a_supervisor() -> Story:
    passed = DispatchEngineer(engineer="e-004", reason="e-003 休假")
    return (
        given(*DISPATCHED)
        .under("appliance")
        .when(supervisor(DispatchEngineer(engineer="e-004")))
        .then_refused("reason-needed")
        .when(engineer(passed))
        .then_refused("forbidden")
        .when(supervisor(passed))
        .then(EngineerDispatched(engineer="e-004", reason="e-003 休假"))
    )


@scenario("R19", zh="工单分级之前不能派单")
def nobody_is_dispatched_before_the_ticket_is_graded() -> Story:
    return given(opens(agent, CALL)).when(supervisor(DispatchEngineer(engineer="e-003"))).then_refused("not-graded")


@scenario(
    "R19",
    zh="不派给没有档案或已离职的人；派给没有相应技能的人须说明原因",
    en="Nobody unknown or gone is dispatched, and who lacks the skill only with a reason",
)
def nobody_who_is_unknown_or_has_left_is_dispatched_and_who_lacks_the_skill_only_with_a_reason() -> Story:
    cooling = CALL.model_copy(update={"product": Product(name="智能空调")})
    left = EndEmployment(since=at("2024-05-01 00:00").date())
    return (
        given(
            *ENGINEERS,
            supervisor(CertifySkill(skill="手机", since=SINCE)).on_record("staff-e-004"),
            opens(agent, cooling).at("09:30"),
            agent(GradeTicket(severity="1", reason="核心功能失效")),
        )
        .under("appliance")
        .when(supervisor(DispatchEngineer(engineer="e-009")))
        .then_refused("engineer-not-on-record")
        .when(supervisor(DispatchEngineer(engineer="e-004")))
        .then_refused("engineer-without-skill")
        .when(supervisor(DispatchEngineer(engineer="e-004", reason="由 e-003 电话指导")))
        .then(EngineerDispatched(engineer="e-004", reason="由 e-003 电话指导"))
        .when(administrator(left).on_record("staff-e-003"))
        .then(StaffLeft(since=at("2024-05-01 00:00").date()))
        .when(supervisor(DispatchEngineer(engineer="e-003", reason="熟悉该产品")))
        .then_refused("engineer-not-employed")
    )
