"""OCEL 2.0 as JSON: every event, and the tickets, customers, units, parts, people and matters that it is about."""

from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any, Final, Self

from pydantic_core import from_json, to_json

from projections.replaying.rows import Json, Row
from projections.replaying.writers.objects import BETWEEN, OBJECTS, About, objects_of
from projections.replaying.writers.spool import Spool
from projections.replaying.writers.values import Value, flat
from projections.replaying.writers.writer import About as OfFile

_TABLES: Final = """
CREATE TABLE events (place INTEGER PRIMARY KEY, id TEXT, type TEXT, time TEXT, said BLOB, related BLOB);
CREATE TABLE objects (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT);
CREATE TABLE said (object TEXT, time TEXT, place INTEGER, name TEXT, value BLOB,
                   PRIMARY KEY (object, time, place, name)) WITHOUT ROWID;
CREATE TABLE relations (source TEXT, target TEXT, how TEXT, PRIMARY KEY (source, target, how)) WITHOUT ROWID;
"""
_TYPES: Final = {"string": "string", "date": "time", "int": "integer", "boolean": "boolean"}
_BUNCH: Final = 500
_COLUMNS: Final = ("kind", "actor", "role", "channel", "policy", "source", "activity", "irregular")
"""Columns of the row that are attributes of every event, where they say something; all of them texts."""

Attribute = tuple[str, str, Value]
"""Name, type, value."""


class ObjectCentric:
    """A :class:`projections.replaying.writers.writer.Writer`; in memory are only the types and their attributes."""

    def __init__(self, about: OfFile) -> None:
        self._spool = Spool(_TABLES)
        self._types: dict[str, dict[str, str]] = {}
        self.written = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.__exit__(kind, error, trace)

    def write(self, rows: Sequence[Row]) -> bytes:
        for row in rows:
            self._put(row)
        self.written += len(rows)
        return b""

    def _put(self, row: Row) -> None:
        database, objects = self._spool.database, list(objects_of(row))
        said = list(_attributes(row))
        self._note(row.type, said)
        related = [{"objectId": each.id, "qualifier": each.how} for each in objects]
        database.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)",
            (row.position, row.id, row.type, row.occurred, to_json(said), to_json(related)),
        )
        database.executemany(
            "INSERT OR IGNORE INTO objects (id, type) VALUES (?, ?)", [(each.id, each.type) for each in objects]
        )
        database.executemany(
            "INSERT OR IGNORE INTO said VALUES (?, ?, ?, ?, ?)",
            [
                (each.id, row.occurred, row.position, name, to_json(value))
                for each in objects
                for name, value in each.said.items()
            ],
        )
        database.executemany("INSERT OR IGNORE INTO relations VALUES (?, ?, ?)", _between(objects))

    def _note(self, name: str, said: Iterable[Attribute]) -> None:
        """Which attributes a type of event has; of two types in one attribute the text holds both."""
        known = self._types.setdefault(name, {})
        for attribute, kind, _ in said:
            known[attribute] = kind if known.get(attribute, kind) == kind else "string"

    def end(self) -> Iterator[bytes]:
        yield b'{"objectTypes":' + to_json(_object_types()) + b',"eventTypes":' + to_json(self._event_types())
        yield b',"objects":['
        yield from _joined(self._objects())
        yield b'],"events":['
        yield from _joined(self._events())
        yield b"]}\n"

    def _event_types(self) -> list[Json]:
        return [
            {"name": name, "attributes": [{"name": each, "type": kind} for each, kind in sorted(known.items())]}
            for name, known in sorted(self._types.items())
        ]

    def _objects(self) -> Iterator[Json]:
        database = self._spool.database
        for name, kind in database.execute("SELECT id, type FROM objects ORDER BY place"):
            said = database.execute("SELECT name, time, value FROM said WHERE object = ? ORDER BY time, place", (name,))
            attributes = [{"name": each, "time": time, "value": from_json(value)} for each, time, value in said]
            to = database.execute("SELECT target, how FROM relations WHERE source = ?", (name,))
            related = [{"objectId": target, "qualifier": how} for target, how in to]
            yield {"id": name, "type": kind, "attributes": attributes, "relationships": related}

    def _events(self) -> Iterator[Json]:
        rows = self._spool.database.execute("SELECT id, type, time, said, related FROM events ORDER BY place")
        for name, kind, time, said, related in rows:
            attributes = [self._attribute(kind, *each) for each in from_json(said)]
            yield {
                "id": name,
                "type": kind,
                "time": time,
                "attributes": attributes,
                "relationships": from_json(related),
            }

    def _attribute(self, event: str, name: str, kind: str, value: Value) -> Json:
        declared = self._types[event][name]
        return {"name": name, "value": value if declared == kind else _text(value)}


def _attributes(row: Row) -> Iterator[Attribute]:
    yield "position", "integer", row.position
    yield "version", "integer", row.version
    yield "recorded", "time", row.recorded
    for name in _COLUMNS:
        if (value := getattr(row, name)) is not None:
            yield name, "string", value
    for name, kind, value in flat(row.body):
        yield f"body.{name}", _TYPES[kind], value


def _object_types() -> list[Json]:
    return [
        {"name": name, "attributes": [{"name": each, "type": _kind(each)} for each in attributes]}
        for name, attributes in OBJECTS.items()
    ]


def _kind(attribute: str) -> str:
    return "boolean" if attribute == "company" else "string"


def _between(objects: Sequence[About]) -> list[tuple[str, str, str]]:
    """Between what the event happened to and whom it is about: not others that it only names."""
    first: dict[str, str] = {}
    for each in objects:
        if each.how != "other":
            first.setdefault(each.type, each.id)
    return [(first[one], first[other], how) for one, other, how in BETWEEN if one in first and other in first]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else to_json(value).decode()


def _joined(found: Iterator[Json]) -> Iterator[bytes]:
    """Members of a list, a bunch at a time."""
    bunch, before = list[bytes](), b""
    for each in found:
        bunch.append(to_json(each))
        if len(bunch) == _BUNCH:
            yield before + b",\n".join(bunch)
            bunch, before = [], b",\n"
    if bunch:
        yield before + b",\n".join(bunch)
