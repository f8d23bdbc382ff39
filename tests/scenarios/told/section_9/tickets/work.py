"""Who dispatches, works and handles parts."""

from domain.staff.commands import GrantRole, JoinStaff, JoinTeam, NameStandIn
from domain.staff.vocabulary import Role
from domain.ticket.commands import (
    AcceptDispatch,
    ConfirmPart,
    DispatchEngineer,
    LogWork,
    PromiseVisit,
    ReceivePart,
    RequestPart,
    ShipPart,
    UsePart,
)
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.parts import at
from tests.scenarios.people import administrator, agent, emergency, engineer, other_engineer, warehouse
from tests.scenarios.told.section_9.standing import GRADED, NORTH, north_supervisor, south_supervisor

DISPATCH = "dispatch, reassign, stand in"
WORK = "accept, decline, visit, work log, parts used"
PARTS = "parts: request / stock, reserve, ship, receive"
DAY = at("00:00").date()


@right(
    DISPATCH,
    zh="主管在本班组内派单、改派；应急小组不限；工程师不能",
    en="Supervisors dispatch their team's tickets, the emergency team any",
)
def supervisors_dispatch_their_teams_tickets_the_emergency_team_any() -> Story:
    passed = DispatchEngineer(engineer="e-004", reason="e-003 请假")
    return (
        given(GRADED)
        .when(engineer(DispatchEngineer(engineer="e-003")))
        .then_refused()
        .when(north_supervisor(DispatchEngineer(engineer="e-003", team="north")))
        .then_recorded()
        .when(south_supervisor(passed))
        .then_refused()
        .when(emergency(passed))
        .then_recorded()
    )


@right(DISPATCH, zh="代班由本班组主管指定，本人不能自行指定", en="A stand-in is named by the team's supervisor")
def a_stand_in_is_named_by_the_teams_supervisor() -> Story:
    names = NameStandIn(absent="e-003", since=DAY, until=DAY, reason="e-003 请假")
    return (
        given(
            administrator(JoinStaff(name="张工", office="技术员", since=DAY)).on_record("staff-e-003"),
            administrator(JoinStaff(name="李工", office="技术员", since=DAY)).on_record("staff-e-004"),
            administrator(GrantRole(role=Role.ENGINEER, since=DAY)).on_record("staff-e-004"),
            north_supervisor(JoinTeam(team="north", since=DAY)).on_record("staff-e-004"),
        )
        .when(other_engineer(names).on_record("staff-e-004"))
        .then_refused()
        .when(south_supervisor(names).on_record("staff-e-004"))
        .then_refused()
        .when(north_supervisor(names).on_record("staff-e-004"))
        .then_recorded()
    )


@right(
    WORK,
    zh="只有派到单的工程师接单、约定上门、记录工作",
    en="The engineer who was dispatched accepts, visits and logs work",
)
def the_engineer_who_was_dispatched_accepts_visits_and_logs_work() -> Story:
    looked = LogWork(work="inspection", steps="测量主板电压", minutes=20, result="0 V")
    return (
        given(NORTH)
        .when(other_engineer(AcceptDispatch()))
        .then_refused()
        .when(engineer(AcceptDispatch()))
        .then_recorded()
        .when(north_supervisor(PromiseVisit(at=at("14:00"))))
        .then_refused()
        .when(engineer(PromiseVisit(at=at("14:00"))))
        .then_recorded()
        .when(agent(looked))
        .then_refused()
        .when(engineer(looked))
        .then_recorded()
        .when(warehouse(UsePart(part="PSU-35")))
        .then_refused()
    )


@right(
    PARTS,
    zh="工程师为本人的工单申请备件；库存、发运、签收由备件人员办理",
    en="Engineers request parts; the warehouse stocks, ships and receives",
)
def engineers_request_parts_the_warehouse_stocks_ships_and_receives() -> Story:
    ask = RequestPart(part="PSU-35", reason="主板烧毁")
    return (
        given(NORTH)
        .when(other_engineer(ask))
        .then_refused()
        .when(engineer(ask))
        .then_recorded(request=1)
        .when(engineer(ConfirmPart(request=1, available=True)))
        .then_refused()
        .when(warehouse(ConfirmPart(request=1, available=True)))
        .then_recorded()
        .when(warehouse(ShipPart(request=1, carrier="顺丰", waybill="SF123")))
        .then_recorded()
        .when(agent(ReceivePart(request=1)))
        .then_refused()
        .when(warehouse(ReceivePart(request=1)))
        .then_recorded()
    )
