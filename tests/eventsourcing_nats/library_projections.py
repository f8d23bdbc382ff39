"""The library's own test-suite for applications and projections, to be run wherever a fixture ``env`` says."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from eventsourcing.persistence import StoredEvent, Tracking
from eventsourcing.popo import POPOTrackingRecorder
from eventsourcing.tests.application import ApplicationTestCase, ExampleApplicationTestCase
from eventsourcing.tests.projection import (
    AggregateEventCountersProjectionTestCase,
    EventCountersView,
    EventCountersViewTestCase,
    EventSourcedProjectionTestCase,
)

from eventsourcing_nats.library import (
    NatsProcessRecorder,
)
from tests.eventsourcing_nats.library_suite import Recording


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


class ElsewhereCounters(POPOTrackingRecorder, EventCountersView):
    """A view that keeps its counters elsewhere, here in memory, as others do in a SQL database."""

    def __init__(self):
        super().__init__()
        self.created, self.subsequent = 0, 0

    def get_created_event_counter(self) -> int:
        return self.created

    def get_subsequent_event_counter(self) -> int:
        return self.subsequent

    def incr_created_event_counter(self, tracking: Tracking) -> None:
        self.insert_tracking(tracking)
        self.created += 1

    def incr_subsequent_event_counter(self, tracking: Tracking) -> None:
        self.insert_tracking(tracking)
        self.subsequent += 1


class ProjectionsElsewhere(Projections):
    """The application on NATS, the view on another module, by the variable with the projection's name in front."""

    view_class = ElsewhereCounters

    @pytest.fixture(autouse=True)
    def _elsewhere(self, _environ: None, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("EVENTCOUNTERS_PERSISTENCE_MODULE", "eventsourcing.popo")


class EventSourcedProjections(InEnvironment, EventSourcedProjectionTestCase):
    pass
