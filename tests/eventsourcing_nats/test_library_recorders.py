"""The library's own test-suite for recorders and factories passes on a real nats-server, with UUIDs and with texts."""

import pytest

from tests.eventsourcing_nats import library_suite as suite
from tests.eventsourcing_nats import test_library_cluster as on_three
from tests.eventsourcing_nats import test_library_projections as projections

pytestmark = pytest.mark.library


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


def test_every_class_of_the_library_is_tried_on_three_servers_too():
    tried = {name for name in (*globals(), *vars(projections)) if name.startswith("Test")}
    assert tried <= vars(on_three).keys()
