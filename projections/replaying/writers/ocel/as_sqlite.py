"""OCEL 2.0 as a SQLite database: a table a type, beside those of all events, all objects and what relates them."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from projections.replaying.writers.ocel.gathering import OBJECT_TYPES, Event, Gathered, Object, Type, Types
from projections.replaying.writers.values import Value
from projections.replaying.writers.writer import About

_TABLES: Final = """
CREATE TABLE event (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE object (ocel_id TEXT PRIMARY KEY, ocel_type TEXT);
CREATE TABLE event_object (ocel_event_id TEXT, ocel_object_id TEXT, ocel_qualifier TEXT);
CREATE TABLE object_object (ocel_source_id TEXT, ocel_target_id TEXT, ocel_qualifier TEXT);
CREATE TABLE event_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
CREATE TABLE object_map_type (ocel_type TEXT PRIMARY KEY, ocel_type_map TEXT);
"""
_COLUMN: Final[dict[Type, str]] = {"string": "TEXT", "time": "TIMESTAMP", "integer": "INTEGER", "boolean": "BOOLEAN"}
_BEFORE_ALL: Final = "1970-01-01T00:00:00.000000Z"
"""The time of an object's first row: what it is was always so."""
_PIECE: Final = 1 << 16


class AsSqlite(Gathered):
    """A :class:`projections.replaying.writers.writer.Writer`."""

    def __init__(self, about: About) -> None:
        super().__init__()

    def end(self) -> Iterator[bytes]:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "ocel.sqlite"
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                self._fill(database)
            with path.open("rb") as file:
                while some := file.read(_PIECE):
                    yield some

    def _fill(self, database: sqlite3.Connection) -> None:
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            database.execute(f"PRAGMA {pragma}")
        database.execute("BEGIN")
        for statement in filter(str.strip, _TABLES.split(";")):
            database.execute(statement)
        event_types = self.event_types
        _make(database, "event", event_types, ("ocel_id TEXT PRIMARY KEY", "ocel_time TIMESTAMP"))
        _make(database, "object", OBJECT_TYPES, ("ocel_id TEXT", "ocel_time TIMESTAMP", "ocel_changed_field TEXT"))
        for found in self.objects():
            _put_object(database, found)
        for event in self.events():
            _put_event(database, event)
        database.execute("COMMIT")


def _make(database: sqlite3.Connection, what: str, types: Types, first: tuple[str, ...]) -> None:
    for name, attributes in types.items():
        own = [f"{_quoted(each)} {_COLUMN[kind]}" for each, kind in attributes.items()]
        database.execute(f"CREATE TABLE {_quoted(f'{what}_{mapped(name)}')} ({', '.join((*first, *own))})")
        _insert(database, f"{what}_map_type", {"ocel_type": name, "ocel_type_map": mapped(name)})


def _put_event(database: sqlite3.Connection, event: Event) -> None:
    database.execute("INSERT INTO event VALUES (?, ?)", (event.id, event.type))
    _insert(database, f"event_{mapped(event.type)}", {"ocel_id": event.id, "ocel_time": event.time, **dict(event.said)})
    related = [(event.id, target, how) for target, how in event.related]
    database.executemany("INSERT INTO event_object VALUES (?, ?, ?)", related)


def _put_object(database: sqlite3.Connection, found: Object) -> None:
    """A row of what it is, and one for each attribute that it has from a time on."""
    table = f"object_{mapped(found.type)}"
    database.execute("INSERT INTO object VALUES (?, ?)", (found.id, found.type))
    _insert(database, table, {"ocel_id": found.id, "ocel_time": _BEFORE_ALL})
    for name, time, value in found.said:
        _insert(database, table, {"ocel_id": found.id, "ocel_time": time, "ocel_changed_field": name, name: value})
    related = [(found.id, target, how) for target, how in found.related]
    database.executemany("INSERT INTO object_object VALUES (?, ?, ?)", related)


def _insert(database: sqlite3.Connection, table: str, row: dict[str, Value]) -> None:
    columns, places = ", ".join(map(_quoted, row)), ", ".join("?" * len(row))
    database.execute(f"INSERT INTO {_quoted(table)} ({columns}) VALUES ({places})", tuple(row.values()))  # noqa: S608 -- quoted names


def mapped(name: str) -> str:
    """``ticket-opened`` is ``TicketOpened`` in the name of a table."""
    return "".join(part.capitalize() for part in name.split("-"))


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
