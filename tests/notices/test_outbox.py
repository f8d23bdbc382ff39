"""The outbox in SQL, on both databases: a notice is noted once, tried by one process only, and gone once it ended."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from consumers.notices.outbox.causes import Causes
from consumers.notices.outbox.deliveries import Deliveries, Delivery
from domain.notices.catalogue import KINDS
from domain.record.envelope import Recorded
from gongdan.notices.samples.about import sample
from projections.store import ReadStore
from tests.projections.postgres import Postgres

NOW = datetime(2024, 5, 1, 4, 30, tzinfo=UTC)
HOUR = NOW.replace(minute=0)
LATER = NOW + timedelta(hours=1)
LETTER = Delivery("notice-1", "staff-003", "email", "new", None, None, 0, NOW)
HELD = Delivery("notice-2", "staff-003", "email", "new", "digest", None, 0, LATER)
ALSO_HELD = Delivery("notice-3", "staff-003", "email", "new", "quiet-hours", None, 0, LATER)
CAUSE: Recorded = sample(KINDS["received"]).cause


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres("fsync=off").start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ReadStore]:
    if request.param == "sqlite":
        with closing(ReadStore.open(tmp_path / "read.db")) as opened:
            yield opened
        return
    with request.getfixturevalue("postgres").database() as url, closing(ReadStore.open(url)) as opened:
        yield opened


@pytest.fixture
def causes(store: ReadStore) -> Causes:
    return Causes(store)


@pytest.fixture
def deliveries(store: ReadStore, causes: Causes) -> Deliveries:
    causes.take("epoch", [CAUSE], [CAUSE], NOW)
    return Deliveries(store)


def release(causes: Causes, deliveries: Deliveries, *requested: Delivery) -> None:
    deliveries.release(requested or [LETTER], causes.open(NOW, 10))


def test_what_is_taken_comes_with_its_position(causes: Causes):
    causes.take("epoch", [CAUSE], [CAUSE], NOW)
    causes.take("epoch", [CAUSE], [CAUSE], NOW)
    position = causes.position()

    assert [each.event for each in causes.open(NOW, 10)] == [CAUSE.envelope.id]
    assert position is not None
    assert (position.epoch, position.position, position.event_id) == ("epoch", CAUSE.sequence, CAUSE.envelope.id)


def test_a_notice_is_due_once_its_request_is_in_the_log(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([LETTER], HOUR)
    assert deliveries.due(NOW, 10) == []

    release(causes, deliveries)

    assert [each.notice for each in deliveries.due(NOW, 10)] == ["notice-1"]
    assert causes.count() == 0


def test_what_else_was_prepared_is_not_due_with_it(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([LETTER, HELD], HOUR)
    release(causes, deliveries)

    assert [each.notice for each in deliveries.due(LATER, 10)] == ["notice-1"]
    assert deliveries.prepared() == [HELD]


def test_what_is_found_not_to_be_requested_is_forgotten_and_noted_again_once_it_is(
    causes: Causes, deliveries: Deliveries
):
    deliveries.prepare([LETTER], HOUR)
    deliveries.forget([LETTER])
    assert deliveries.counts() == {}

    release(causes, deliveries)
    assert [each.notice for each in deliveries.due(NOW, 10)] == ["notice-1"]


def test_what_is_on_its_way_is_neither_released_again_nor_forgotten(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([LETTER], HOUR)
    release(causes, deliveries)
    [due] = deliveries.due(NOW, 10)
    deliveries.try_now(due)
    deliveries.release([LETTER])
    deliveries.forget([LETTER])

    assert deliveries.counts() == {("email", "sending"): 1}
    assert deliveries.prepared() == []


def test_it_is_tried_by_one_process_only(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([LETTER], HOUR)
    release(causes, deliveries)
    [due] = deliveries.due(NOW, 10)

    assert (deliveries.try_now(due), deliveries.try_now(due)) == (replace(due, state="sending", tries=1), None)
    assert [each.tries for each in deliveries.interrupted()] == [1]


def test_planned_again_it_stays_as_it_is_and_counts_once(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([LETTER, HELD], HOUR)
    release(causes, deliveries, LETTER, HELD)
    deliveries.prepare([LETTER, HELD], HOUR)

    assert [each.state for each in deliveries.due(NOW, 10)] == ["waiting"]
    assert deliveries.given_in("staff-003", "email", HOUR) == 1


def test_what_goes_together_goes_with_it(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([HELD, ALSO_HELD], HOUR)
    release(causes, deliveries, HELD, ALSO_HELD)
    due = deliveries.due(LATER, 10)
    digest = Delivery("notice-9", "staff-003", "email", "waiting", None, None, 0, LATER)
    deliveries.put_together(digest, due)

    assert [each.notice for each in deliveries.due(LATER, 10)] == ["notice-9"]
    assert [each.notice for each in deliveries.items_of("notice-9")] == ["notice-2", "notice-3"]
    assert deliveries.counts() == {("email", "waiting"): 1, ("email", "in-digest"): 2}
    deliveries.done(digest)
    assert deliveries.counts() == {}


def test_what_is_put_off_is_due_then(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([LETTER], HOUR)
    release(causes, deliveries)
    [due] = deliveries.due(NOW, 10)
    deliveries.try_now(due)
    deliveries.postpone(due, LATER, 1)

    assert deliveries.due(NOW, 10) == []
    assert [(each.notice, each.tries) for each in deliveries.due(LATER, 10)] == [("notice-1", 1)]


def test_what_was_to_go_together_and_does_not_waits_as_before(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([HELD, ALSO_HELD], HOUR)
    release(causes, deliveries, HELD, ALSO_HELD)
    due = deliveries.due(LATER, 10)
    digest = Delivery("notice-9", "staff-003", "email", "waiting", None, None, 0, LATER)
    deliveries.put_together(digest, due)
    deliveries.part("notice-9")
    deliveries.done(digest)

    assert deliveries.due(LATER, 10) == due == deliveries.held_for("staff-003", "email", LATER)


def test_of_what_was_asked_for_anew_meanwhile_the_end_takes_nothing_away(causes: Causes, deliveries: Deliveries):
    deliveries.prepare([LETTER], HOUR)
    release(causes, deliveries)
    [due] = deliveries.due(NOW, 10)
    sending = deliveries.try_now(due)
    assert sending
    deliveries.postpone(due, NOW, 0)
    deliveries.done(sending)

    assert deliveries.counts() == {("email", "waiting"): 1}
