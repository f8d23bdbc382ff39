"""Rows counted period by period in one question to the database, however many periods there are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Integer, column, func, literal, select, text

from projections.figures.asking import Look, Span
from projections.sql.columns import Moment

_PERIODS: Final = "periods"


def added_up(
    look: Look,
    spans: Sequence[Span],
    moment: ColumnElement[Any],
    group: ColumnElement[Any] | None,
    numbers: Sequence[ColumnElement[Any]],
    where: Sequence[ColumnElement[bool]],
    among: FromClause | None = None,
) -> Iterator[tuple[str, Any, Sequence[Any]]]:
    """By the name of the period that a ``moment`` is in, and by a group, what was added up of the rows.

    One period without groups has a row even where nothing happened in it.
    """
    place, within = _during(look, spans, moment)
    keys = [each for each in (place, group) if each is not None]
    for at, of, *found in _asked(look, (place, group, *numbers), (*within, *where), among, keys):
        yield spans[at or 0].name, of, found


def each_row(
    look: Look,
    spans: Sequence[Span],
    moment: ColumnElement[Any],
    columns: Sequence[ColumnElement[Any]],
    where: Sequence[ColumnElement[bool]],
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Every row, by the name of its period."""
    place, within = _during(look, spans, moment)
    for at, *found in _asked(look, (place, *columns), (*within, *where), None, ()):
        yield spans[at or 0].name, found


def values_of(look: Look, column: ColumnElement[Any]) -> Sequence[Any]:
    """All that an indexed column holds, in order: each found by the index after the one before."""
    key = f"{column}"
    if key not in look.kept:
        least = select(func.min(column))
        found: Any = select(least.scalar_subquery().label("value")).cte("found", recursive=True)
        after = least.where(column > found.c.value).scalar_subquery()
        found = found.union_all(select(after).where(found.c.value.is_not(None)))
        query = select(found.c.value).where(found.c.value.is_not(None))
        look.kept[key] = look.connection.scalars(query).all()
    return look.kept[key]


def _asked(
    look: Look,
    columns: Sequence[ColumnElement[Any] | None],
    where: Sequence[ColumnElement[bool]],
    among: FromClause | None,
    keys: Sequence[ColumnElement[Any]],
) -> Any:
    query: Any = select(*(literal(None) if each is None else each for each in columns)).where(*where)
    query = query if among is None else query.select_from(among)
    with _by_our_indexes(look.connection, several=columns[0] is not None):
        return look.connection.execute(query.group_by(*keys) if keys else query).all()


@contextmanager
def _by_our_indexes(connection: Connection, *, several: bool) -> Iterator[None]:
    """For 150 periods or more SQLite makes an index of its own, in which it goes through all tickets for each of them.

    The 366 days of a year among 20,000 tickets took 650 ms by it, and take 10 by ours.
    """
    if not several or connection.dialect.name != "sqlite":
        yield
        return
    connection.exec_driver_sql("PRAGMA automatic_index=OFF")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA automatic_index=ON")


def _during(
    look: Look, spans: Sequence[Span], moment: ColumnElement[Any]
) -> tuple[ColumnElement[Any] | None, tuple[ColumnElement[bool], ...]]:
    """In which period a moment is, where there are several; and that it is in one at all."""
    start, end = spans[0].within(look.zone)[0], spans[-1].within(look.zone)[1]
    within = (moment >= start, moment < end)
    if len(spans) == 1:
        return None, within
    periods = _table(look, tuple(spans))
    return periods.c.place, (moment >= periods.c.first, moment < periods.c.until)


def _table(look: Look, spans: tuple[Span, ...]) -> FromClause:
    """The periods by their place; written out, as hundreds of parameters would take longer than the question itself."""
    key = (_PERIODS, spans)
    if key not in look.kept:
        form = _on_postgresql if look.connection.dialect.name == "postgresql" else _on_sqlite
        rows = ", ".join(
            f"({place}, {form(first)}, {form(until)})"
            for place, (first, until) in enumerate(span.within(look.zone) for span in spans)
        )
        written = text(
            f"SELECT column1 AS place, column2 AS first, column3 AS until FROM (VALUES {rows}) AS listed"  # noqa: S608 -- numbers and moments of ours
        )
        columns = (column("place", Integer), column("first", Moment), column("until", Moment))
        look.kept[key] = written.columns(*columns).subquery(_PERIODS)
    return look.kept[key]


def _on_postgresql(moment: datetime) -> str:
    return f"TIMESTAMPTZ '{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S+00}'"


def _on_sqlite(moment: datetime) -> str:
    """As SQLAlchemy writes moments there."""
    return f"'{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}'"
