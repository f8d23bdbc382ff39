"""The tickets of which a time runs out first: what whoever looks after all of them sees to first."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, func, select

from projections.clocks.tables import CLOCKS, VOID
from projections.register.filtering import OPEN, RegisterFilter, matters_still
from projections.register.tables import REGISTER

Wanted = Literal["open", "nobodys", "ended"]
"""Tickets that are somebody's still; of these those that no engineer has; and those that have ended."""


def pressing(connection: Connection, only: RegisterFilter, most: int, wanted: Wanted = "open") -> list[str]:
    """At most so many numbers, first what is due first, of the clocks that matter still.

    Of those that nobody has also such without a clock, which come last.
    """
    number, due = REGISTER.c.number, func.min(CLOCKS.c.due)
    query = only.applied(select(number).join_from(REGISTER, CLOCKS, _runs(), isouter=wanted == "nobodys"))
    is_open = REGISTER.c.status.in_(OPEN)
    query = query.where(~is_open if wanted == "ended" else is_open)
    if wanted == "nobodys":
        query = query.where(REGISTER.c.engineer.is_(None))
    ordered = query.group_by(number).order_by(due.is_(None), due, number)
    return [row.number for row in connection.execute(ordered.limit(most))]


def next_mattering(connection: Connection, numbers: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """The clock that runs out first, and when, by number: of those by which :func:`pressing` orders."""
    number, clock, due = CLOCKS.c.number, CLOCKS.c.clock, CLOCKS.c.due
    query = select(number, clock, due).join_from(REGISTER, CLOCKS, _runs()).where(number.in_(numbers))
    return {row.number: (row.clock, row.due) for row in connection.execute(query.order_by(number, due.desc()))}


def _runs() -> ColumnElement[bool]:
    return and_(
        CLOCKS.c.number == REGISTER.c.number,
        CLOCKS.c.open == 1,
        CLOCKS.c.state != VOID,
        CLOCKS.c.due.is_not(None),
        matters_still(REGISTER.c),
    )
