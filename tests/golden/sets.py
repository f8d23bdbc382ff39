"""The golden sets as they lie on disk, read with today's code under their own keys."""

import base64
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from eventsourcing.persistence import StoredEvent

from domain.record.envelope import Recorded
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper

Json = dict[str, Any]


@dataclass(frozen=True)
class GoldenSet:
    """A folder of stored events, never touched again: their bodies, their keys, and what they say in the clear."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @cached_property
    def lines(self) -> tuple[Json, ...]:
        return tuple(json.loads(line) for line in (self.folder / "events.jsonl").read_text().splitlines())

    @cached_property
    def plain(self) -> tuple[Json, ...]:
        return tuple(json.loads((self.folder / "plain.json").read_text()))

    @contextmanager
    def mapper(self, place: Path, *, shredded: bool = False) -> Iterator[EventMapper]:
        """On a copy of its keys, all of them gone if ``shredded``."""
        store = place / f"{self.name}.db"
        shutil.copy(self.folder / "keys.db", store)
        if shredded:
            with closing(sqlite3.connect(store)) as database, database:
                database.execute("UPDATE subject_keys SET wrapped = NULL, shredded = 'now'")
        keys = KeyStore.open(store, base64.b64decode((self.folder / "master.key").read_text()))
        yield EventMapper(keys)
        keys.close()


SETS: Final = tuple(
    GoldenSet(path)
    for path in sorted((Path(__file__).parent.parent / "golden_events").iterdir())
    if (path / "events.jsonl").exists()
)


def by_name(golden: GoldenSet) -> str:
    return golden.name


def decoded(line: Json, mapper: EventMapper) -> Recorded:
    stored = StoredEvent(line["aggregate"], line["version"], line["topic"], line["body"].encode())
    return mapper.to_domain_event(stored, 1)
