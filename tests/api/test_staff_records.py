"""Roles, teams and stand-ins come from the staff record, where there is one."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from api.callers import Caller
from api.service import Service
from api.staff_records import StaffRecords
from domain.application import TicketDesk
from domain.desk.kinds import Thing
from domain.desk.metadata import CommandMetadata
from domain.record.command import Command
from domain.record.envelope import Actor
from domain.refusals import Forbidden
from domain.rights import acted_for, check, may, reads_all
from domain.staff.commands import EndEmployment, GrantRole, JoinStaff, JoinTeam, NameStandIn
from domain.staff.vocabulary import Role
from domain.ticket.commands import AddNote, OpenTicket, RouteTicket
from domain.ticket.vocabulary import Channel

DAY = date(2024, 5, 1)
NOON = datetime(2024, 5, 1, 4, tzinfo=UTC)
TOKEN = Caller("e-003", frozenset({"engineer", "supervisor"}))


def by(*roles: str) -> CommandMetadata:
    return CommandMetadata(str(uuid4()), Actor(id="admin", role=roles[0], channel="api"), frozenset(roles))


async def record(desk: TicketDesk, number: str, *commands: Command) -> None:
    for command in commands:
        await desk.act(f"staff-{number}", command, by("administrator", "supervisor"))


@pytest.fixture
def staff(service: Service) -> StaffRecords:
    return StaffRecords(service.desk, service.zone, lambda: NOON)


async def test_who_is_not_on_record_acts_in_the_roles_of_the_token(staff: StaffRecords) -> None:
    assert await staff.today(TOKEN) == TOKEN


async def test_who_is_on_record_holds_no_role_that_the_record_does_not_give(
    service: Service, staff: StaffRecords
) -> None:
    await record(
        service.desk,
        "e-003",
        JoinStaff(name="张工", office="技术员", since=DAY),
        GrantRole(role="engineer", since=DAY),
        JoinTeam(team="north", since=DAY),
    )
    assert await staff.today(TOKEN) == replace(TOKEN, roles=frozenset({"engineer"}), teams=frozenset({"north"}))


async def test_who_left_holds_none(service: Service, staff: StaffRecords) -> None:
    joined = JoinStaff(name="张工", office="技术员", since=DAY.replace(month=4))
    await record(service.desk, "e-003", joined, GrantRole(role="engineer", since=DAY.replace(month=4)))
    await record(service.desk, "e-003", EndEmployment(since=DAY))
    assert (await staff.today(TOKEN)).roles == frozenset()


async def test_a_stand_in_acts_on_the_absent_ones_tickets_and_both_names_are_in_the_event(
    service: Service, staff: StaffRecords
) -> None:
    number = (await service.desk.open(OpenTicket(channel=Channel.PHONE, summary="漏水"), by("agent"))).number
    await service.desk.handle(number, RouteTicket(staff="e-007"), by("agent"))
    joined = JoinStaff(name="张工", office="技术员", since=DAY), GrantRole(role="engineer", since=DAY)
    await record(service.desk, "e-007", *joined)
    await record(service.desk, "e-003", *joined, NameStandIn(absent="e-007", since=DAY, until=DAY))
    today = await staff.today(TOKEN)
    metadata = CommandMetadata(
        str(uuid4()), today.actor, today.roles, teams=today.teams, stands_in_for=today.stands_in_for
    )
    [noted] = (await service.desk.handle(number, AddNote(text="代班接手"), metadata)).events
    assert (noted.envelope.actor.id, noted.envelope.actor.role) == ("e-003", "engineer")
    assert noted.envelope.actor.stand_in_for == "e-007"


async def test_while_the_record_cannot_be_read_what_was_seen_last_counts(service: Service, staff: StaffRecords) -> None:
    assert service.can_store()
    await service.log._log.close()  # type: ignore[attr-defined]
    assert await staff.today(TOKEN) == TOKEN


async def test_a_supervisors_stand_in_looks_after_the_absent_ones_team(service: Service, staff: StaffRecords) -> None:
    since = DAY.replace(month=4)
    for number, team in (("s-001", "north"), ("s-002", "south")):
        joined = JoinStaff(name="李主管", office="主管", since=since)
        role, member = GrantRole(role="supervisor", since=since), JoinTeam(team=team, since=since)
        await record(service.desk, number, joined, role, member)
    await record(service.desk, "s-002", NameStandIn(absent="s-001", since=DAY, until=DAY))
    today = await staff.today(Caller("s-002", frozenset({"supervisor"})))
    assert (today.teams, today.absent_teams) == (frozenset({"south"}), {"s-001": frozenset({"north"})})
    norths = Thing(teams=("north",))
    assert check(today.person, "grade", norths).stand_in_for is None
    assert check(today.person, "dispatch", norths).stand_in_for == "s-001"
    assert may(replace(today, absent_teams={}, stands_in_for=frozenset()).person, "dispatch", norths) is None


async def test_a_stand_in_for_an_engineer_is_no_supervisor_of_the_engineers_team(
    service: Service, staff: StaffRecords
) -> None:
    since = DAY.replace(month=4)
    for number, role, team in (("s-002", Role.SUPERVISOR, "north"), ("e-007", Role.ENGINEER, "south")):
        joined = JoinStaff(name="李工", office="主管", since=since)
        await record(service.desk, number, joined, GrantRole(role=role, since=since), JoinTeam(team=team, since=since))
    await record(service.desk, "s-002", NameStandIn(absent="e-007", since=DAY, until=DAY))
    today = (await staff.today(Caller("s-002", frozenset({"supervisor"})))).person
    assert today.absent_roles == {"e-007": frozenset({"engineer"})}
    norths, souths = Thing(teams=("north",)), Thing(("e-007",), "e-007", ("south",))
    for action in ("read", "approve-plan", "unmask", "dispatch"):
        assert may(today, action, norths)
        assert may(today, action, souths) is None
    assert not reads_all(today)
    assert acted_for(today, "read", "team") == {"s-002"}


def test_who_holds_no_role_today_is_told_so() -> None:
    nobody = CommandMetadata(str(uuid4()), Actor(id="e-004", role="", channel="api"))
    with pytest.raises(Forbidden) as refused:
        check(nobody.person, "open")
    assert "今天不具有所选角色" in refused.value.say("zh")
