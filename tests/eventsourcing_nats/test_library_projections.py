"""The library's own test-suite for applications and projections passes on a real nats-server."""

import pytest

from tests.eventsourcing_nats import library_suite as suite

pytestmark = pytest.mark.library


class TestExampleApplication(suite.ExampleApplications):
    pass


class TestApplication(suite.Applications):
    pass


class TestEventCountersView(suite.EventCounterViews):
    pass


class TestProjection(suite.Projections):
    pass


class TestEventSourcedProjection(suite.EventSourcedProjections):
    pass
