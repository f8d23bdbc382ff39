"""The library's own test-suite, to be run wherever a fixture ``env`` says; each class is one that the library asks for."""

import uuid
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from eventsourcing.persistence import InfrastructureFactory, StoredEvent, Tracking
from eventsourcing.tests.application import ApplicationTestCase, ExampleApplicationTestCase
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    InfrastructureFactoryTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
from eventsourcing.tests.projection import (
    AggregateEventCountersProjectionTestCase,
    EventCountersView,
    EventCountersViewTestCase,
    EventSourcedProjectionTestCase,
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
    """The same with texts as aggregate ids."""

    id_type = "text"

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


class InEnvironment:
    """For cases that read the process's own environment: each application in a stream of its own."""

    @pytest.fixture(autouse=True)
    def _environ(self, env: dict[str, str], monkeypatch: pytest.MonkeyPatch):
        prefix = env["NATS_PREFIX"]
        streams = {f"{name}_NATS_PREFIX": f"{prefix}-{name.lower()}" for name in ("COUNTERS", "EVENTCOUNTERS")}
        for variable, value in (env | streams).items():
            monkeypatch.setenv(variable, value)


class ExampleApplications(InEnvironment, ExampleApplicationTestCase):
    expected_factory_topic = "eventsourcing_nats.library.factory:Factory"


class Applications(InEnvironment, ApplicationTestCase):
    pass


class EventCounters(NatsProcessRecorder, EventCountersView):
    """A view on NATS: each counter is an aggregate, stored together with the tracking; its version is the count."""

    def get_created_event_counter(self) -> int:
        return self._count("created")

    def get_subsequent_event_counter(self) -> int:
        return self._count("subsequent")

    def incr_created_event_counter(self, tracking: Tracking) -> None:
        self._increment("created", tracking)

    def incr_subsequent_event_counter(self, tracking: Tracking) -> None:
        self._increment("subsequent", tracking)

    def _count(self, what: str) -> int:
        return len(self.select_events(self._name(what)))

    def _increment(self, what: str, tracking: Tracking) -> None:
        counted = StoredEvent(self._name(what), self._count(what) + 1, "counted", b"")
        self.insert_events([counted], tracking=tracking)

    @staticmethod
    def _name(what: str) -> UUID:
        return uuid5(NAMESPACE_URL, what)


class EventCounterViews(Recording, EventCountersViewTestCase):
    def construct_event_counters_view(self) -> Any:
        return self.factory.tracking_recorder(EventCounters)


class Projections(InEnvironment, AggregateEventCountersProjectionTestCase):
    view_class = EventCounters


class EventSourcedProjections(InEnvironment, EventSourcedProjectionTestCase):
    pass
