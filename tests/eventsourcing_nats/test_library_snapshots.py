"""A snapshot that can't be read any more is passed over, and the history is replayed instead."""

import json
from dataclasses import replace

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import IntegrityError

from eventsourcing_nats import EventLog, Unit

pytestmark = pytest.mark.library


class Orders(Application):
    is_snapshotting_enabled = True


class Order(Aggregate):
    @event("Placed")
    def __init__(self, item: str) -> None:
        self.item = item
        self.notes: list[str] = []

    @event("Noted")
    def note(self, text: str) -> None:
        self.notes.append(text)


@pytest.fixture
def orders(env):
    with Orders(env) as app:
        yield app


@pytest.fixture
def order(orders) -> Order:
    """An order with a good snapshot at version 2 and events up to 4."""
    made = Order("袋泵 P-7")
    made.note("one")
    orders.save(made)
    orders.take_snapshot(made.id)
    made.note("two")
    made.note("three")
    orders.save(made)
    return made


def spoil(orders: Orders, order: Order, **changed) -> None:
    """Stores a snapshot of version 3 like the good one, with something changed in it."""
    [good] = orders.snapshots.recorder.select_events(order.id)
    state = json.loads(good.state)
    state["state"] |= {"notes": ["spoiled"]}
    made = replace(good, originator_version=3, state=json.dumps(state | changed.pop("fields", {})).encode())
    orders.snapshots.recorder.insert_events([replace(made, **changed)])


@pytest.mark.parametrize(
    "changed",
    [
        {"state": b"not json"},
        {"topic": "no.such.module:Snapshot"},
        {"fields": {"topic": "no.such.module:Order"}},
        {"fields": {"topic": "eventsourcing.domain:NoSuchClass"}},
        {"fields": {"state": None}},
    ],
)
def test_an_unreadable_snapshot_is_passed_over_for_an_older_one(orders, order, changed):
    spoil(orders, order, **changed)
    found = orders.repository.get(order.id)
    assert (found.notes, found.version) == (["one", "two", "three"], 4)
    assert [snapshot.originator_version for snapshot in orders.snapshots.get(order.id)] == [2]
    orders.take_snapshot(order.id)
    assert [snapshot.originator_version for snapshot in orders.snapshots.get(order.id, desc=True, limit=1)] == [4]


def test_without_a_readable_snapshot_the_whole_history_is_replayed(orders, order, monkeypatch):
    monkeypatch.setattr(Order, "class_version", 2, raising=False)  # and no upcast for the old snapshot
    found = orders.repository.get(order.id)
    assert (found.item, found.notes, found.version) == ("袋泵 P-7", ["one", "two", "three"], 4)
    assert list(orders.snapshots.get(order.id)) == []


def test_a_snapshot_with_an_upcast_is_used(orders, order, monkeypatch):
    monkeypatch.setattr(Order, "class_version", 2, raising=False)
    monkeypatch.setattr(Order, "upcast_v1_v2", staticmethod(lambda state: state.update(item="upcast")), raising=False)
    assert orders.repository.get(order.id).item == "upcast"


def test_snapshots_stand_in_a_stream_of_their_own(orders, order, prefix):
    assert orders.snapshots.recorder.log.stream == f"{prefix.upper()}_SNAPSHOTS"
    assert orders.recorder.max_notification_id() == 4


def test_from_a_snapshot_only_what_came_after_it_is_read(orders, order, monkeypatch):
    monkeypatch.setattr(EventLog, "load", None)
    assert orders.repository.get(order.id).notes == ["one", "two", "three"]


def test_of_many_snapshots_the_one_taken_last_is_read(orders, order):
    orders.take_snapshot(order.id, version=4)
    orders.take_snapshot(order.id, version=3)
    assert orders.repository.get(order.id).notes == ["one", "two", "three"]
    assert orders.repository.get(order.id, version=2).notes == ["one"]
    assert orders.repository.get(order.id, version=3).notes == ["one", "two"]
    assert [snapshot.originator_version for snapshot in orders.snapshots.get(order.id)] == [2, 3, 4]


def test_only_the_first_snapshot_of_an_order_reads_those_before_it(orders, order, monkeypatch):
    monkeypatch.setattr(EventLog, "load", None)
    orders.take_snapshot(order.id, version=3)
    orders.take_snapshot(order.id, version=4)
    assert orders.snapshots.recorder.last_event(order.id).originator_version == 4


def test_snapshots_of_two_processes_go_after_each_other_and_a_version_is_taken_once(orders, order, env):
    with Orders(env) as others:
        others.take_snapshot(order.id, version=3)
        orders.take_snapshot(order.id, version=4)
        [fourth] = orders.snapshots.recorder.select_events(order.id, gt=3)
        with pytest.raises(IntegrityError, match=r"version 4 of .* is there already"):
            others.snapshots.recorder.insert_events([fourth])
    assert [snapshot.originator_version for snapshot in orders.snapshots.get(order.id)] == [2, 3, 4]


async def test_a_snapshot_appended_again_is_found_though_versions_have_gaps(settings, make):
    async with await EventLog.open_snapshots(settings) as log:
        [first] = await log.append([Unit(make.events("a", 5))])
        second = Unit(make.events("a", 9), first)
        [tip] = await log.append([second])
        await log.append([Unit(make.events("a", 20), tip)])
        assert await log.append([second]) == [tip]
        assert (await log.append([second]))[0].found
