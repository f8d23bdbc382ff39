"""What an import stores holds no personal value in the clear, in whatever column it stood."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongdan.importing.maps.keys import COLUMNS
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from tests.importing.memory import RULES, Importing, mapping, row

SECRET = "张三 13812345678"
PLAIN = {"product", "model", "batch", "purchase_channel"}
"""Documented to stand in the clear, as the case id does."""


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[KeyStore]:
    store = KeyStore.open(tmp_path / "keys.db", b"k" * 32)
    yield store
    store.close()


async def stored(importing: Importing, keys: KeyStore, activity: str, key: str) -> list[str]:
    """The bodies as they go to the log."""
    columns = {**RULES["columns"], key: "Note"}
    actions = {**RULES["activities"], "up": "escalate", "see": "visit", "send": "dispatch", "find": "diagnose"}
    rules = mapping(columns=columns, activities=actions, values={}, unmapped="note")
    lines = [row(1, "call", 0), row(1, activity, 1, Note=SECRET), row(2, activity, 1, Note=SECRET)]
    await importing.rows(*lines, rules=rules, pseudonym=keys.pseudonym)
    mapper, events = EventMapper(keys), importing.store.events("desk-1") + importing.store.events("desk-2")
    mapper.make_keys(mapper.keys_needed((recorded.envelope, recorded.event) for recorded in events))
    return [mapper.to_stored_event(recorded).state.decode() for recorded in events]


@pytest.mark.parametrize("key", sorted({*COLUMNS} - {"case", "activity", "timestamp"} - PLAIN))
async def test_a_name_in_any_column_is_sealed_or_quarantined(importing: Importing, keys: KeyStore, key: str) -> None:
    for activity in ("rate", "up", "see", "send", "find", "fix", "end", "hold", "tell"):
        bodies = await stored(Importing(importing.folder), keys, activity, key)
        assert bodies
        assert not [body for body in bodies if SECRET in body], activity


async def test_an_activity_that_the_map_does_not_name_is_sealed(importing: Importing, keys: KeyStore) -> None:
    bodies = await stored(importing, keys, f"called {SECRET}", "note")
    assert len(bodies) == 3
    assert not [body for body in bodies if SECRET in body]
