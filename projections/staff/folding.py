"""How each event changes a person's row: the rules' own state, kept without what only the rules need."""

from dataclasses import replace
from datetime import timedelta
from typing import Final, cast

from sqlalchemy import Column, Integer, MetaData, Table

from domain.record.envelope import Recorded
from domain.record.personal import ERASED
from domain.staff.events import StaffEvent
from domain.staff.state import Staff, after
from projections.projection import Projection
from projections.sql.columns import Moment, Text
from projections.sql.rows import Row, Rows
from projections.staff.held import read, written
from projections.wording import masks
from projections.wording.words import TITLES

STAFF: Final = Table(
    "staff",
    MetaData(),
    Column("staff", Text, primary_key=True),
    Column("name", Text),
    Column("office", Text, nullable=False),
    Column("held", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated", Moment, nullable=False),
)
"""A person by staff number, with masked name; ``held`` is what :mod:`projections.staff.held` writes."""

KEPT: Final = timedelta(days=62)
"""Past shifts that are kept: who was on duty last month may still be asked."""


def apply(rows: Rows, recorded: Recorded) -> None:
    number = recorded.envelope.aggregate.removeprefix("staff-")
    rows.put(STAFF, project(rows.get(STAFF, number), recorded))


PROJECTION: Final = Projection("staff", 1, TITLES["staff"][0], (STAFF,), apply, frozenset({"staff"}))


def project(row: Row | None, recorded: Recorded) -> Row:
    """A person's row after an event."""
    envelope = recorded.envelope
    number = envelope.aggregate.removeprefix("staff-")
    before = person(row) if row else Staff(number=number)
    staff = _without_old_shifts(after(before, cast("StaffEvent", recorded.event)), recorded)
    named = staff.name != before.name
    return {
        "staff": number,
        "name": _masked(staff.name) if named or row is None else row["name"],
        "office": staff.office,
        "held": written(staff),
        "version": envelope.version,
        "updated": max(row["updated"], envelope.occurred) if row else envelope.occurred,
    }


def person(row: Row) -> Staff:
    """The rules' state of a row, with the name as it is shown."""
    return read(row["staff"], row["name"] or "", row["office"], row["held"])


def _without_old_shifts(staff: Staff, recorded: Recorded) -> Staff:
    oldest = recorded.envelope.recorded.date() - KEPT
    return replace(staff, shifts=tuple(shift for shift in staff.shifts if shift.day >= oldest))


def _masked(name: str) -> str | None:
    return None if name == ERASED else masks.name(name)
