"""Who publishes packs and calendars, sets the roster, and keeps accounts."""

from domain.policy.commands import ApprovePolicy, ProposePolicy, PublishPolicy
from domain.policy.in_force import shipped_text
from domain.rulebook.commands import digest
from domain.staff.commands import GrantRole, JoinStaff, JoinTeam, RevokeRole, SetRoster, TakeLeave
from domain.staff.events import Shift
from domain.staff.vocabulary import Role
from tests.scenarios.grammar import Story, given, right
from tests.scenarios.parts import at
from tests.scenarios.people import administrator, agent, engineer, manager, other_administrator
from tests.scenarios.told.section_9.standing import NORTH, north_supervisor, south_supervisor

RULES = "publish packs and calendars / roster"
ACCOUNTS = "accounts, keys, subscriptions, projections, dead letters"
PACK = shipped_text("handbook", 1).replace('name = "handbook"', 'name = "our-desk"')
DAY = at("00:00").date()
ENGINEER = (
    administrator(JoinStaff(name="张工", office="技术员", since=DAY)).on_record("staff-e-003"),
    north_supervisor(JoinTeam(team="north", since=DAY)).on_record("staff-e-003"),
)


@right(RULES, zh="政策包由系统管理员提出和发布，总监批准之后才能发布")
def administrators_publish_a_pack_once_a_manager_has_approved_it() -> Story:
    publish, approve = PublishPolicy(version=1), ApprovePolicy(version=1, sha256=digest(PACK))
    return (
        given(administrator(ProposePolicy(text=PACK)).on_record("policy-our-desk"))
        .when(administrator(publish).on_record("policy-our-desk"))
        .then_refused("not-approved")
        .when(administrator(approve).on_record("policy-our-desk"))
        .then_refused()
        .when(manager(approve).on_record("policy-our-desk"))
        .then_recorded()
        .when(manager(publish).on_record("policy-our-desk"))
        .then_refused()
        .when(administrator(publish).on_record("policy-our-desk"))
        .then_recorded(sha256=digest(PACK), text=PACK)
    )


@right(
    RULES,
    zh="排班、请假由本班组主管登记；别的班组主管和本人不能",
    en="The team's supervisor sets the roster and records leave",
)
def the_teams_supervisor_sets_the_roster_and_records_leave() -> Story:
    roster = SetRoster(since=DAY, until=DAY, shifts=(Shift(day=DAY, start="08:00", end="17:00"),))
    leave = TakeLeave(since=DAY, until=DAY, kind="annual")
    return (
        given(*ENGINEER, administrator(GrantRole(role=Role.ENGINEER, since=DAY)).on_record("staff-e-003"))
        .when(south_supervisor(roster).on_record("staff-e-003"))
        .then_refused()
        .when(north_supervisor(roster).on_record("staff-e-003"))
        .then_recorded()
        .when(engineer(leave).on_record("staff-e-003"))
        .then_refused()
        .when(north_supervisor(leave).on_record("staff-e-003"))
        .then_recorded()
    )


@right(ACCOUNTS, zh="系统管理员管理账号和角色，不能给自己授予角色，也不能查看工单内容")
def administrators_keep_accounts_and_see_no_ticket_content() -> Story:
    grant = GrantRole(role=Role.ENGINEER, since=DAY)
    revoke = RevokeRole(role=Role.ENGINEER, since=at("2024-06-01 00:00").date())
    their_own = GrantRole(role=Role.ADMINISTRATOR, since=DAY)
    return (
        given(
            NORTH,
            *ENGINEER,
            other_administrator(JoinStaff(name="赵管理", office="系统管理员", since=DAY)).on_record("staff-d-001"),
            other_administrator(their_own).on_record("staff-d-001"),
        )
        .when(north_supervisor(grant).on_record("staff-e-003"))
        .then_refused()
        .when(administrator(grant).on_record("staff-e-003"))
        .then_recorded()
        .when(administrator(revoke).on_record("staff-e-003"))
        .then_recorded()
        .when(administrator(GrantRole(role=Role.MANAGER, since=DAY)).on_record("staff-d-001"))
        .then_refused("own-role")
        .when(administrator.asks("operate", ticket=None))
        .then_allowed()
        .when(agent.asks("operate", ticket=None))
        .then_refused()
        .when(administrator.asks("read"))
        .then_refused()
    )
