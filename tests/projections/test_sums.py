"""Numbers that are only added to: the same in whatever batches, and an event that fails leaves nothing behind."""

import pytest
from sqlalchemy import BigInteger, Column, MetaData, String, Table

from projections.sql.rows import Rows
from projections.store import ReadStore

SUMS = Table(
    "sums",
    MetaData(),
    Column("day", String, primary_key=True),
    Column("of", String, primary_key=True),
    Column("cases", BigInteger, nullable=False),
    Column("minutes", BigInteger, nullable=False),
)
MONDAY, TUESDAY = ("2024-05-06", "电话"), ("2024-05-07", "100% 微信")


@pytest.fixture
def table(store: ReadStore) -> ReadStore:
    with store.write() as connection:
        SUMS.create(connection)
    return store


def told(store: ReadStore) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in store.dump(SUMS)]


def test_what_is_added_adds_up_over_batches(table: ReadStore):
    for _ in range(2):
        with table.write() as connection:
            rows = Rows(connection)
            rows.add(SUMS, MONDAY, {"cases": 1, "minutes": 30})
            rows.add(SUMS, MONDAY, {"cases": 1})
            rows.add(SUMS, TUESDAY, {"cases": -1})
            rows.keep()
            rows.flush()
    assert told(table) == [(*MONDAY, 4, 60), (*TUESDAY, -2, 0)]


def test_an_event_that_failed_added_nothing_and_left_no_row(table: ReadStore):
    with table.write() as connection:
        rows = Rows(connection)
        rows.add(SUMS, MONDAY, {"cases": 1})
        rows.keep()
        rows.add(SUMS, MONDAY, {"cases": 1, "minutes": 5})
        rows.add(SUMS, TUESDAY, {"cases": 1})
        rows.discard()
        rows.flush()
    assert told(table) == [(*MONDAY, 1, 0)]


def test_a_row_that_adds_up_to_nought_is_there_in_one_batch_as_in_two(table: ReadStore):
    with table.write() as connection:
        rows = Rows(connection)
        for amount in (1, -1):
            rows.add(SUMS, MONDAY, {"cases": amount})
            rows.keep()
        rows.flush()
    assert told(table) == [(*MONDAY, 0, 0)]
