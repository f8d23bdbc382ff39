"""An open store for a test, and the rows of a source read back from its log."""

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.record.envelope import Actor, Recorded
from eventsourcing_nats import EventLog, LogSettings
from gongdan.importing.maps.finding import load_map
from gongdan.importing.run import ImportResult, import_file
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from tests.whole.measures import Line

CLERK = Actor(id="clerk-1", role="clerk", channel="cli")
MASTER_KEY = b"k" * 32


@dataclass(frozen=True)
class Desk:
    """A store with its keys, and the import into it."""

    store: NatsEventStore
    keys: KeyStore

    async def import_file(self, path: Path, quarantine: Path | None = None) -> ImportResult:
        return await import_file(
            path,
            load_map("helpdesk"),
            store=self.store,
            operator=CLERK,
            pseudonym=self.keys.pseudonym,
            quarantine_path=quarantine,
        )

    async def events(self) -> list[Recorded]:
        return [event async for batch in self.store.follow(until=await self.store.end()) for event in batch]

    async def lines(self) -> list[Line]:
        return lines_of(await self.events())


@asynccontextmanager
async def open_desk(folder: Path, settings: LogSettings) -> AsyncIterator[Desk]:
    keys = KeyStore.open(folder / "keys.db", MASTER_KEY)
    async with await EventLog.open(settings) as log:
        yield Desk(NatsEventStore(log, EventMapper(keys), settings.prefix), keys)
    keys.close()


def lines_of(events: list[Recorded]) -> list[Line]:
    """Each event's whole source row, folded from what changed; a row that is there twice is an error."""
    cells: dict[str, dict[str, str]] = defaultdict(dict)
    seen: Counter[tuple[str, int]] = Counter()
    lines: list[Line] = []
    for recorded in events:
        source = recorded.envelope.source
        assert source is not None
        seen[source.case, source.ordinal] += 1
        cells[source.case].update(source.changed or {})
        row = dict(cells[source.case])
        activity = source.activity or source.said or ""
        lines.append(Line(source.case, source.ordinal, activity, recorded.envelope.occurred, row))
    assert not [row for row, count in seen.items() if count > 1]
    return lines
