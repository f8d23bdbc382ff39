"""The library's own test-suite for applications and projections passes on a real nats-server."""

import pytest

from tests.eventsourcing_nats import library_projections as projections

pytestmark = pytest.mark.library


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
