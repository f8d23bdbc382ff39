"""The outbox in SQL, on both databases: what the log brings stands there with the position, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from consumers.webhooks.outbox.deliveries import Attempt, Came, Deliveries, Health
from consumers.webhooks.outbox.readings import LIVE, Brought, Reading, Readings
from projections.store import ReadStore
from tests.webhooks.messages import NOW, message, put

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def readings(either_store: ReadStore) -> Readings:
    return Readings(either_store)


@pytest.fixture
def deliveries(either_store: ReadStore) -> Deliveries:
    return Deliveries(either_store)


def due(deliveries: Deliveries, *, ordered: bool = False, name: str = "erp") -> list[str]:
    return [each.message for each in deliveries.due(name, LATER, 100, ordered=ordered)]


def came(deliveries: Deliveries, place: int, state: str, health: Health | None = None) -> None:
    tried = Attempt("erp", f"m{place}", NOW, 5, 200 if state == "taken" else 500, None, state, 1, LATER)
    deliveries.record([Came("erp", [tried], health or Health())])


def test_what_the_log_brought_is_due_in_its_order(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), message(2), message(3))

    assert due(deliveries) == ["m1", "m2", "m3"]
    assert deliveries.waiting() == {"erp": 3}


def test_a_piece_that_was_taken_in_before_is_not_taken_in_again(readings: Readings, deliveries: Deliveries):
    put(readings, message(1))
    stale = Reading("erp", LIVE, "epoch", 0)
    readings.take([Brought(stale, [message(2)])], "epoch", 0, 99, NOW, NOW)

    assert due(deliveries) == ["m1"]
    assert [each.position for each in readings.all()] == [10]


def test_one_message_is_kept_once_for_all_webhooks_and_delivered_to_each(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), subscription="erp")
    put(readings, message(1), subscription="crm")
    came(deliveries, 1, "taken")

    assert due(deliveries) == []
    assert due(deliveries, name="crm") == ["m1"]


def test_what_is_told_again_begins_anew_and_what_happens_does_not(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), message(2))
    came(deliveries, 1, "taken")
    put(readings, message(1))
    assert due(deliveries) == ["m2"]
    again = Reading("erp", "17", "epoch", 0, until=10)
    readings.begin([again], NOW)
    readings.take([Brought(again, [message(1)])], "epoch", 0, 10, NOW, NOW)

    assert sorted(due(deliveries)) == ["m1", "m2"]


def test_where_order_is_kept_only_the_first_of_a_ticket_is_due(readings: Readings, deliveries: Deliveries):
    put(readings, message(1, "a"), message(2, "a"), message(3, "b"), message(4, "a"))

    assert due(deliveries, ordered=True) == ["m1", "m3"]
    came(deliveries, 1, "waiting")
    assert due(deliveries, ordered=True) == ["m3", "m1"]
    came(deliveries, 1, "taken")
    assert due(deliveries, ordered=True) == ["m3", "m2"] or due(deliveries, ordered=True) == ["m2", "m3"]


def test_what_was_given_up_bars_its_ticket_until_it_is_skipped_or_sent(readings: Readings, deliveries: Deliveries):
    put(readings, message(1, "a"), message(2, "a"))
    came(deliveries, 1, "given-up")
    assert due(deliveries, ordered=True) == []
    assert deliveries.skip("erp", "m1")

    assert due(deliveries, ordered=True) == ["m2"]
    assert not deliveries.skip("erp", "m1")


def test_one_is_sent_again_whatever_became_of_it(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), message(2))
    came(deliveries, 1, "taken")

    assert deliveries.again("erp", "m1", NOW)
    assert sorted(due(deliveries)) == ["m1", "m2"]
    assert not deliveries.again("erp", "m9", NOW)


def test_all_that_failed_since_are_sent_again(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), message(2), message(3))
    for place, state in ((1, "given-up"), (2, "taken"), (3, "waiting")):
        came(deliveries, place, state)

    assert deliveries.again_failed("erp", LATER, NOW) == 0
    assert deliveries.again_failed("erp", NOW, NOW) == 2


def test_how_an_endpoint_is_is_kept(deliveries: Deliveries, readings: Readings):
    bad = Health(3, NOW, LATER, NOW)
    put(readings, message(1))
    came(deliveries, 1, "waiting", bad)

    assert deliveries.health("erp") == bad
    assert deliveries.health("crm") == Health()
    deliveries.rest("erp", NOW)
    assert deliveries.health("erp") == Health()
    assert deliveries.next_due("erp", ordered=False) == NOW


def test_what_failed_since_is_hastened(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), message(2))
    came(deliveries, 1, "waiting")
    tried = Attempt("erp", "m2", NOW, 5, 204, None, "taken", 1, NOW)
    deliveries.record([Came("erp", [tried], Health(taken=NOW), hasten=NOW)])

    assert deliveries.next_due("erp", ordered=False) == NOW


def test_what_came_to_its_end_long_ago_is_swept_with_its_message(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), message(2))
    came(deliveries, 1, "taken")
    readings.sweep(NOW)
    assert deliveries.counts() == {"erp": {"taken": 1, "waiting": 1}}
    readings.sweep(LATER)

    assert deliveries.counts() == {"erp": {"waiting": 1}}
    assert due(deliveries) == ["m2"]
    assert not deliveries.again("erp", "m1", NOW)


def test_a_subscription_that_ended_leaves_nothing(readings: Readings, deliveries: Deliveries):
    put(readings, message(1), subscription="erp")
    put(readings, message(1), subscription="crm")
    readings.forget(["erp"])

    assert deliveries.counts() == {"crm": {"waiting": 1}}
    assert [each.subscription for each in readings.all()] == ["crm"]


def test_a_reading_is_moved_to_another_log(readings: Readings):
    put(readings, message(1))
    [reading] = readings.all()
    readings.move(replace(reading, epoch="other", position=3), NOW)

    assert [(each.epoch, each.position) for each in readings.all()] == [("other", 3)]
