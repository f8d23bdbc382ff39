"""An event store in memory, and a short way to import a few rows into it."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.record.envelope import Actor, Recorded
from domain.refusals import EventTooLarge, StaleVersion
from domain.store import Change, History
from gongdan.importing.maps.mapping import Mapping
from gongdan.importing.run import ImportResult, import_file

CLERK = Actor(id="clerk-1", role="clerk", channel="cli")
LIMIT = 4_000

RULES: dict[str, Any] = {
    "name": "desk",
    "columns": {
        "case": "Case",
        "activity": "Activity",
        "timestamp": "Time",
        "engineer": "Who",
        "team": "Team",
        "severity": "Grade",
        "customer": "Customer",
        "customer_name": "Customer",
        "note": "Note",
    },
    "timestamp": {"format": "%Y-%m-%d %H:%M:%S", "zone": "Asia/Shanghai"},
    "number": {"pattern": r"No\. (\d+)", "becomes": "desk-{1}"},
    "values": {"engineer": {"pattern": r"E(\d+)", "becomes": "e-{1}"}, "team": {"otherwise": "keep"}},
    "activities": {
        "call": "open",
        "rate": "grade",
        "take": {
            "action": "accept",
            "transfer": "dispatch",
            "after": {"paused": "resume", "resolved": "reopen", "closed": "reopen"},
        },
        "hold": {"action": "pause", "waiting_for": "part"},
        "fix": "resolve",
        "end": "close",
        "tell": "note",
    },
}
ENGLISH = re.compile("[a-z]{2,} [a-z]{2,} [a-z]{2,}")
"""A piece of a sentence that has no place in a Chinese one."""
HEADER = "Case,Activity,Time,Who,Team,Grade,Customer,Note"


def mapping(**changes: Any) -> Mapping:
    return Mapping.model_validate({**RULES, **changes})


def row(case: int | str, activity: str, minute: int, who: str = "E1", **cells: str) -> str:
    name = f"No. {case}" if isinstance(case, int) else case
    said = {"Team": "north", "Grade": "high", "Customer": "张三", "Note": "", **cells}
    return ",".join([name, activity, f"2024-05-01 08:{minute:02}:00", who, *said.values()])


class MemoryStore:
    """All or none, one writer wins, and an event over the limit is refused: as the real one."""

    def __init__(self) -> None:
        self.histories: dict[str, tuple[Recorded, ...]] = {}
        self.appends: list[int] = []
        self.before_append: list[Any] = []

    async def load(self, aggregate: str, *, fresh: bool = False) -> History:
        events = self.histories.get(aggregate, ())
        return History(events, len(events) or None)

    async def exists(self, aggregate: str) -> bool:
        return aggregate in self.histories

    async def category(self, category: str) -> Sequence[Recorded]:
        return [one for key, events in self.histories.items() if key.startswith(f"{category}-") for one in events]

    async def make_ready(self, changes: Sequence[Change]) -> None:
        """Nothing is needed."""

    async def append(self, changes: Sequence[Change]) -> list[History]:
        if self.before_append:
            await self.before_append.pop(0)()
        for change in changes:
            for pending in change.events:
                size = len(pending.envelope.model_dump_json()) + len(pending.event.model_dump_json())
                if size > LIMIT:
                    raise EventTooLarge(size, LIMIT)
            key = change.events[0].envelope.aggregate
            if (len(self.histories.get(key, ())) or None) != change.tip:
                raise StaleVersion(key)
        self.appends.append(sum(len(change.events) for change in changes))
        return [self._stored(change) for change in changes]

    def _stored(self, change: Change) -> History:
        key = change.events[0].envelope.aggregate
        before = self.histories.get(key, ())
        assert [pending.envelope.version for pending in change.events] == [
            len(before) + place for place in range(1, len(change.events) + 1)
        ]
        new = tuple(Recorded(pending.envelope, pending.event, 0) for pending in change.events)
        self.histories[key] = before + new
        return History(new, len(self.histories[key]))

    async def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[list[Recorded]]:
        yield [event for events in self.histories.values() for event in events]

    async def end(self) -> int:
        return sum(len(events) for events in self.histories.values())

    def events(self, number: str) -> list[Recorded]:
        return list(self.histories.get(f"ticket-{number}", ()))

    def types(self, number: str) -> list[str]:
        return [recorded.envelope.type for recorded in self.events(number)]


@dataclass
class Importing:
    """Writes rows to a file and imports it."""

    folder: Path
    store: MemoryStore = field(default_factory=MemoryStore)

    def write(self, *rows: str, name: str = "rows.csv", header: str = HEADER) -> Path:
        path = self.folder / name
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return path

    async def rows(self, *rows: str, header: str = HEADER, **options: Any) -> ImportResult:
        return await self.file(self.write(*rows, header=header), **options)

    async def file(self, path: Path, rules: Mapping | None = None, **options: Any) -> ImportResult:
        said = {"store": self.store, "operator": CLERK, "pseudonym": pseudonym, **options}
        return await import_file(path, rules or mapping(), **said)

    @property
    def quarantine(self) -> Path:
        return self.folder / "rows.csv.quarantine.csv"

    def reasons(self) -> list[tuple[str, str, str, str]]:
        """Row, column, code and shape of each line of the quarantine file."""
        lines = self.quarantine.read_text("utf-8-sig").splitlines()[1:]
        return [(cells[0], cells[1], cells[2], cells[-1]) for cells in (line.split(",") for line in lines)]


def pseudonym(kind: str, value: str) -> str:
    return f"{kind}-{sum(value.encode()):x}"
