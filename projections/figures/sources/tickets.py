"""Rows of tickets: which are of a group, in a period, and seen by who asks; and a page of them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select

from projections.figures.asking import Look, Span
from projections.figures.metric import Counted
from projections.figures.rows.daily import BATCH, CAUSE, DIMENSIONS, QUESTION
from projections.figures.rows.tables import CASES
from projections.sql.paging import Order

BY_NUMBER: Final = Order(CASES.c.number, (CASES.c.number,))
_BATCH: Final[ColumnElement[str]] = func.substr(CASES.c.model + " / " + CASES.c.batch, 1, 100)
"""As the sums by day name it."""


def within(moment: str, look: Look, span: Span) -> tuple[ColumnElement[bool], ...]:
    """Cases at which that happened in the period, as far as who asks sees them."""
    column, (start, end) = CASES.c[moment], span.within(look.zone)
    return (column >= start, column < end, *seen(look))


def of_group(by: str | None, of: str | None) -> Iterable[ColumnElement[bool]]:
    """That are in a group; all where there is none."""
    if by is None or of is None:
        return ()
    if by == QUESTION:
        return (CASES.c.scores.contains(f'"{of}"', autoescape=True),)
    if by == CAUSE:
        return (CASES.c.cause == of, CASES.c.content == 0)
    column: ColumnElement[str] = _BATCH if by == BATCH else CASES.c[DIMENSIONS[by]]
    return (column == of,)


def page_of(conditions: Sequence[ColumnElement[bool]]) -> Counted:
    return Counted(select(CASES).where(*conditions), BY_NUMBER)


def column_of(by: str | None) -> ColumnElement[Any] | None:
    """The column that a group is by, where it is one."""
    if by is None:
        return None
    return _BATCH if by == BATCH else CASES.c[DIMENSIONS[by]]


def in_a_group(column: ColumnElement[Any] | None) -> Sequence[ColumnElement[bool]]:
    """Tickets of no group are left out."""
    return () if column is None else (column.is_not(None),)


def seen(look: Look) -> tuple[ColumnElement[bool], ...]:
    """Cases, as far as who asks sees them."""
    return (CASES.c.counts.is_(True), *look.only.conditions)
