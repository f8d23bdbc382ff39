"""Who is on record, and what they hold on a day: for lists, for rights, and for whom to dispatch."""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from domain.staff.state import Staff
from projections.sql.columns import never_stored
from projections.staff.folding import STAFF, person


def everybody(connection: Connection) -> list[Staff]:
    """All on record, by staff number, also those who left."""
    rows = connection.execute(select(STAFF).order_by(STAFF.c.staff)).mappings()
    return [person(dict(row)) for row in rows]


def called(connection: Connection) -> Mapping[str, str]:
    """What everybody on record is called, by staff number: the masked name, else the office."""
    rows = connection.execute(select(STAFF.c.staff, STAFF.c.name, STAFF.c.office))
    return {row.staff: row.name or row.office for row in rows if row.name or row.office}


def those(connection: Connection, numbers: Collection[str]) -> list[Staff]:
    """Those on record of these staff numbers."""
    if not numbers:
        return []
    rows = connection.execute(
        select(STAFF).where(STAFF.c.staff.in_(sorted(numbers))).order_by(STAFF.c.staff)
    ).mappings()
    return [person(dict(row)) for row in rows]


def find(connection: Connection, number: str) -> Staff | None:
    """The person with a staff number."""
    if never_stored(number):
        return None
    row = connection.execute(select(STAFF).where(STAFF.c.staff == number)).mappings().first()
    return person(dict(row)) if row is not None else None
