"""Whatever an event says, it comes back from what is stored as it was, and nothing personal is stored in the clear."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.catalogue import EVENTS
from domain.record.envelope import Recorded
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from tests.golden.test_personal import SEALED, at, personal
from tests.golden.values import envelopes, events

pytestmark = pytest.mark.golden

ACTORS = ("003", "customer-1")
EVERY_TYPE = pytest.mark.parametrize("name", EVENTS)
FEW = settings(max_examples=3, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=30)


@pytest.fixture(scope="module")
def mapper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EventMapper]:
    keys = KeyStore.open(Path(tmp_path_factory.mktemp("keys")) / "keys.db", os.urandom(32))
    yield EventMapper(keys)
    keys.close()


@EVERY_TYPE
@FEW
@given(data=st.data())
def test_what_is_stored_gives_back_the_event_and_holds_no_personal_value(
    name: str, mapper: EventMapper, data: st.DataObject
) -> None:
    recorded = _drawn(name, data)
    assert _there_and_back(recorded, mapper) == (recorded, _impersonal(recorded))


@pytest.mark.slow
@EVERY_TYPE
@MANY
@given(data=st.data())
def test_so_it_is_with_many_events_of_each_type(name: str, mapper: EventMapper, data: st.DataObject) -> None:
    recorded = _drawn(name, data)
    assert _there_and_back(recorded, mapper) == (recorded, _impersonal(recorded))


def _drawn(name: str, data: st.DataObject) -> Recorded:
    kind = EVENTS[name]
    return Recorded(data.draw(envelopes(kind, ACTORS)), data.draw(events(kind)), 7)


def _there_and_back(recorded: Recorded, mapper: EventMapper) -> tuple[Recorded, Any]:
    """As it comes back from what is stored, and what of that anybody can read."""
    stored = mapper.to_stored_event(recorded)
    return mapper.to_domain_event(stored, 7), _in_the_clear(stored.state, recorded.envelope.type)


def _in_the_clear(state: bytes, name: str) -> Any:
    """The stored body without what is sealed; fails where a personal value is not."""
    body = json.loads(state)
    for path, _ in personal(name):
        holder = at(body, path[:-1])
        if holder and path[-1] in holder:
            assert set(holder.pop(path[-1])) == SEALED
    return body


def _impersonal(recorded: Recorded) -> Any:
    """What the event says, but for what is personal."""
    envelope = recorded.envelope.model_dump(mode="json", by_alias=True, exclude_none=True)
    body = {"v": 1, **envelope, "data": recorded.event.model_dump(mode="json", exclude_none=True)}
    for path, _ in personal(recorded.envelope.type):
        (at(body, path[:-1]) or {}).pop(path[-1], None)
    return json.loads(json.dumps(body))
