"""What is asked often is answered as SQLAlchemy answers it, on either database; a first page is as any page."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import Boolean, Column, Integer, MetaData, Table, bindparam, insert, or_, select, true
from sqlalchemy.event import listens_for
from sqlalchemy.exc import DBAPIError

from projections.errors import StoreDamaged
from projections.register.asking import Look
from projections.register.tables import PEOPLE, REGISTER, SORTS
from projections.sql.columns import Moment, Text
from projections.sql.counting import Counted, all_counted
from projections.sql.often import Listed, Often
from projections.sql.paging import Order
from projections.store import ReadStore

AT: Final = datetime(2026, 3, 1, 1, 2, 3, 456_000, tzinfo=UTC)
THINGS: Final = Table(
    "things",
    MetaData(),
    Column("name", Text, primary_key=True),
    Column("at", Moment),
    Column("good", Boolean),
    Column("many", Integer),
)
ROWS: Final = (
    {"name": "a", "at": AT, "good": True, "many": 3},
    {"name": "张伟 %s %(x)s ? :y", "at": None, "good": False, "many": -(2**31)},
    {"name": "z'\"[]", "at": AT + timedelta(microseconds=1), "good": None, "many": None},
)


@pytest.fixture
def filled(store: ReadStore) -> Iterator[ReadStore]:
    with store.write() as connection:
        THINGS.create(connection)
        connection.execute(insert(THINGS), ROWS)
    yield store
    with store.write() as connection:
        THINGS.drop(connection)


def test_values_are_those_of_the_columns(filled: ReadStore):
    whole = select(THINGS).order_by(THINGS.c.name)
    with filled.read() as connection:
        expected = [dict(row) for row in connection.execute(whole).mappings()]
        assert Often(whole).rows(connection) == expected == sorted(ROWS, key=lambda row: row["name"])
        assert Often(whole).tuples(connection) == [tuple(row.values()) for row in expected]


@pytest.mark.parametrize(
    "names", [(), ("a",), ("a", "a", "nobody"), [row["name"] for row in ROWS], {"张伟 %s %(x)s ? :y", "z'\"[]"}, "a"]
)
@pytest.mark.parametrize("none", [False, True])
def test_one_of_many_is_one_of_none_or_of_all(filled: ReadStore, names: Iterable[str], none: bool):
    listed = Often(select(THINGS.c.name).where(Listed(THINGS.c.name, "names", none=none)))
    said = [names] if isinstance(names, str) else names
    plain = THINGS.c.name.not_in([*said]) if none else THINGS.c.name.in_([*said])
    with filled.read() as connection:
        found = {name for (name,) in listed.tuples(connection, names=said)}
        assert found == {*connection.execute(select(THINGS.c.name).where(plain)).scalars()}


def test_what_is_said_is_no_part_of_the_statement(filled: ReadStore):
    wanted = or_(THINGS.c.name == bindparam("said"), THINGS.c.many == bindparam("number"))
    asked = Often(select(THINGS.c.name).where(wanted, THINGS.c.name != "100%").limit(bindparam("most")))
    with filled.read() as connection:
        for said, number, names in (
            ("' OR 1=1 --", None, []),
            ("张伟 %s %(x)s ? :y", 7, ["张伟 %s %(x)s ? :y"]),
            (None, 3, ["a"]),
        ):
            assert [name for (name,) in asked.tuples(connection, said=said, number=number, most=5)] == names
        assert asked.tuples(connection, said="a", number=3, most=0) == []


def test_a_table_that_is_gone_is_told_as_sqlalchemy_tells_it(store: ReadStore):
    asked = Often(select(THINGS.c.name))
    with store.read() as connection, pytest.raises(DBAPIError, match="things") as plain:
        connection.execute(asked.statement)
    with store.read() as connection, pytest.raises(plain.type, match="things"):
        asked.tuples(connection)


def test_a_text_that_no_table_holds_is_none_of_the_others(filled: ReadStore):
    listed = Often(select(THINGS.c.name).where(Listed(THINGS.c.name, "names")))
    with filled.read() as connection:
        assert listed.tuples(connection, names=["a\0b"]) == []
        assert listed.tuples(connection, names=["a\0b", "a"]) == [("a",)]


def test_a_moment_in_the_statement_is_said_as_its_column_has_it(filled: ReadStore):
    asked = Often(select(THINGS.c.name).where(THINGS.c.at == AT, THINGS.c.good == true()))
    with filled.read() as connection:
        assert asked.tuples(connection) == [("a",)]


@pytest.mark.parametrize("said", [{}, {"name": "a"}, {"names": ["a"], "other": 1}])
def test_what_is_not_said_as_it_is_asked_is_refused(filled: ReadStore, said: dict[str, Any]):
    listed = Often(select(THINGS.c.name).where(Listed(THINGS.c.name, "names")))
    with filled.read() as connection, pytest.raises(TypeError, match=r"asked \['names'\]"):
        listed.tuples(connection, **said)


def test_damage_that_is_met_on_the_way_through_the_rows_is_told_as_damage(tmp_path: Path):
    """Of one late row all is lost: SQLite hands out the rows before it first."""
    place = tmp_path / "read.db"
    with closing(ReadStore.open(place)) as store:
        fill(store, tickets(3_000, 0))
    content = place.read_bytes()
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    place.write_bytes(b"".join(b"\xff" * 4096 if b"202603-02990" in page else page for page in pages))
    every = Often(select(REGISTER).order_by(REGISTER.c.number))
    with closing(ReadStore.open(place)) as store, pytest.raises(StoreDamaged), store.read() as connection:
        every.rows(connection)


@pytest.mark.parametrize("sort", [each for name in SORTS for each in (name, f"-{name}")])
def test_no_first_page_reads_whole_rows_to_put_them_in_order(tmp_path: Path, sort: str):
    asked: list[tuple[str, Any]] = []
    with closing(ReadStore.open(tmp_path / "read.db")) as store:
        fill(store, tickets(200, 0))
        with store.read() as connection:

            @listens_for(connection, "before_cursor_execute")
            def heard(*said: Any) -> None:  # pyright: ignore[reportUnusedFunction]
                asked.append(said[2:4])

            Look().page(connection, sort=sort, limit=50)
            plans = {
                text: str(connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", said).all())
                for text, said in [*asked]
            }
    columns = {text: text.partition("FROM")[0].count(",") + 1 for text, plan in plans.items() if "ORDER BY" in plan}
    assert len(plans) > 1
    assert {*columns.values()} <= {1, 2}


def tickets(many: int, without: int) -> list[dict[str, Any]]:
    """The last ``without`` have no time of their report, as those imported from some other systems have."""
    values: dict[str, Any] = {}
    for column in REGISTER.columns:
        kind = column.type.python_type
        values[column.name] = None if column.nullable else {str: "x", int: 0, bool: False, datetime: AT}[kind]
    times = [AT + timedelta(minutes=place % 3) if place < many - without else None for place in range(many)]
    return [{**values, "number": f"202603-{place:05}", "reported": at} for place, at in enumerate(times)]


def fill(store: ReadStore, rows: list[dict[str, Any]]) -> None:
    with store.write() as connection:
        for table in (REGISTER, PEOPLE):
            table.create(connection)
        if rows:
            connection.execute(insert(REGISTER), rows)


@pytest.mark.parametrize(("many", "without"), [(0, 0), (3, 0), (4, 0), (9, 0), (9, 4), (9, 6), (9, 7), (9, 9), (2, 1)])
def test_a_first_page_is_as_any_page_finds_it(store: ReadStore, many: int, without: int):
    fill(store, tickets(many, without))
    with store.read() as connection:
        for sort in (each for name in SORTS for each in (name, f"-{name}")):
            for fields in ((), ("summary",), ("summary", "reported", "number")):
                found = Look(fields=fields).page(connection, sort=sort, limit=3)
                columns: list[Any] = [REGISTER.c.number, Order.parse(REGISTER, sort, SORTS).by]
                keys = select(*columns)
                plain = Order.parse(REGISTER, sort, SORTS).page(connection, keys, None, 3)
                assert [row["number"] for row in found.rows] == [row["number"] for row in plain.rows]
                assert found.next == plain.next
                assert all({"summary", "receiver_name", "severity_zh"} <= row.keys() for row in found.rows)


@pytest.mark.parametrize(("many", "most", "told"), [(0, 3, Counted(0)), (3, 3, Counted(3)), (4, 3, Counted(3, True))])
def test_all_rows_are_counted_as_far_as_is_looked(store: ReadStore, many: int, most: int, told: Counted):
    fill(store, tickets(many, 0))
    with store.read() as connection:
        assert all_counted(connection, REGISTER, most) == told == Look().count(connection, most)
