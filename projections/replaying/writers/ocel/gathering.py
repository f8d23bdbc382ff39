"""Events and their objects put aside until all are there: only then is it known which types of them there are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Literal, Self

from pydantic_core import from_json, to_json

from projections.replaying.rows import Row
from projections.replaying.writers.ocel.objects import BETWEEN, OBJECTS, About, objects_of
from projections.replaying.writers.spool import Spool
from projections.replaying.writers.values import Type as Said
from projections.replaying.writers.values import Value, flat

_TABLES: Final = """
CREATE TABLE events (place INTEGER PRIMARY KEY, id TEXT, type TEXT, time TEXT, said BLOB, related BLOB);
CREATE TABLE objects (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT);
CREATE TABLE said (object TEXT, time TEXT, place INTEGER, name TEXT, value BLOB,
                   PRIMARY KEY (object, time, place, name)) WITHOUT ROWID;
CREATE TABLE relations (source TEXT, target TEXT, how TEXT, PRIMARY KEY (source, target, how)) WITHOUT ROWID;
"""
Type = Literal["string", "time", "integer", "boolean"]
"""As OCEL calls them."""
Types = dict[str, dict[str, Type]]
"""Attributes with their types, by the type of event or object."""

_TYPES: Final[dict[Said, Type]] = {"string": "string", "date": "time", "int": "integer", "boolean": "boolean"}
_COLUMNS: Final = ("kind", "actor", "role", "channel", "policy", "source", "activity", "irregular")
"""Columns of the row that are attributes of every event, where they say something; all of them texts."""
OBJECT_TYPES: Final[Types] = {
    name: {each: "boolean" if each == "company" else "string" for each in attributes}
    for name, attributes in OBJECTS.items()
}

Attribute = tuple[str, Type, Value]
"""Name, type, value."""


@dataclass(frozen=True, slots=True)
class Event:
    """``related`` are objects, each with how."""

    id: str
    type: str
    time: str
    said: list[tuple[str, Value]]
    related: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Object:
    """``said`` are attributes from a time on, in its order."""

    id: str
    type: str
    said: list[tuple[str, str, Value]]
    related: list[tuple[str, str]]


class Gathered:
    """What is asked of a format, but for its file. Memory holds the types alone."""

    def __init__(self) -> None:
        self._spool = Spool(_TABLES)
        self._types: Types = {}
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

    @property
    def event_types(self) -> Types:
        return {name: dict(sorted(known.items())) for name, known in sorted(self._types.items())}

    def objects(self) -> Iterator[Object]:
        """In the order in which they came up."""
        database = self._spool.database
        for name, kind in database.execute("SELECT id, type FROM objects ORDER BY place"):
            said = database.execute("SELECT name, time, value FROM said WHERE object = ? ORDER BY time, place", (name,))
            values = [(each, time, from_json(value)) for each, time, value in said]
            related = database.execute("SELECT target, how FROM relations WHERE source = ?", (name,)).fetchall()
            yield Object(name, kind, values, related)

    def events(self) -> Iterator[Event]:
        """In the order of the log."""
        rows = self._spool.database.execute("SELECT id, type, time, said, related FROM events ORDER BY place")
        for name, kind, time, said, related in rows:
            types = self._types[kind]
            values = [(each, value if types[each] == own else _text(value)) for each, own, value in from_json(said)]
            yield Event(name, kind, time, values, from_json(related))

    def _put(self, row: Row) -> None:
        database, objects = self._spool.database, list(objects_of(row))
        said = list(_attributes(row))
        self._note(row.type, said)
        related = [(each.id, each.how) for each in objects]
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


def _attributes(row: Row) -> Iterator[Attribute]:
    yield "position", "integer", row.position
    yield "version", "integer", row.version
    yield "recorded", "time", row.recorded
    for name in _COLUMNS:
        if (value := getattr(row, name)) is not None:
            yield name, "string", value
    for name, kind, value in flat(row.body):
        yield f"body.{name}", _TYPES[kind], value


def _between(objects: Sequence[About]) -> list[tuple[str, str, str]]:
    """Between what the event happened to and whom it is about: not others that it only names."""
    first: dict[str, str] = {}
    for each in objects:
        if each.how != "other":
            first.setdefault(each.type, each.id)
    return [(first[one], first[other], how) for one, other, how in BETWEEN if one in first and other in first]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else to_json(value).decode()
