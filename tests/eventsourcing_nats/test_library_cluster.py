"""The library's own test-suite passes on three servers too, where a read may land on one that trails."""

import pytest
from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

from tests.eventsourcing_nats import library_projections as projections
from tests.eventsourcing_nats import library_suite as suite
from tests.eventsourcing_nats.cluster import Cluster

pytestmark = [pytest.mark.library, pytest.mark.cluster, pytest.mark.slow]


@pytest.fixture
def env(cluster: Cluster, prefix: str) -> dict[str, str]:
    return {
        "PERSISTENCE_MODULE": "eventsourcing_nats",
        "NATS_URL": cluster.url,
        "NATS_PREFIX": prefix,
        "NATS_REPLICAS": "3",
        "NATS_PATIENCE": "20",
    }


class TestAggregateRecorder(suite.AggregateRecorders):
    pass


class TestAggregateRecorderWithTextIds(suite.TextIds, suite.AggregateRecorders):
    pass


class TestSnapshotRecorder(suite.SnapshotRecorders):
    pass


class TestSnapshotRecorderWithTextIds(suite.TextIds, suite.SnapshotRecorders):
    pass


class TestApplicationRecorder(suite.ApplicationRecorders):
    pass


class TestApplicationRecorderWithTextIds(suite.TextIds, suite.ApplicationRecorders):
    pass


class TestTrackingRecorder(suite.TrackingRecorders):
    pass


class TestProcessRecorder(suite.ProcessRecorders):
    pass


class TestProcessRecorderWithTextIds(suite.TextIds, suite.ProcessRecorders):
    pass


class TestProcessRecorderAsApplicationRecorder(suite.ProcessRecordersAsApplicationRecorders):
    pass


class TestProcessRecorderAsTrackingRecorder(suite.ProcessRecordersAsTrackingRecorders):
    pass


class TestNonInterleaving(suite.NonInterleaving):
    pass


class TestFactory(suite.Factories):
    pass


class TestExampleApplication(projections.ExampleApplications):
    pass


class TestApplication(projections.Applications):
    pass


class TestEventCountersView(projections.EventCounterViews):
    pass


class TestProjection(projections.Projections):
    pass


class TestProjectionElsewhere(projections.ProjectionsElsewhere):
    pass


class TestEventSourcedProjection(projections.EventSourcedProjections):
    pass


def test_what_was_saved_is_read_at_once(env):
    with Application(env) as writing, Application(env) as reading:
        for number in range(1, 301):
            aggregate = Aggregate()
            aggregate.trigger_event(Aggregate.Event)
            writing.save(aggregate)
            aggregate.trigger_event(Aggregate.Event)
            writing.save(aggregate)
            assert reading.repository.get(aggregate.id).version == 3
            assert [found.id for found in reading.notification_log.select(3 * number - 2, 10)][-1] == 3 * number
            assert reading.recorder.max_notification_id() == 3 * number
