"""An event as analysts get it: one flat row, the same columns in every format."""

from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

Json = dict[str, Any]
Kind = Literal["number", "text", "word", "moment", "json"]
"""``word`` is a text of few different values, ``moment`` UTC in the stored form (docs/formats.md §3)."""

SCHEMA: Final = 1
"""Version of these columns; new ones at the end do not raise it, other meanings or names do."""


class Row(NamedTuple):
    """What is None was not said; ``body`` is the event's ``data``, masked where it was asked for so."""

    position: int
    id: str
    type: str
    schema: int
    kind: str
    aggregate: str
    version: int
    occurred: str
    recorded: str
    actor: str
    role: str
    channel: str
    stand_in_for: str | None
    on_behalf_of: str | None
    entered_by: str | None
    ticket: str | None
    customer: str | None
    unit: str | None
    policy: str | None
    command: str
    correlation: str
    causation: str | None
    source: str | None
    case: str | None
    activity: str | None
    irregular: str | None
    late: str | None
    body: Json


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the row, and whether it may be empty."""

    name: str
    kind: Kind
    optional: bool = False


COLUMNS: Final = (
    Column("position", "number"),
    Column("id", "text"),
    Column("type", "word"),
    Column("schema", "number"),
    Column("kind", "word"),
    Column("aggregate", "text"),
    Column("version", "number"),
    Column("occurred", "moment"),
    Column("recorded", "moment"),
    Column("actor", "word"),
    Column("role", "word"),
    Column("channel", "word"),
    Column("stand_in_for", "word", optional=True),
    Column("on_behalf_of", "text", optional=True),
    Column("entered_by", "word", optional=True),
    Column("ticket", "text", optional=True),
    Column("customer", "text", optional=True),
    Column("unit", "text", optional=True),
    Column("policy", "word", optional=True),
    Column("command", "text"),
    Column("correlation", "text"),
    Column("causation", "text", optional=True),
    Column("source", "word", optional=True),
    Column("case", "text", optional=True),
    Column("activity", "word", optional=True),
    Column("irregular", "word", optional=True),
    Column("late", "text", optional=True),
    Column("body", "json"),
)
NAMES: Final = tuple(column.name for column in COLUMNS)

_TICKET: Final = len("ticket-")
_NONE: Final[Json] = {}


def row_of(position: int, body: Json, unit: str | None) -> Row:
    """The row of a stored event whose personal values are in the clear, masked or left out already."""
    actor, source, ticket, aggregate = body["actor"], body.get("source") or _NONE, body.get("ticket"), body["aggregate"]
    return Row(
        position,
        body["id"],
        body["type"],
        body["schema"],
        aggregate.partition("-")[0],
        aggregate,
        body["version"],
        body["occurred"],
        body["recorded"],
        actor["id"],
        actor["role"],
        actor["channel"],
        actor.get("stand_in_for"),
        actor.get("on_behalf_of"),
        actor.get("entered_by"),
        ticket[_TICKET:] if ticket else None,
        body.get("customer"),
        unit,
        body.get("policy"),
        body["command"],
        body["correlation"],
        body.get("causation"),
        source.get("name"),
        source.get("case"),
        source.get("activity"),
        body.get("irregular"),
        body.get("late"),
        body["data"],
    )


def said(row: Row) -> Json:
    """The row without what was not said, as a line of JSON holds it."""
    return {name: value for name, value in zip(NAMES, row, strict=True) if value is not None}


def row_from(line: Json) -> Row:
    """The row that :func:`said` was made of."""
    return Row(*map(line.get, NAMES))  # pyright: ignore[reportArgumentType] -- a line has what every row has
