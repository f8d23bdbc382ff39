"""What an event that failed had changed never was: the rows are those of the events before it."""

from collections.abc import Iterator

import pytest

from projections.sql.rows import Rows
from projections.store import ReadStore
from tests.projections.examples import COUNTS


@pytest.fixture
def rows(store: ReadStore) -> Iterator[Rows]:
    with store.write() as connection:
        COUNTS.create(connection)
        yield Rows(connection, {"number": ["n-1"]})


def count(rows: Rows, number: str, events: int) -> None:
    rows.put(COUNTS, {"number": number, "events": events})


def test_a_failed_event_leaves_the_rows_of_the_one_before(rows: Rows):
    count(rows, "n-1", 1)
    rows.keep()
    for events in (2, 3):
        count(rows, "n-1", events)
    count(rows, "n-2", 1)
    rows.discard()
    assert rows.get(COUNTS, "n-1") == {"number": "n-1", "events": 1}
    assert rows.get(COUNTS, "n-2") is None
    rows.flush()


def test_a_row_is_written_once_as_the_last_event_left_it(rows: Rows):
    for events in (1, 2, 3):
        count(rows, "n-1", events)
        rows.keep()
    rows.flush()
    assert rows.get(COUNTS, "n-1") == {"number": "n-1", "events": 3}
    rows.flush()


def test_a_row_that_was_handed_out_is_a_copy(rows: Rows):
    count(rows, "n-1", 1)
    rows.keep()
    handed_out = rows.get(COUNTS, "n-1")
    assert handed_out is not None
    handed_out["events"] = 99
    assert rows.get(COUNTS, "n-1") == {"number": "n-1", "events": 1}


def test_rows_are_found_by_what_stands_in_them_now(rows: Rows):
    for number in ("n-1", "n-2"):
        count(rows, number, 1)
    rows.keep()
    assert [row["number"] for row in rows.those(COUNTS, events=1)] == ["n-1", "n-2"]
    count(rows, "n-2", 2)
    assert [row["number"] for row in rows.those(COUNTS, events=1)] == ["n-1"]
    assert [row["number"] for row in rows.those(COUNTS, events=2)] == ["n-2"]
    rows.discard()
    assert [row["number"] for row in rows.those(COUNTS, events=1)] == ["n-1", "n-2"]
    rows.flush()
