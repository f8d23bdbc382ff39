"""Which visits there are: of some days, people, teams and states; with their product and district, and who goes."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, or_, select

from projections.lookups.packs import words_named
from projections.lookups.people import People
from projections.register import PACKS, PEOPLE, REGISTER
from projections.sql.paging import Order, Page
from projections.sql.rows import Row
from projections.visits.tables import TAKEN, VISITS

SORTS: Final = ("planned", "engineer", "number")
STATES: Final = ("planned", "moved", "missed", "arrived", "done", "cancelled")
_AHEAD: Final = ("planned", "moved")
_OF_REGISTER: Final = ("team", "kind", "severity", "product", "model", "region", "policy")
_AGREED: Final = func.coalesce(VISITS.c.until, VISITS.c.planned)
"""The last moment at which an arrival is in time."""


@dataclass(frozen=True)
class VisitFilter:
    """Visits planned from ``since`` and before ``until``, of these people, teams and states, as of ``now``.

    ``among``: only those of these tickets.
    """

    now: datetime
    since: datetime | None = None
    until: datetime | None = None
    staff: Sequence[str] = ()
    teams: Sequence[str] = ()
    states: Sequence[str] = ()
    number: str | None = None
    among: Select[tuple[str]] | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        visit, found = VISITS.c, list[ColumnElement[bool]]()
        if self.since is not None:
            found.append(visit.planned >= self.since)
        if self.until is not None:
            found.append(visit.planned < self.until)
        for column, values in ((visit.engineer, self.staff), (REGISTER.c.team, self.teams)):
            if values:
                found.append(column.in_(list(values)))
        if self.states:
            found.append(or_(*(self._in(state) for state in self.states)))
        if self.number is not None:
            found.append(visit.number == self.number)
        if self.among is not None:
            found.append(visit.number.in_(self.among))
        return found

    def _in(self, state: str) -> ColumnElement[bool]:
        stored, missed = VISITS.c.state, is_missed(self.now)
        if state == "missed":
            return or_(stored == state, missed)
        return and_(stored == state, ~missed) if state in _AHEAD else stored == state


def is_missed(now: datetime) -> ColumnElement[bool]:
    """The agreed time has passed and nobody came."""
    return and_(VISITS.c.state.in_(_AHEAD), now > _AGREED)


def is_ahead(now: datetime) -> ColumnElement[bool]:
    """It is still to be made."""
    return and_(VISITS.c.state.in_(_AHEAD), now <= _AGREED)


def page(
    connection: Connection, only: VisitFilter, *, sort: str = "planned", after: str | None = None, limit: int = 50
) -> Page:
    """A page of visits. Raises BadQuery for an unknown sort column or a broken cursor."""
    state = case((is_missed(only.now), literal("missed")), else_=VISITS.c.state).label("state")
    columns = (*(column for column in VISITS.c if column.name != "state"), state)
    query = _joined(*columns, *(REGISTER.c[name] for name in _OF_REGISTER)).where(*only.conditions())
    found = Order.parse(VISITS, sort, SORTS).page(connection, query, after, limit)
    return replace(found, rows=_spelt_out(connection, found.rows))


def count(connection: Connection, only: VisitFilter) -> int:
    """How many there are."""
    return connection.execute(_joined(func.count()).where(*only.conditions())).scalar_one()


def called_off(connection: Connection, only: VisitFilter, whose: Sequence[str], own: str) -> list[Row]:
    """The visits of these days that went from one of these people to somebody else, as they stood then.

    One's ``own`` also of a ticket that one reads no more; of one that came back there is nothing to call off.
    """
    taken, visit = TAKEN.c, VISITS.c
    query = select(TAKEN).join_from(TAKEN, VISITS, and_(visit.number == taken.number, visit.visit == taken.visit))
    query = query.where(taken.engineer.in_([*whose]), func.coalesce(visit.engineer, "") != taken.engineer)
    if only.among is not None:
        query = query.where(or_(taken.engineer == own, taken.number.in_(only.among)))
    if only.number is not None:
        query = query.where(taken.number == only.number)
    if only.since is not None:
        query = query.where(taken.planned >= only.since)
    if only.until is not None:
        query = query.where(taken.planned < only.until)
    found = connection.execute(query.order_by(taken.planned, taken.number, taken.visit))
    return [dict(row) for row in found.mappings()]


def _joined(*what: Any) -> Any:
    return select(*what).select_from(VISITS.join(REGISTER, REGISTER.c.number == VISITS.c.number))


def _spelt_out(connection: Connection, rows: list[Row]) -> list[Row]:
    """With who goes as they are shown, how late they came, and the times that it was moved."""
    words = words_named(connection, PACKS, (row["policy"] for row in rows))
    people = People.named(connection, PEOPLE, (row["engineer"] for row in rows))
    for row in rows:
        pack, code = words[row["policy"]], row["severity"]
        row["severity_zh"], row["severity_en"] = pack.severities.get(code, (code, code))
        row["engineer_name"] = people.shown(row["engineer"], row["planned"], pack.masks.progress.responsible)
        row["moves"] = [_move(move) for move in json.loads(row["moves"])]
        row["late"] = _late(row)
        del row["version"]
    return rows


def _move(move: dict[str, str]) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(move[name]).astimezone(UTC) for name in ("from", "to", "moved")}
    return {**times, "event": move["event"]}


def _late(row: Row) -> int | None:
    """Whole minutes after the last moment that was in time; 0 where it was kept."""
    if row["arrived"] is None or not row["promised"]:
        return None
    return max(0, int((row["arrived"] - (row["until"] or row["planned"])).total_seconds() // 60))
