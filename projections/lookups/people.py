"""How members of staff are shown in rows about tickets: by the name and office that they had at the time."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Final

from sqlalchemy import Column, Connection, MetaData, Table, select

from domain.policy.parts.masks import Person as Mask
from domain.record.envelope import Recorded
from domain.record.moment import stored_form
from domain.record.personal import ERASED
from domain.staff.events import OfficeAssigned, StaffJoined, StaffRenamed
from projections.sql.columns import Text
from projections.sql.often import Listed, Often
from projections.sql.rows import Rows
from projections.wording import masks

_KEPT: Final = 1_000
"""People whose names are read once."""


def people_table(of: str) -> Table:
    """A read model's own table of people, so that it rests on no other model's position."""
    return Table(
        f"{of}_people", MetaData(), Column("person", Text, primary_key=True), Column("known", Text, nullable=False)
    )


@dataclass(frozen=True, slots=True)
class Known:
    """From a moment on; the name is masked, and None once it is erased."""

    since: str
    name: str | None
    office: str

    def shown(self, mask: Mask) -> str:
        office = masks.STAR + self.office
        return office if mask == "salutation" else self.name or office


def note(rows: Rows, table: Table, recorded: Recorded) -> None:
    """Keep what an event says of how somebody is shown."""
    number = recorded.envelope.aggregate.removeprefix("staff-")
    row = rows.get(table, number)
    known = _read(row["known"]) if row else []
    last = known[-1] if known else Known("", None, "")
    match recorded.event:
        case StaffJoined(name=name, office=office):
            name, office = _masked(name), office
        case StaffRenamed(name=name):
            name, office = _masked(name), last.office
        case OfficeAssigned(office=office):
            name = last.name
        case _:
            return
    known.append(Known(stored_form(recorded.envelope.occurred), name, office))
    rows.put(table, {"person": number, "known": _written(known)})


class People:
    """Those whom a page of rows names."""

    def __init__(self, known: Mapping[str, Sequence[Known]]) -> None:
        self._known = known

    @classmethod
    def named(cls, connection: Connection, table: Table, numbers: Iterable[str | None]) -> "People":
        some = sorted({number for number in numbers if number})
        return cls({person: _known(known) for person, known in _of_some(table).tuples(connection, some=some)})

    def shown(self, number: str | None, at: datetime | None, mask: Mask) -> str | None:
        """As they were known at that moment, else as first known; None for who is on no record."""
        known = self.at(number, at)
        return known.shown(mask) if known else None

    def at(self, number: str | None, at: datetime | None) -> Known | None:
        """Likewise, to be shown by several masks."""
        known = self._known.get(number or "")
        if not known:
            return None
        return next(_until(known, stored_form(at) if at else ""), known[0]) if len(known) > 1 else known[0]


@cache
def _of_some(table: Table) -> Often:
    return Often(select(table.c.person, table.c.known).where(Listed(table.c.person, "some")))


def _until(known: Sequence[Known], then: str) -> Iterator[Known]:
    return (each for each in reversed(known) if each.since <= then)


def _masked(name: str) -> str | None:
    return None if name == ERASED else masks.name(name)


def _written(known: list[Known]) -> str:
    return json.dumps([[each.since, each.name, each.office] for each in known], ensure_ascii=False)


@lru_cache(_KEPT)
def _known(text: str) -> tuple[Known, ...]:
    """Of a department the same people stand on every page."""
    return tuple(_read(text))


def _read(text: str) -> list[Known]:
    return [Known(*each) for each in json.loads(text)]
