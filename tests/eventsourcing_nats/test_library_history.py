"""Events after a version are found without reading those before, wherever the last event still tells where they are."""

from uuid import uuid4

import pytest
from eventsourcing.persistence import StoredEvent

from eventsourcing_nats import EventLog, Factory
from eventsourcing_nats.library.recording.history import since

pytestmark = pytest.mark.library


@pytest.fixture
def recorder(env):
    factory = Factory(env)
    yield factory.application_recorder()
    factory.close()


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("after", [None, -1, 0, 1, 5, 30, 69, 98, 99, 100, 200])
def test_events_after_any_version_are_those_of_the_whole_history(recorder, first, after):
    name = uuid4()
    versions = list(range(first, 100 + first))
    recorder.insert_events([StoredEvent(uuid4(), 1, "other", b"")])
    events = [StoredEvent(name, version, "topic", b"%d" % version) for version in versions]
    recorder.insert_events(events[:35])
    recorder.insert_events([StoredEvent(uuid4(), 1, "other", b"")])
    recorder.insert_events(events[35:])
    found = recorder.select_events(name, gt=after)
    assert [event.originator_version for event in found] == [n for n in versions if after is None or n > after]
    assert all(event.state == b"%d" % event.originator_version for event in found)
    assert recorder.select_events(uuid4(), gt=after) == []


async def test_a_few_events_are_read_without_the_history(log: EventLog, make, monkeypatch):
    await make.grow(log, "a", 70)
    monkeypatch.setattr(log, "load", None)
    assert [event.version for event in await since(log, "a", 66)] == [67, 68, 69, 70]
    assert await since(log, "a", 70) == []


@pytest.mark.parametrize("ancestors", ["1,2,5", "2,3,4", "5,6,7", ""])
async def test_where_the_last_event_tells_wrong_places_the_history_is_searched(
    log: EventLog, make, monkeypatch, ancestors
):
    await make.grow(log, "b", 1)
    await make.grow(log, "a", 4)
    last = log.last

    async def misled(name):
        return (await last(name))._replace(ancestry=ancestors)

    monkeypatch.setattr(log, "last", misled)
    assert [event.version for event in await since(log, "a", 1)] == [2, 3, 4]
