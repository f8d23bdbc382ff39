"""On several servers a direct read may land on one that has not yet stored what was acknowledged."""

import pytest

from eventsourcing_nats import EventLog
from eventsourcing_nats.reading import Reader

pytestmark = pytest.mark.library


@pytest.fixture
def trailing(monkeypatch):
    """Direct reads that know nothing of the stream after a place."""

    def trail(after: int) -> None:
        get = Reader._get

        async def get_older(reader, query):
            found = await get(reader, query)
            return found if found and found.sequence <= after else None

        monkeypatch.setattr(Reader, "_get", get_older)

    return trail


@pytest.mark.parametrize("known", [0, 1, 4, 5])
async def test_a_fresh_history_is_whole_though_a_server_trails(log: EventLog, make, trailing, known):
    tip = await make.grow(log, "a", 5)
    trailing(known)
    history, loaded = await log.load("a", fresh=True)
    assert [event.version for event in history] == [1, 2, 3, 4, 5]
    assert loaded == tip
