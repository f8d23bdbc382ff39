"""What holds of tickets holds of every aggregate: a stale version loses, the same id is done once, rights are asked."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

import pytest

from domain.application import TicketDesk
from domain.customer import commands as customer
from domain.desk.metadata import CommandMetadata
from domain.policy.commands import ProposePolicy, PublishPolicy
from domain.policy.in_force import shipped_text
from domain.record.command import Command
from domain.record.envelope import Actor
from domain.refusals import Forbidden, NotAllowed, StaleVersion
from domain.staff import commands as staff
from gongdan.storing.store import NatsEventStore
from tests.domain.specification import NOON, SHANGHAI

DAY = date(2024, 5, 1)


@dataclass(frozen=True)
class Record:
    """An aggregate's first command and one after it, by whom they may be asked and by whom not."""

    key: str
    first: Command
    then: Command
    role: str
    other: str


RECORDS = [
    Record(
        "customer-1",
        customer.RegisterCustomer(name="远山科技有限公司", company=True),
        customer.ChooseNotices(notices="sms"),
        "agent",
        "engineer",
    ),
    Record(
        "staff-e-003",
        staff.JoinStaff(name="张工", office="技术员", since=DAY),
        staff.RenameStaff(name="张伟"),
        "administrator",
        "agent",
    ),
    Record(
        "policy-handbook",
        ProposePolicy(text=shipped_text("handbook")),
        PublishPolicy(version=2),
        "administrator",
        "manager",
    ),
]


def by(role: str, command: str = "", version: int | None = None) -> CommandMetadata:
    actor = Actor(id="001", role=role, channel="api")
    return CommandMetadata(command or str(uuid4()), actor, frozenset({role}), expected_version=version)


@pytest.fixture
def desk(store: NatsEventStore) -> TicketDesk:
    return TicketDesk(store, zone=SHANGHAI, clock=lambda: NOON)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
async def test_a_stale_version_loses_and_the_same_id_is_done_once(desk: TicketDesk, record: Record) -> None:
    with pytest.raises(StaleVersion):
        await desk.act(record.key, record.first, by(record.role, version=1))
    created = await desk.act(record.key, record.first, by(record.role, "a", 0))
    assert (await desk.act(record.key, record.first, by(record.role, "a", 0))).events == created.events
    with pytest.raises(StaleVersion):
        await desk.act(record.key, record.then, by(record.role, version=7))
    done = await desk.act(record.key, record.then, by(record.role, "b", 1))
    assert (await desk.act(record.key, record.then, by(record.role, "b", 1))).events == done.events
    assert [type(recorded.event) for recorded in await desk.events_of(record.key)] == [
        record.first.causes,
        record.then.causes,
    ]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
async def test_who_may_not_is_refused_and_nothing_is_stored(desk: TicketDesk, record: Record) -> None:
    with pytest.raises(Forbidden):
        await desk.act(record.key, record.first, by(record.other))
    with pytest.raises(NotAllowed):
        await desk.act(record.key, record.then, by(record.role))
    assert await desk.events_of(record.key) == ()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.key)
async def test_two_desks_that_create_the_same_make_one(store: NatsEventStore, record: Record) -> None:
    desks = [TicketDesk(store, zone=SHANGHAI, clock=lambda: NOON) for _ in range(2)]
    for desk in desks:
        assert await desk.events_of(record.key) == ()
    first = await desks[0].act(record.key, record.first, by(record.role))
    second = await desks[1].act(record.key, record.first, by(record.role))
    assert (len(first.events), second.events) == (1, ())
