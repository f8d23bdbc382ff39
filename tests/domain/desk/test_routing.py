"""Tickets go where the rules of routing send them (分流, R8a), unless a person sent them elsewhere."""

from uuid import uuid4

import pytest
from pydantic import ValidationError

from domain.application import TicketDesk
from domain.desk.metadata import CommandMetadata
from domain.policy.in_force import Policies, shipped
from domain.record.envelope import Actor
from domain.routing.commands import ProposeRouting, PublishRouting
from domain.routing.rules import Asked, Routing
from domain.rulebook.reading import read
from domain.ticket.commands import GradeTicket, OpenTicket, RouteTicket
from domain.ticket.events import Product, TicketGraded, TicketOpened, TicketRouted
from domain.ticket.vocabulary import Channel, Kind
from gongdan.storing.store import NatsEventStore
from tests.domain.specification import NOON, SHANGHAI

RULES = """
version = 1

[[rules]]  # 紧急工单
name = "urgent"
team = "emergency"
severity = ["urgent"]

[[rules]]  # 空调
name = "air-conditioners"
team = "north"
product = ["*空调*"]

[[rules]]  # 投诉
name = "complaints"
staff = "c-001"
kind = ["complaint"]
"""
ROUTING = read(RULES, Routing)
AIR_CONDITIONER = OpenTicket(channel=Channel.PHONE, summary="不制冷", product=Product(name="智能空调"))


def by(*roles: str) -> CommandMetadata:
    return CommandMetadata(str(uuid4()), Actor(id="001", role=roles[0], channel="api"), frozenset(roles))


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    policies = Policies(shipped().packs, routing=ROUTING)
    return TicketDesk(store, zone=SHANGHAI, policies=lambda: policies, clock=lambda: NOON)


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (Asked(kind=Kind.FAULT, channel=Channel.PHONE, product="智能空调"), "air-conditioners"),
        (Asked(kind=Kind.FAULT, channel=Channel.PHONE, product="智能空调", severity="urgent"), "urgent"),
        (Asked(kind=Kind.COMPLAINT, channel=Channel.WEB), "complaints"),
        (Asked(kind=Kind.FAULT, channel=Channel.PHONE, product="手机"), None),
    ],
)
def test_the_first_rule_that_fits_says_to_whom(asked: Asked, name: str | None) -> None:
    rule = ROUTING.route(asked)
    assert (rule and rule.name) == name


@pytest.mark.parametrize("text", ['version = 1\n[[rules]]\nname = "a"\n', RULES.replace("complaints", "urgent")])
def test_a_rule_says_to_whom_and_is_named_once(text: str) -> None:
    with pytest.raises(ValidationError):
        ProposeRouting(text=text)


async def test_a_new_ticket_is_routed_by_the_system_in_answer_to_its_opening(desk: TicketDesk) -> None:
    opened = await desk.open(AIR_CONDITIONER, by("agent"))
    [first, second] = await desk.history(opened.number)
    assert isinstance(first.event, TicketOpened)
    assert second.event == TicketRouted(team="north", rule="air-conditioners", rules="desk@1")
    assert (second.envelope.actor.id, second.envelope.actor.role) == ("gongdan", "system")
    assert (second.envelope.causation, second.envelope.correlation) == (first.envelope.id, first.envelope.command)
    assert (opened.version, [recorded.event for recorded in opened.events]) == (2, [first.event, second.event])


async def test_an_opening_sent_twice_is_routed_once(desk: TicketDesk) -> None:
    metadata = by("agent")
    number = (await desk.open(AIR_CONDITIONER, metadata)).number
    assert (await desk.open(AIR_CONDITIONER, metadata)).number == number
    assert len(await desk.history(number)) == 2


async def test_a_grade_may_send_it_elsewhere(desk: TicketDesk) -> None:
    number = (await desk.open(AIR_CONDITIONER, by("agent"))).number
    graded = await desk.handle(number, GradeTicket(severity="urgent", reason="冒烟"), by("agent"))
    assert [type(recorded.event) for recorded in graded.events] == [TicketGraded, TicketRouted]
    assert (await desk.ticket(number)).team == "emergency"


async def test_what_a_person_decided_stays(desk: TicketDesk) -> None:
    number = (await desk.open(AIR_CONDITIONER, by("agent"))).number
    await desk.handle(number, RouteTicket(staff="007", reason="重要客户"), by("supervisor"))
    await desk.handle(number, GradeTicket(severity="urgent", reason="冒烟"), by("agent"))
    ticket = await desk.ticket(number)
    assert (ticket.handler, ticket.team) == ("007", "north")


async def test_a_supervisor_changes_the_rules_alone(desk: TicketDesk) -> None:
    await desk.act("routing-desk", ProposeRouting(text=RULES), by("supervisor"))
    published = await desk.act("routing-desk", PublishRouting(version=1), by("supervisor"))
    assert published.version == 2
