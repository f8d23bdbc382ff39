"""Whose tasks there are: one's own, those of one's roles, teams and departments, or all; the most pressing first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, false, func, or_, select, true

from projections.clocks.tables import CLOCKS
from projections.sql.columns import never_stored
from projections.sql.rows import Row
from projections.tasks.tables import TASKS, WORKING

_DUE: Final = func.coalesce(TASKS.c.due, func.min(CLOCKS.c.due))


@dataclass(frozen=True, slots=True)
class Whose:
    """Of these ``people``, in these ``roles``, ``teams`` and departments (which are the teams of their contacts).

    ``besides`` are those of whom somebody acts for meanwhile.
    """

    people: Collection[str]
    roles: Collection[str]
    teams: Collection[str]
    besides: Collection["Whose"] = ()

    def condition(self) -> ColumnElement[bool]:
        return or_(self._theirs(), *(each.condition() for each in self.besides))

    def _theirs(self) -> ColumnElement[bool]:
        task, working = TASKS.c, WORKING.c
        engineer = func.coalesce(working.engineer, working.handler)
        handler = func.coalesce(working.handler, working.engineer)
        theirs = [
            and_(task.to == "person", task.whom.in_(list(self.people))),
            and_(task.to == "engineer", engineer.in_(list(self.people))),
            and_(task.to == "handler", handler.in_(list(self.people))),
            and_(task.to == "role", task.whom.in_(list(self.roles)), self._of_team()),
        ]
        if "supervisor" in self.roles:
            nobody = and_(working.engineer.is_(None), working.handler.is_(None))
            theirs.append(and_(task.to.in_(("engineer", "handler")), nobody, self._of_team()))
        if "department-contact" in self.roles:
            theirs.append(and_(task.to == "department", task.whom.in_(list(self.teams)) if self.teams else false()))
        return or_(*theirs)

    def _of_team(self) -> ColumnElement[bool]:
        """Of a team of theirs, or of none; who is in no team on record looks after all."""
        if not self.teams:
            return true()
        return or_(WORKING.c.team.is_(None), WORKING.c.team.in_(list(self.teams)))


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Open tasks: all, or ``whose``; ``late`` those due before a moment."""

    whose: Whose | None = None
    task: str | None = None
    number: str | None = None
    late: datetime | None = None

    def applied(self, query: Any) -> Any:
        query = query.where(TASKS.c.open.is_(True))
        for name in ("task", "number"):
            if (value := getattr(self, name)) is not None:
                query = query.where(TASKS.c[name] == value)
        if self.whose is not None:
            query = query.where(self.whose.condition())
        return query if self.late is None else query.having(self.late > _DUE)


def listed(connection: Connection, only: TaskFilter, limit: int) -> list[Row]:
    """At most so many, those due first, and those without a time by age; each with its ``due`` and who works on it."""
    if never_stored(only.task, only.number):
        return []
    due = _DUE.label("due_at")
    query = only.applied(_joined(TASKS, due, WORKING.c.engineer, WORKING.c.handler, WORKING.c.team))
    ordered = query.order_by(due.is_(None), due, TASKS.c.since, TASKS.c.number, TASKS.c.task, TASKS.c.ref)
    rows = connection.execute(ordered.limit(limit)).mappings()
    return [{**row, "due": row["due_at"]} for row in rows]


def count(connection: Connection, only: TaskFilter) -> int:
    """How many there are in all."""
    if never_stored(only.task, only.number):
        return 0
    grouped = only.applied(_joined(TASKS.c.number)).subquery()
    return int(connection.execute(select(func.count()).select_from(grouped)).scalar_one())


def _joined(*what: Any) -> Any:
    """A clock that an event starts may run in several periods: the first due counts."""
    run = and_(
        CLOCKS.c.number == TASKS.c.number,
        CLOCKS.c.clock == TASKS.c.clock,
        CLOCKS.c.started_event == TASKS.c.since_event,
        CLOCKS.c.state != "void",
    )
    joined = TASKS.outerjoin(WORKING, WORKING.c.number == TASKS.c.number).outerjoin(CLOCKS, run)
    named = (*TASKS.columns, WORKING.c.engineer, WORKING.c.handler, WORKING.c.team)
    return select(*what).select_from(joined).group_by(*named)
