"""What an application of the library may rely on at the limits: all or nothing, in order, nothing lost, no other stream."""

import concurrent.futures
import time

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

from eventsourcing_nats import AppendTooLarge, ConfigDrift, LogGap

pytestmark = pytest.mark.library


def test_a_thousand_events_are_saved_at_once_and_one_more_is_refused_whole(env):
    with Application(env) as app:
        aggregate = Aggregate()
        for _ in range(999):
            aggregate.trigger_event(Aggregate.Event)
        app.save(aggregate)
        assert app.repository.get(aggregate.id).version == 1000
        more = app.repository.get(aggregate.id)
        for _ in range(1001):
            more.trigger_event(Aggregate.Event)
        with pytest.raises(AppendTooLarge, match="1001 events"):
            app.save(more)
        assert app.recorder.max_notification_id() == 1000


def test_sixty_threads_each_save_several_aggregates_at_once(env):
    with Application(env) as app, concurrent.futures.ThreadPoolExecutor(60) as threads:
        saved = list(threads.map(lambda _: app.save(Aggregate(), Aggregate(), Aggregate()), range(180)))
        ids = [[recording.notification.id for recording in recordings] for recordings in saved]
        assert all(first + 1 == second == third - 1 for first, second, third in ids)
        assert sorted(each for three in ids for each in three) == list(range(1, 541))


def test_a_stream_that_was_changed_by_someone_is_refused_at_the_start(env):
    with Application(env | {"NATS_COMPRESSION": "none"}) as app:
        app.save(Aggregate())
    with pytest.raises(ConfigDrift, match="compression: declared 's2', live 'none'"):
        Application(env)


def test_a_slow_subscriber_misses_nothing(env):
    with Application(env) as app:
        for _ in range(4):
            app.save(*(Aggregate() for _ in range(500)))
        with app.recorder.subscribe(gt=0) as subscription:
            seen = []
            for notification in subscription:
                seen.append(notification.id)
                if len(seen) % 250 == 0:
                    time.sleep(0.05)
                if len(seen) == 2000:
                    break
        assert seen == list(range(1, 2001))


def test_a_subscriber_whose_position_is_of_another_stream_is_refused(env):
    with Application(env) as app:
        app.save(Aggregate())
        with app.recorder.subscribe(gt=7) as subscription, pytest.raises(LogGap, match="was it restored"):
            next(subscription)
