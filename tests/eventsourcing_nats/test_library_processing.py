"""A process stores its events with the tracking of what caused them, both or neither, and each tracking once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4, uuid5

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import IntegrityError, ProgrammingError, StoredEvent, Tracking
from eventsourcing.projection import EventSourcedProjectionRunner
from eventsourcing.system import Follower, Leader, MultiThreadedRunner, ProcessApplication, System
from eventsourcing.tests.projection import Counters

from eventsourcing_nats import Factory
from eventsourcing_nats.library.recording.trackings import tracked_under

pytestmark = pytest.mark.library

NAMESPACE = UUID("2f0a8a4e-64d1-5b0c-9c35-7be1c0d95a1f")


def event(version: int = 1, name=None) -> StoredEvent:
    return StoredEvent(name or uuid4(), version, "topic", b"{}")


@pytest.fixture
def factory(env):
    made = Factory(env)
    yield made
    made.close()


@pytest.fixture
def recorder(factory):
    return factory.process_recorder()


def test_of_two_processors_of_one_notification_one_stores_and_the_other_nothing(recorder, env):
    with Factory(env) as second:
        other = second.process_recorder()
        for number in range(1, 21):
            outcomes = []

            def process(one, number=number, outcomes=outcomes):
                try:
                    outcomes.append(one.insert_events([event(), event()], tracking=Tracking("upstream", number)))
                except IntegrityError as error:
                    outcomes.append(error)

            threads = [threading.Thread(target=process, args=(one,)) for one in (recorder, other)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len([outcome for outcome in outcomes if isinstance(outcome, IntegrityError)]) == 1
        assert len(recorder.select_notifications(None, 100)) == 40
        assert recorder.max_tracking_id("upstream") == other.max_tracking_id("upstream") == 20
        second.close()


def test_a_stale_event_takes_its_tracking_with_it(recorder):
    stored = event()
    recorder.insert_events([stored])
    with pytest.raises(IntegrityError):
        recorder.insert_events([event(), stored], tracking=Tracking("upstream", 1))
    assert recorder.max_tracking_id("upstream") is None
    assert recorder.max_notification_id() == 1


def test_trackings_of_many_threads_never_go_back(recorder):
    def process(number: int) -> int:
        try:
            recorder.insert_tracking(Tracking("upstream", number))
        except IntegrityError:
            return 0
        return number

    with ThreadPoolExecutor(8) as threads:
        stored = [number for number in threads.map(process, range(1, 51)) if number]
    assert recorder.max_tracking_id("upstream") == max(stored)


def test_trackings_are_no_notifications(recorder):
    assert recorder.insert_events([event()], tracking=Tracking("upstream", 1)) == [2]
    for number in range(2, 150):
        recorder.insert_tracking(Tracking("upstream", number))
    assert recorder.max_notification_id() == 2
    assert recorder.insert_events([event(), event()]) == [151, 152]
    assert [found.id for found in recorder.select_notifications(None, 3)] == [2, 151, 152]
    assert [found.id for found in recorder.select_notifications(3, 10, stop=151)] == [151]
    with recorder.subscribe(gt=2) as subscription:
        assert [next(subscription).id, next(subscription).id] == [151, 152]


def test_a_stream_of_trackings_alone_has_no_notification(recorder):
    for number in (1, 5):
        recorder.insert_tracking(Tracking("one", number))
        recorder.insert_tracking(Tracking("two", number))
    assert recorder.max_notification_id() is None
    assert recorder.select_notifications(None, 10) == []


@pytest.mark.parametrize("name", ["上游", "a.b c>*", "x" * 500, "Upper", "upper"])
def test_an_upstream_application_may_have_any_name(recorder, name):
    recorder.insert_tracking(Tracking(name, 7))
    assert recorder.max_tracking_id(name) == 7
    assert recorder.max_tracking_id(name + "2") is None


def test_names_of_trackings_are_refused_for_aggregates(env):
    with Factory(env | {"ORIGINATOR_ID_TYPE": "text"}) as texts:
        with pytest.raises(ProgrammingError, match="reserved for trackings"):
            texts.application_recorder().insert_events([event(name=tracked_under("upstream"))])
        texts.close()


def test_a_tracking_stands_in_the_stream_as_the_formats_say(recorder):
    recorder.insert_events([event()], tracking=Tracking("上游", 21))
    found = recorder.bridge.call(recorder.log.at(1), 5)
    assert found.aggregate_id == "tracking_" + uuid5(NAMESPACE, "上游").hex
    assert (found.topic, found.version, found.subject.split(".")[2:3]) == ("tracking", 1, ["_"])
    assert found.state.decode() == '{"application":"上游","notification":21}'


def test_a_projection_that_is_stopped_and_started_counts_each_event_once(env, prefix):
    env |= {"COUNTERS_NATS_PREFIX": f"{prefix}-counters"}
    for total in (3, 6):
        with EventSourcedProjectionRunner(application_class=Application, projection_class=Counters, env=env) as runner:
            for _ in range(3):
                saved = runner.app.save(Aggregate())
            runner.wait(saved[-1].notification.id, timeout=10)
            assert runner.projection.get_count(Aggregate.Created) == total


@pytest.mark.slow
def test_killing_the_server_amid_processing_counts_each_event_once(env, prefix, own_server):
    own = own_server.credentials
    env |= {"NATS_URL": own_server.url, "NATS_USER": own.user, "NATS_PASSWORD": own.password}
    env |= {"COUNTERS_NATS_PREFIX": f"{prefix}-counters", "AGGREGATE_CACHE_MAXSIZE": "10"}
    with Application(env) as app:
        last = app.save(*(Aggregate() for _ in range(200)))[-1].notification.id
    with EventSourcedProjectionRunner(application_class=Application, projection_class=Counters, env=env) as runner:
        for _ in range(3):
            time.sleep(0.5)
            own_server.kill()
            time.sleep(0.2)
            own_server.start()
        runner.wait(last, timeout=60)
        assert runner.projection.get_count(Aggregate.Created) == 200


class Orders(Leader):
    pass


class Echo(ProcessApplication):
    """Makes an aggregate for each that was made upstream."""

    def policy(self, domain_event, processing_event):
        if isinstance(domain_event, Aggregate.Created):
            processing_event.collect_events(Aggregate())


class Last(Follower):
    def policy(self, domain_event, processing_event):
        pass


def test_a_system_of_applications_runs_each_in_a_stream_of_its_own(env, prefix):
    env = {key: value for key, value in env.items() if key != "NATS_PREFIX"}
    env |= {f"{name.upper()}_NATS_PREFIX": f"{prefix}-{name}" for name in ("orders", "echo", "last")}
    with MultiThreadedRunner(System(pipes=[[Orders, Echo, Last]]), env=env) as runner:
        for _ in range(5):
            runner.get(Orders).save(Aggregate())
        recorder = runner.get(Last).recorder
        highest = 10  # Echo's five events, each behind its tracking
        recorder.wait("Echo", highest, timeout=10)
        assert [found.id for found in runner.get(Echo).recorder.select_notifications(None, 10)] == [2, 4, 6, 8, 10]
