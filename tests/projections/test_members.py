"""Sets that are only put into and taken out of: the same in whatever batches, and a failed event leaves them alone."""

import pytest
from sqlalchemy import Column, MetaData, String, Table

from projections.sql.members import apart
from projections.sql.rows import Rows
from projections.store import ReadStore

SETS = Table(
    "sets",
    MetaData(),
    Column("of", String, primary_key=True),
    Column("part", String, primary_key=True),
    Column("members", String, nullable=False),
)
COLD, WARM = ("空调", "202405-00"), ("100%", "202405-01")


@pytest.fixture
def table(store: ReadStore) -> ReadStore:
    with store.write() as connection:
        SETS.create(connection)
    return store


def told(store: ReadStore) -> dict[tuple[str, str], list[str]]:
    return {(row["of"], row["part"]): apart(row["members"]) for row in store.dump(SETS)}


def test_what_is_put_in_stands_in_order_over_batches(table: ReadStore):
    for member in ("007", "001", "007"):
        with table.write() as connection:
            rows = Rows(connection)
            rows.put_in(SETS, [COLD, WARM], member)
            rows.keep()
            rows.flush()
    assert told(table) == {COLD: ["001", "007"], WARM: ["001", "007"]}


def test_what_is_taken_out_is_out_in_one_batch_as_in_two(table: ReadStore):
    with table.write() as connection:
        rows = Rows(connection)
        rows.put_in(SETS, [COLD, WARM], "001")
        rows.take_out(SETS, [COLD], "001")
        rows.keep()
        rows.flush()
        rows.take_out(SETS, [WARM], "001")
        rows.keep()
        rows.flush()
    assert told(table) == {COLD: [], WARM: []}


def test_an_event_that_failed_leaves_every_set_as_it_was(table: ReadStore):
    with table.write() as connection:
        rows = Rows(connection)
        rows.put_in(SETS, [COLD], "001")
        rows.keep()
        rows.take_out(SETS, [COLD], "001")
        rows.put_in(SETS, [COLD, WARM], "002")
        rows.discard()
        rows.flush()
    assert told(table) == {COLD: ["001"]}


def test_many_sets_are_read_and_written_at_once(table: ReadStore):
    keys = [(f"{pair:04}", f"202405-0{pair % 3}") for pair in range(1500)]
    for member in ("002", "001"):
        with table.write() as connection:
            rows = Rows(connection)
            rows.put_in(SETS, keys, member)
            rows.keep()
            rows.flush()
    assert told(table) == {key: ["001", "002"] for key in keys}
