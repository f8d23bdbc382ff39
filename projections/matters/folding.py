"""How each event changes a matter's row: what lists show, and the rules' own state, which holds no personal text."""

import json
from dataclasses import replace
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Boolean, Column, Index, Integer, MetaData, Table

from domain.desk.kinds import id_of
from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS as KINDS
from domain.matters.matter import Matter
from domain.record.envelope import Recorded
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.wording.words import TITLES

MATTERS: Final = Table(
    "matters",
    MetaData(),
    Column("matter", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("ended", Boolean, nullable=False),
    Column("ticket", Text),
    Column("customer", Text),
    Column("opened", Moment, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("responsible", Text),
    Column("due", Text),
    Column("owners", Text, nullable=False),
    Column("departments", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("held", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("matters_by_kind", "kind", "updated", "matter"),
    Index("matters_by_ticket", "ticket"),
    Index("matters_by_customer", "customer"),
    Index("matters_by_command", "command"),
)
"""A matter by its number; ``owners`` and ``departments`` are lists between colons.

``command`` is the one that opened it, ``held`` the state as JSON.
"""


def apply(rows: Rows, recorded: Recorded) -> None:
    _ = recorded.event  # what can't be read says so itself, of whatever kind it is
    kind = KINDS[recorded.envelope.aggregate.partition("-")[0]]
    rows.put(MATTERS, project(kind, rows.get(MATTERS, id_of(recorded.envelope.aggregate)), recorded))


PROJECTION: Final = Projection("matters", 5, TITLES["matters"][0], (MATTERS,), apply, frozenset(KINDS))


def project(kind: MatterKind, row: Row | None, recorded: Recorded) -> Row:
    """A matter's row after an event."""
    envelope = recorded.envelope
    matter = kind.evolve(state(kind, row["held"]) if row else None, recorded)
    return {
        "matter": id_of(envelope.aggregate),
        "kind": kind.name,
        "status": matter.status,
        "ended": matter.status in kind.ended,
        "ticket": matter.ticket,
        "customer": matter.customer,
        "opened": row["opened"] if row else envelope.occurred,
        "opened_by": matter.opened_by,
        "responsible": matter.responsible,
        "due": matter.due.isoformat() if matter.due else None,
        "owners": _listed(matter.owners),
        "departments": _listed(matter.departments_asked),
        "command": row["command"] if row else envelope.command,
        "held": written(kind, matter),
        "version": envelope.version,
        "updated": max(row["updated"], envelope.occurred) if row else envelope.occurred,
    }


def written(kind: MatterKind, matter: Matter) -> str:
    """The state as JSON, without the last event, which may hold what a person wrote; sets in their order."""
    held = _form(kind.state).dump_python(replace(matter, last=None), mode="json")
    sets = (name for name in held if isinstance(getattr(matter, name), frozenset))
    return json.dumps(held | {name: sorted(held[name]) for name in sets}, ensure_ascii=False, separators=(",", ":"))


def state(kind: MatterKind, held: str) -> Matter:
    """The state that was written."""
    return _form(kind.state).validate_json(held)


@cache
def _form(kind: type[Matter]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _listed(names: tuple[str, ...]) -> str:
    return f":{':'.join(dict.fromkeys(names))}:" if names else ""
