"""How much everybody, or every team, has on their hands: counted over what other read models hold already."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from domain.ticket.vocabulary import Stage
from projections.clocks.tables import CLOCKS, VOID
from projections.register import REGISTER
from projections.register.filtering import OPEN, matters_still
from projections.visits import VISITS
from projections.visits.finding import is_ahead
from projections.workload.folding import WORK

By = Literal["person", "team"]

_WHO: Final[dict[By, Any]] = {
    "person": func.coalesce(REGISTER.c.engineer, REGISTER.c.handler, REGISTER.c.receiver),
    "team": REGISTER.c.team,
}
"""Whose a ticket is: its engineer's, else of who looks after it, else of who took it in."""


@dataclass(frozen=True, slots=True)
class Among:
    """Of which tickets and whose work is counted; None: all."""

    tickets: Select[tuple[str]] | None = None
    people: Collection[str] | None = None


@dataclass(slots=True)
class Load:
    """What one person or team has: tickets by stage and by whom they wait for, clocks by name, this week's minutes.

    ``aftercare``: late clocks of tickets that have ended, of what may still be done; all else is of open tickets.
    """

    stages: dict[str, int] = field(default_factory=dict[str, int])
    waiting: dict[str, int] = field(default_factory=dict[str, int])
    overdue: dict[str, int] = field(default_factory=dict[str, int])
    due_today: dict[str, int] = field(default_factory=dict[str, int])
    aftercare: dict[str, int] = field(default_factory=dict[str, int])
    minutes: int = 0
    visits: int = 0
    next_visit: datetime | None = None

    @property
    def open(self) -> int:
        return sum(self.stages.values())


def loads(
    connection: Connection, now: datetime, by: By, among: Among, members: Mapping[str, Iterable[str]]
) -> dict[str | None, Load]:
    """By person or team; None for tickets that nobody, or no team, has. ``now`` is in the desk's zone.

    ``members`` are the teams of everybody on record, by which minutes are counted of teams.
    """
    found: dict[str | None, Load] = {}
    _count_tickets(connection, by, among, found)
    _count_clocks(connection, now, by, among, found)
    _count_visits(connection, now, by, among, found)
    _count_work(connection, now, by, among, found, members)
    return found


def _count_tickets(connection: Connection, by: By, among: Among, found: dict[str | None, Load]) -> None:
    stage, waits = REGISTER.c.stage, REGISTER.c.waiting_for
    query = select(_WHO[by], stage, waits, func.count()).where(
        REGISTER.c.status.in_(OPEN), *_tickets(REGISTER.c.number, among)
    )
    for who, at, waiting, number in connection.execute(query.group_by(_WHO[by], stage, waits)):
        load = found.setdefault(who, Load())
        load.stages[at] = load.stages.get(at, 0) + number
        if waiting and at == Stage.PAUSED:
            load.waiting[waiting] = load.waiting.get(waiting, 0) + number


def _count_clocks(connection: Connection, now: datetime, by: By, among: Among, found: dict[str | None, Load]) -> None:
    """Those that still run and whose time has passed, or passes today."""
    clock, due = CLOCKS.c.clock, CLOCKS.c.due
    late = func.sum(case((due < now, 1), else_=0))
    is_open = case((REGISTER.c.status.in_(OPEN), 1), else_=0)
    query = (
        select(_WHO[by], clock, is_open, late, func.count())
        .select_from(CLOCKS.join(REGISTER, REGISTER.c.number == CLOCKS.c.number))
        .where(CLOCKS.c.open == 1, due < _tomorrow(now), CLOCKS.c.kind == "ticket", CLOCKS.c.state != VOID)
        .where(matters_still(REGISTER.c), *_tickets(REGISTER.c.number, among))
        .group_by(_WHO[by], clock, is_open)
    )
    for who, name, opened, overdue, number in connection.execute(query):
        load = found.setdefault(who, Load())
        if overdue:
            (load.overdue if opened else load.aftercare)[name] = int(overdue)
        if number > overdue and opened:
            load.due_today[name] = int(number - overdue)


def _count_visits(connection: Connection, now: datetime, by: By, among: Among, found: dict[str | None, Load]) -> None:
    who = VISITS.c.engineer if by == "person" else REGISTER.c.team
    query = (
        select(who, func.count(), func.min(VISITS.c.planned))
        .select_from(VISITS.join(REGISTER, REGISTER.c.number == VISITS.c.number))
        .where(is_ahead(now), *_tickets(VISITS.c.number, among))
        .group_by(who)
    )
    for whose, number, first in connection.execute(query):
        load = found.setdefault(whose, Load())
        load.visits, load.next_visit = number, first


def _count_work(
    connection: Connection,
    now: datetime,
    by: By,
    among: Among,
    found: dict[str | None, Load],
    members: Mapping[str, Iterable[str]],
) -> None:
    """Since Monday; of a team that of its people, whosever tickets they worked on."""
    query = select(WORK.c.staff, func.sum(WORK.c.minutes)).where(WORK.c.at >= _monday(now), WORK.c.at <= now)
    theirs = [*_tickets(WORK.c.number, among)]
    if theirs and among.people is not None:
        query = query.where(or_(*theirs, WORK.c.staff.in_(list(among.people))))
    for who, minutes in connection.execute(query.group_by(WORK.c.staff)):
        for whose in [who] if by == "person" else members.get(who, ()):
            found.setdefault(whose, Load()).minutes += int(minutes)


def _tickets(number: Any, among: Among) -> Iterable[ColumnElement[bool]]:
    return () if among.tickets is None else (and_(number.in_(among.tickets)),)


def _tomorrow(now: datetime) -> datetime:
    """The first instant after today."""
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)


def _monday(now: datetime) -> datetime:
    """When the week began."""
    return datetime.combine(now.date() - timedelta(days=now.weekday()), time(), now.tzinfo)
