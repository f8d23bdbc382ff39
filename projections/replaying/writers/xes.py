"""XES (IEEE 1849-2023): a trace a ticket, its own events by when they happened, with the standard extensions."""

import re
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Final, Self
from xml.sax.saxutils import quoteattr

from pydantic_core import from_json, to_json

from projections.replaying.rows import Row, row_from, said
from projections.replaying.writers.spool import Spool
from projections.replaying.writers.values import Value, flat
from projections.replaying.writers.writer import About

_TABLES: Final = """
CREATE TABLE traces (place INTEGER PRIMARY KEY, ticket TEXT NOT NULL UNIQUE);
CREATE TABLE events (ticket TEXT, occurred TEXT, version INTEGER, row BLOB, PRIMARY KEY (ticket, occurred, version))
WITHOUT ROWID;
"""
_EXTENSIONS: Final = (
    ("Concept", "concept"),
    ("Time", "time"),
    ("Lifecycle", "lifecycle"),
    ("Organizational", "org"),
    ("Identity", "identity"),
)
_TEXTS: Final = (
    "channel",
    "stand_in_for",
    "on_behalf_of",
    "entered_by",
    "unit",
    "policy",
    "source",
    "case",
    "activity",
    "irregular",
    "late",
)
"""Columns that stand under their own names."""
_PIECE: Final = 65_536
_NO_XML: Final = re.compile("[\ufffe\uffff]")


class Xes:
    """A :class:`projections.replaying.writers.writer.Writer`; events of nothing but tickets are in it."""

    def __init__(self, about: About) -> None:
        self._about, self._spool, self.written = about, Spool(_TABLES), 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._spool.__exit__(kind, error, trace)

    def write(self, rows: Sequence[Row]) -> bytes:
        of_tickets = [row for row in rows if row.kind == "ticket"]
        self.written += len(of_tickets)
        database = self._spool.database
        database.executemany(
            "INSERT OR IGNORE INTO traces (ticket) VALUES (?)", [(row.ticket or row.aggregate,) for row in of_tickets]
        )
        database.executemany(
            "INSERT INTO events VALUES (?, ?, ?, ?)",
            [(row.ticket or row.aggregate, row.occurred, row.version, to_json(said(row))) for row in of_tickets],
        )
        return b""

    def end(self) -> Iterator[bytes]:
        gathered = [_head(self._about)]
        size = 0
        for ticket, rows in self._traces():
            gathered.append(_trace(ticket, rows))
            size += len(gathered[-1])
            if size >= _PIECE:
                yield "".join(gathered).encode()
                gathered, size = [], 0
        gathered.append("</log>\n")
        yield "".join(gathered).encode()

    def _traces(self) -> Iterator[tuple[str, list[Row]]]:
        database = self._spool.database
        for (ticket,) in database.execute("SELECT ticket FROM traces ORDER BY place"):
            found = database.execute("SELECT row FROM events WHERE ticket = ? ORDER BY occurred, version", (ticket,))
            yield ticket, [row_from(from_json(row)) for (row,) in found]


def _head(about: About) -> str:
    extensions = "".join(
        f'  <extension name="{name}" prefix="{prefix}" uri="http://www.xes-standard.org/{prefix}.xesext"/>\n'
        for name, prefix in _EXTENSIONS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<log xes.version="1849.2023" xes.features="">\n'
        f"{extensions}"
        '  <global scope="trace">\n    <string key="concept:name" value="-"/>\n  </global>\n'
        '  <global scope="event">\n    <string key="concept:name" value="-"/>\n'
        '    <date key="time:timestamp" value="1970-01-01T00:00:00.000000Z"/>\n'
        '    <string key="lifecycle:transition" value="complete"/>\n    <string key="org:resource" value="-"/>\n'
        '    <string key="org:role" value="-"/>\n    <id key="identity:id" value="-"/>\n  </global>\n'
        '  <classifier name="Activity" scope="event" keys="concept:name"/>\n'
        '  <classifier name="Resource" scope="event" keys="org:resource"/>\n'
        f"{_attribute('string', 'gongdan.epoch', about.epoch, 2)}"
        f"{_attribute('boolean', 'gongdan.masked', about.masked, 2)}"
    )


def _trace(ticket: str, rows: list[Row]) -> str:
    customer = next((row.customer for row in rows if row.customer), None)
    whose = _attribute("string", "customer", customer, 4) if customer else ""
    return (
        f"  <trace>\n{_attribute('string', 'concept:name', ticket, 4)}{whose}{''.join(map(_event, rows))}  </trace>\n"
    )


def _event(row: Row) -> str:
    return f"    <event>\n{''.join(_attribute(*each, 6) for each in _attributes(row))}    </event>\n"


def _attributes(row: Row) -> Iterator[tuple[str, str, Value]]:
    yield "string", "concept:name", row.type
    yield "date", "time:timestamp", row.occurred
    yield "string", "lifecycle:transition", "complete"
    yield "string", "org:resource", row.actor
    yield "string", "org:role", row.role
    yield "id", "identity:id", row.id
    yield "date", "recorded", row.recorded
    yield "int", "position", row.position
    yield "int", "version", row.version
    for name in _TEXTS:
        if (value := getattr(row, name)) is not None:
            yield "string", name, value
    for name, kind, value in flat(row.body):
        yield kind, f"body.{name}", value


def _attribute(kind: str, key: str, value: Value, indent: int) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"{' ' * indent}<{kind} key={quoteattr(key)} value={_quoted(text)}/>\n"


def _quoted(text: str) -> str:
    """As an attribute's value: two signs that a text may hold, and XML may not, are replaced."""
    return quoteattr(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", text))
