"""The library's own test-suite for recorders and factories passes on a real nats-server, with UUIDs and with texts."""

import pytest

from tests.eventsourcing_nats import library_suite as suite

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
