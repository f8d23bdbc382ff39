"""A plain application of the library runs on NATS by configuration alone."""

import threading
from uuid import UUID, uuid4

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from eventsourcing.persistence import (
    InfrastructureFactory,
    IntegrityError,
    OperationalError,
)

from eventsourcing_nats.library import FreshAfterConflict

pytestmark = pytest.mark.library


class Order(Aggregate):
    @event("Placed")
    def __init__(self, item: str) -> None:
        self.item = item
        self.notes: list[str] = []

    @event("Noted")
    def note(self, text: str) -> None:
        self.notes.append(text)


class Orders(Application):
    is_snapshotting_enabled = True


def test_it_saves_reloads_and_snapshots(env):
    with Orders(env) as orders:
        order = Order("袋泵 P-7")
        order.note("漏油")
        orders.save(order)
        orders.take_snapshot(order.id)
        order.note("second")
        assert [recording.notification.id for recording in orders.save(order)] == [3]
    with Orders(env) as again:
        found = again.repository.get(order.id)
        assert (found.item, found.notes, found.version) == ("袋泵 P-7", ["漏油", "second"], 3)
        assert again.repository.get(order.id, version=1).notes == []
        assert len(list(again.snapshots.get(order.id))) == 1
        assert [n.id for n in again.notification_log.select(1, 10)] == [1, 2, 3]


def test_several_aggregates_are_saved_together_or_not_at_all(env):
    with Orders(env) as orders, Orders(env) as others:
        one, two = Order("a"), Order("b")
        orders.save(one, two)
        mine, theirs = orders.repository.get(one.id), others.repository.get(one.id)
        theirs.note("faster")
        others.save(theirs)
        mine.note("slower")
        two.note("with it")
        with pytest.raises(IntegrityError):
            orders.save(mine, two)
        assert orders.repository.get(two.id).notes == []
        assert orders.repository.get(one.id).notes == ["faster"]


def test_many_threads_share_one_application(env):
    with Orders(env) as orders:
        made: list[Order] = []

        def work():
            for _ in range(10):
                order = Order("x")
                orders.save(order)
                made.append(orders.repository.get(order.id))

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(made) == 80
        assert orders.recorder.max_notification_id() == 80


def test_a_wrong_address_fails_at_once_and_clearly(env):
    env["NATS_URL"] = "nats://127.0.0.1:1"
    with pytest.raises(OperationalError, match=r"nats://127\.0\.0\.1:1"):
        Orders(env)


def test_a_skipped_version_is_refused(env):
    from eventsourcing.persistence import StoredEvent

    with InfrastructureFactory.construct(env) as factory:
        recorder = factory.application_recorder()
        name = uuid4()
        recorder.insert_events([StoredEvent(name, 1, "t", b"")])
        with pytest.raises(IntegrityError):
            recorder.insert_events([StoredEvent(name, 3, "t", b"")])
        with pytest.raises(IntegrityError):
            recorder.insert_events([StoredEvent(uuid4(), 2, "t", b"")])
        assert recorder.max_notification_id() == 1
        factory.close()


class CachingOrders(FreshAfterConflict[UUID], Orders):
    pass


@pytest.mark.parametrize("size", ["0", "10"])
def test_the_cache_forgets_what_someone_else_was_faster_on(env, size):
    caching = env | {"AGGREGATE_CACHE_MAXSIZE": size, "AGGREGATE_CACHE_FASTFORWARD": "no"}
    with CachingOrders(caching) as orders, Orders(env) as others:
        order = Order("a")
        orders.save(order)
        theirs = others.repository.get(order.id)
        theirs.note("faster")
        others.save(theirs)
        mine = orders.repository.get(order.id)
        mine.note("slower")
        with pytest.raises(IntegrityError):
            orders.save(mine)
        mine = orders.repository.get(order.id)
        mine.note("again")
        orders.save(mine)
        assert orders.repository.get(order.id).notes == ["faster", "again"]
