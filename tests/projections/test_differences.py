"""The difference of two moments, put to the tables of the earlier, gives those of the later; and names what made it."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, select

from domain.policy.shipped import DEFAULT
from projections import progress, register, spans
from projections.past.between import Between, Difference, differences
from projections.past.changes import Cell, RowChange, changes
from projections.past.knowing import bound_of
from projections.projection import Projection
from projections.running.past import as_of
from projections.spans.asking import Bound, changed_between, count_between
from projections.sql.forms import key_names
from projections.sql.local import SHANGHAI, policy_of
from projections.sql.rows import Key, Row
from projections.store import ReadStore
from tests.projections.examples import ACKNOWLEDGED, GRADED, OPENED, RESOLVED, logs
from tests.projections.logs import START, ListLog
from tests.projections.stored import StoredLog, shown
from tests.trying import tries

HOUR = timedelta(hours=1)
MOST = 100


def applied(before: Iterable[Row], found: Iterable[RowChange], key: Sequence[str]) -> list[Row]:
    rows: dict[Key, Row] = {tuple(row[name] for name in key): row for row in before}
    for change in found:
        if change.change == "gone":
            del rows[change.key]
            continue
        row = rows.get(change.key) or dict(zip(key, change.key, strict=True))
        rows[change.key] = row | {cell.column: cell.after for cell in change.cells}
    return [rows[name] for name in sorted(rows)]


def rows_of(table: Table):
    def asked(connection: Connection) -> list[Row]:
        return [dict(row) for row in connection.execute(select(table)).mappings()]

    return asked


async def told(
    log: StoredLog,
    live: ReadStore,
    first: datetime,
    last: datetime,
    projection: Projection,
    table: Table,
    *,
    known: bool,
) -> list[Difference]:
    end = await log.end()
    between = Between(*[await bound_of(log, live, at, end, known=known) for at in (first, last)])
    with live.read() as connection:
        found = changed_between(connection, between.earlier, between.later, None, None, MOST)
        assert count_between(connection, between.earlier, between.later, None) == len(found)
    return await differences(log, found, between, projection, rows_of(table), key_names(table), SHANGHAI, DEFAULT)


async def table_at(log: StoredLog, at: datetime, projection: Projection, table: Table, *, known: bool) -> list[Row]:
    with closing(await as_of(log, at, known=known, projections=(projection,))) as store:
        return store.dump(table)


@settings(max_examples=tries(8), deadline=None)
@given(log=logs(), minutes=st.tuples(st.integers(0, 260), st.integers(0, 260)), known=st.booleans())
def test_put_to_the_earlier_tables_it_gives_the_later(log: ListLog, minutes: tuple[int, int], known: bool):
    first, last = (START.replace(hour=0) + minute * timedelta(minutes=2) for minute in sorted(minutes))
    stored = StoredLog(log.events)

    async def compare() -> None:
        with closing(ReadStore.in_memory()) as live:
            shown(live, log.events, (spans.PROJECTION,))
            for projection, table in (
                (register.PROJECTION, register.REGISTER),
                (progress.PROJECTION, progress.PROGRESS),
            ):
                found = await told(stored, live, first, last, projection, table, known=known)
                before, after = [await table_at(stored, at, projection, table, known=known) for at in (first, last)]
                made = [row for each in found for row in each.rows]
                assert with_nothing(applied(before, made, key_names(table))) == with_nothing(after)

    asyncio.run(compare())


def with_nothing(rows: Iterable[Row]) -> list[Row]:
    """Columns that hold nothing are not told of a new row."""
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


async def test_it_names_the_events_that_made_it_and_no_others(sqlite_store: ReadStore):
    log = StoredLog()
    opened = log.happen("1", OPENED, START)
    log.happen("1", ACKNOWLEDGED, START + HOUR)
    graded = log.happen("1", GRADED, START + 2 * HOUR)
    log.happen("2", OPENED, START)
    log.happen("1", RESOLVED, START + 3 * HOUR)
    shown(sqlite_store, log.events, (spans.PROJECTION,))
    asked = (register.PROJECTION, register.REGISTER)
    [of_one] = await told(log, sqlite_store, START + 1.5 * HOUR, START + 2 * HOUR, *asked, known=False)
    assert [event.envelope.id for event in of_one.events] == [graded.envelope.id]
    first, second = await told(log, sqlite_store, START - HOUR, START, *asked, known=False)
    assert ([event.envelope.id for event in first.events], second.number) == ([opened.envelope.id], "2")


async def test_a_ticket_that_goes_on_across_both_moments_and_to_which_nothing_happened_is_not_listed(store: ReadStore):
    log = StoredLog()
    for number in ("1", "2"):
        log.happen(number, OPENED, START)
    log.happen("1", ACKNOWLEDGED, START + HOUR)
    for number in ("1", "2"):
        log.happen(number, RESOLVED, START + 5 * HOUR)
    log.happen("2", GRADED, START + 2 * HOUR, recorded=START + 6 * HOUR)
    live = shown(store, log.events, (spans.PROJECTION,))
    asked = (register.PROJECTION, register.REGISTER)
    for first, last, known, listed in (
        (0.5, 1.5, False, ["1"]),
        (1.5, 2.5, False, ["2"]),
        (2.5, 4, False, []),
        (0.5, 1.5, True, ["1"]),
        (1.5, 4, True, []),
        (5.5, 6.5, True, ["2"]),
    ):
        found = await told(log, live, START + first * HOUR, START + last * HOUR, *asked, known=known)
        assert [each.number for each in found] == listed
        assert all(each.events for each in found)


async def test_a_ticket_of_no_pack_is_told_by_the_pack_of_the_department(sqlite_store: ReadStore):
    log = StoredLog()
    log.happen("1", OPENED, START)
    log.happen("1", GRADED, START + HOUR)
    shown(sqlite_store, log.events, (spans.PROJECTION,))
    with sqlite_store.read() as connection:
        asked = changed_between(connection, Bound(START - HOUR), Bound(START + 2 * HOUR), None, None, MOST)
    policies: list[str] = []

    def ask(connection: Connection) -> list[Row]:
        policies.append(policy_of(connection))
        return []

    between = Between(Bound(START - HOUR), Bound(START + 2 * HOUR))
    await differences(log, asked, between, register.PROJECTION, ask, ("number",), SHANGHAI, "own")
    assert policies == ["own", "own"]


async def test_of_the_same_moment_there_is_none(sqlite_store: ReadStore):
    log = StoredLog()
    log.happen("1", OPENED, START)
    shown(sqlite_store, log.events, (spans.PROJECTION,))
    for known in (False, True):
        asked = (register.PROJECTION, register.REGISTER)
        assert await told(log, sqlite_store, START, START, *asked, known=known) == []


def test_rows_are_added_changed_and_gone_column_by_column():
    before = [{"number": "1", "stage": "opened"}, {"number": "2", "stage": "opened"}]
    after = [{"number": "2", "stage": "closed"}, {"number": "3", "stage": "opened"}]
    assert list(changes(before, after, ("number",))) == [
        RowChange(("1",), "gone", (Cell("stage", "opened", None),)),
        RowChange(("2",), "changed", (Cell("stage", "opened", "closed"),)),
        RowChange(("3",), "added", (Cell("stage", None, "opened"),)),
    ]
