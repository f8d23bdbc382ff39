"""The library's own test-suite for recorders passes on a real nats-server, with UUIDs and with texts as ids."""

import uuid

import pytest
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

pytestmark = pytest.mark.library


class OnNats:
    """Makes recorders by configuration alone, on a prefix of each test's own."""

    id_type = "uuid"

    @pytest.fixture(autouse=True)
    def _environment(self, nats_server, prefix):
        env = {
            "PERSISTENCE_MODULE": "eventsourcing_nats",
            "NATS_URL": nats_server.url,
            "NATS_USER": nats_server.credentials.user,
            "NATS_PASSWORD": nats_server.credentials.password,
            "NATS_PREFIX": prefix,
            "ORIGINATOR_ID_TYPE": self.id_type,
        }
        self.factory = InfrastructureFactory.construct(env)
        yield
        self.factory.close()


class TestApplicationRecorder(OnNats, ApplicationRecorderTestCase):
    def create_recorder(self):
        return self.factory.application_recorder()

    def test_insert_subscribe(self):
        self.optional_test_insert_subscribe()


class TestApplicationRecorderWithTextIds(TestApplicationRecorder):
    id_type = "text"

    def new_originator_id(self):
        return f"order-{uuid.uuid4()}"


class TestSnapshotRecorder(OnNats, AggregateRecorderTestCase):
    def create_recorder(self):
        return self.factory.aggregate_recorder(purpose="snapshots")


class TestAggregateRecorder(OnNats, AggregateRecorderTestCase):
    def create_recorder(self):
        return self.factory.aggregate_recorder()


class TestSnapshotRecorderWithTextIds(TestSnapshotRecorder):
    id_type = "text"

    def new_originator_id(self):
        return f"order-{uuid.uuid4()}"


class TestNonInterleaving(OnNats, NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self):
        return self.factory.application_recorder()
