"""The library's own test-suite for recorders and factories, to be run wherever a fixture ``env`` says; each class is one that the library asks for."""

import uuid

import pytest
from eventsourcing.persistence import InfrastructureFactory
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    InfrastructureFactoryTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
from eventsourcing.utils import Environment

from eventsourcing_nats import Factory
from eventsourcing_nats.library import (
    NatsAggregateRecorder,
    NatsApplicationRecorder,
    NatsProcessRecorder,
    NatsTrackingRecorder,
)


class Recording:
    """A factory by configuration alone, on a prefix of each test's own."""

    factory: Factory
    id_type = "uuid"

    @pytest.fixture(autouse=True)
    def _factory(self, env: dict[str, str]):
        self.factory = InfrastructureFactory.construct(env | {"ORIGINATOR_ID_TYPE": self.id_type})
        yield
        self.factory.close()


class TextIds:
    """The same with texts as aggregate ids, which are as fast."""

    id_type = "text"
    test_performance = None

    def new_originator_id(self) -> str:
        return f"order-{uuid.uuid4()}"


class AggregateRecorders(Recording, AggregateRecorderTestCase):
    def create_recorder(self):
        return self.factory.aggregate_recorder()


class SnapshotRecorders(Recording, AggregateRecorderTestCase):
    def create_recorder(self):
        return self.factory.aggregate_recorder(purpose="snapshots")


class ApplicationRecorders(Recording, ApplicationRecorderTestCase):
    def create_recorder(self):
        return self.factory.application_recorder()

    def test_insert_subscribe(self):
        self.optional_test_insert_subscribe()


class ProcessRecordersAsApplicationRecorders(ApplicationRecorders):
    """A process recorder keeps every promise of an application recorder."""

    def create_recorder(self):
        return self.factory.process_recorder()


class TrackingRecorders(Recording, TrackingRecorderTestCase):
    def create_recorder(self):
        return self.factory.tracking_recorder()


class ProcessRecordersAsTrackingRecorders(TrackingRecorders):
    def create_recorder(self):
        return self.factory.process_recorder()


class ProcessRecorders(Recording, ProcessRecorderTestCase):
    def create_recorder(self):
        return self.factory.process_recorder()


class NonInterleaving(Recording, NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self):
        return self.factory.application_recorder()


class CustomTrackingRecorder(NatsTrackingRecorder):
    pass


class Factories(InfrastructureFactoryTestCase):
    @pytest.fixture(autouse=True)
    def _environment(self, env: dict[str, str]):
        self.given = env

    def setUp(self):
        self.env = Environment("TestFactory", self.given)
        super().setUp()

    def expected_factory_class(self):
        return Factory

    def expected_aggregate_recorder_class(self):
        return NatsAggregateRecorder

    def expected_application_recorder_class(self):
        return NatsApplicationRecorder

    def expected_tracking_recorder_class(self):
        return NatsTrackingRecorder

    def tracking_recorder_subclass(self):
        return CustomTrackingRecorder

    def expected_process_recorder_class(self):
        return NatsProcessRecorder
