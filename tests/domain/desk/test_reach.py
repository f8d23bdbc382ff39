"""How far rights reach at the desk: a clerk's late entries, a supervisor's team, and whoever holds several roles."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from domain.application import TicketDesk
from domain.desk.metadata import CommandMetadata
from domain.policy.commands import ProposePolicy
from domain.policy.in_force import Policies, shipped, shipped_text
from domain.record.envelope import Actor
from domain.refusals import Forbidden, NotAllowed
from domain.staff.commands import GrantRole, JoinStaff, JoinTeam, NameStandIn, TakeLeave
from domain.ticket.commands import AcknowledgeReceipt, ApprovePlan, GradeTicket, OpenTicket, ProposePlan
from domain.ticket.vocabulary import Channel
from gongdan.storing.store import NatsEventStore
from tests.domain.specification import HANDBOOK, NOON, SHANGHAI

DAY = date(2024, 5, 1)
LONG_AGO = NOON - timedelta(hours=1)
STRICT = HANDBOOK.model_copy(update={"plans": HANDBOOK.plans.model_copy(update={"approved_by": ("manager",)})})


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    return TicketDesk(store, zone=SHANGHAI, clock=lambda: NOON)


def by(*roles: str, staff: str = "s-001", teams: tuple[str, ...] = (), late: bool = False) -> CommandMetadata:
    return CommandMetadata(
        str(uuid4()),
        Actor(id=staff, role=roles[0], channel="api"),
        frozenset(roles),
        occurred=LONG_AGO if late else None,
        late="补登" if late else None,
        teams=frozenset(teams),
    )


async def joined(desk: TicketDesk, number: str, team: str) -> None:
    key = f"staff-{number}"
    await desk.act(key, JoinStaff(name="张工", office="技术员", since=DAY), by("administrator"))
    await desk.act(key, JoinTeam(team=team, since=DAY), by("supervisor"))


async def test_a_clerk_enters_late_what_happened_to_a_ticket(desk: TicketDesk) -> None:
    opened = await desk.open(OpenTicket(channel=Channel.PHONE, summary="x"), by("agent", late=True))
    late = await desk.handle(opened.number, AcknowledgeReceipt(), by("clerk", late=True))
    assert late.events[0].envelope.late == "补登"
    with pytest.raises(Forbidden):
        await desk.handle(opened.number, GradeTicket(severity="urgent", reason="x"), by("clerk"))


async def test_a_clerk_gives_nobody_a_role_however_late(desk: TicketDesk) -> None:
    await joined(desk, "e-003", "north")
    with pytest.raises(Forbidden):
        await desk.act("staff-e-003", GrantRole(role="administrator", since=DAY), by("clerk", late=True))


async def test_a_clerk_proposes_no_rules_however_late(desk: TicketDesk) -> None:
    with pytest.raises(Forbidden):
        await desk.act("policy-handbook", ProposePolicy(text=shipped_text("handbook")), by("clerk", late=True))


async def test_a_supervisor_plans_the_days_of_their_own_team_only(desk: TicketDesk) -> None:
    await joined(desk, "e-003", "north")
    leave = TakeLeave(since=DAY, until=DAY, kind="annual")
    with pytest.raises(Forbidden):
        await desk.act("staff-e-003", leave, by("supervisor", teams=("south",)))
    assert (await desk.act("staff-e-003", leave, by("supervisor", teams=("north",)))).events


async def test_into_a_team_one_is_taken_by_its_own_supervisor(desk: TicketDesk) -> None:
    await joined(desk, "s-002", "south")
    with pytest.raises(Forbidden):
        await desk.act(
            "staff-s-002", JoinTeam(team="north", since=DAY), by("supervisor", staff="s-002", teams=("south",))
        )


async def test_nobody_appoints_themselves_a_stand_in(desk: TicketDesk) -> None:
    await joined(desk, "s-002", "south")
    with pytest.raises(NotAllowed) as refusal:
        await desk.act(
            "staff-s-002",
            NameStandIn(absent="s-001", since=DAY, until=DAY),
            by("supervisor", staff="s-002", teams=("south",)),
        )
    assert refusal.value.code == "self-appointed"


async def test_who_is_manager_and_supervisor_judges_a_plan_as_what_the_pack_asks_for(store: NatsEventStore) -> None:
    policies = Policies((*shipped().packs, STRICT))
    desk = TicketDesk(store, zone=SHANGHAI, policies=lambda: policies, clock=lambda: NOON)
    number = (await desk.open(OpenTicket(channel=Channel.PHONE, summary="x"), by("agent"))).number
    plan = ProposePlan(steps="更换电源板", owner="e-003", deadline=NOON + timedelta(days=1))
    await desk.handle(number, plan, by("supervisor", staff="s-009"))
    approved = await desk.handle(number, ApprovePlan(plan=1), by("supervisor", "manager"))
    assert approved.events[0].envelope.actor.role == "manager"
