"""What is asked of the read models is answered the same by SQLite and by PostgreSQL."""

import asyncio
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import inspect

from domain.ticket.vocabulary import Channel, Kind
from projections import customers, progress, register
from projections.operating.rebuild import rebuild
from projections.register import RegisterFilter
from projections.registry import PROJECTIONS
from projections.store import ReadStore
from tests.projections.conftest import Running
from tests.projections.examples import OPENED, RESOLVED, Counting
from tests.projections.logs import START, ListLog

NUMBERS = ("B-1", "a-1", "A-1", "_-1", "0-1", "b-1")
ENGINEERS = ("张伟", "Zoe", "émile", "adam", "李娜", "😀")
SUMMARIES = ("设备无法启动", "屏幕闪烁", "E-002 Überhitzung", "100% 报警", "under_score", "e-002")


@pytest.fixture
async def filled(log: ListLog, store: ReadStore, running: Running) -> ReadStore:
    """Tickets whose texts sort differently in every collation but that of bytes; some without an engineer."""
    for number, engineer, summary in zip(NUMBERS, ENGINEERS, SUMMARIES, strict=True):
        log.happen(number, OPENED.model_copy(update={"summary": summary, "engineer": engineer}))
    log.happen("z-1", OPENED)
    log.happen("z-2", OPENED)
    async with running(
        log, store, projections=[register.PROJECTION, customers.PROJECTION, progress.PROJECTION]
    ) as runner:
        assert await runner.wait_for(len(log.events), 5)
    return store


@pytest.mark.parametrize(("sort", "texts"), [("number", (*NUMBERS, "z-1", "z-2")), ("engineer", ENGINEERS)])
def test_texts_sort_by_their_bytes(filled: ReadStore, sort: str, texts: tuple[str, ...]):
    expected = sorted(texts, key=str.encode)
    for sign, order in (("", expected), ("-", expected[::-1])):
        found, cursor = list[str | None](), None
        while not found or cursor:
            with filled.read() as connection:
                page = register.page(connection, sort=f"{sign}{sort}", after=cursor, limit=3)
            found += [row[sort] for row in page.rows]
            cursor = page.next
        assert found == [*order, *[None] * (8 - len(texts))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("无法", {"B-1", "z-1", "z-2"}), ("E-0", {"A-1", "b-1"}), ("%", {"_-1"}), ("_S", {"0-1"}), ("überhitzung", {"A-1"}), ("\\", set())],
)  # fmt: skip
def test_a_text_is_found_anywhere_and_the_case_of_letters_does_not_count(
    filled: ReadStore, text: str, expected: set[str]
):
    with filled.read() as connection:
        found = register.page(connection, RegisterFilter(text=text)).rows
    assert {row["number"] for row in found} == expected


def test_a_text_that_cannot_be_stored_is_found_nowhere(filled: ReadStore):
    with filled.read() as connection:
        for only in (RegisterFilter(text="a\0"), RegisterFilter(engineer=["\0"]), RegisterFilter(status=["\0"])):
            assert register.count(connection, only).rows == len(register.page(connection, only).rows) == 0
        assert register.find(connection, "\0") is None
        assert progress.count(connection, "\0") == len(progress.page(connection, "\0").rows) == 0
        assert progress.count(connection, "a-1") == len(progress.page(connection, "a-1").rows) == 1


async def test_moments_come_back_to_the_microsecond(log: ListLog, store: ReadStore, running: Running):
    moment = START.replace(microsecond=123_457)
    log.happen("1", OPENED, moment)
    async with running(log, store, projections=[register.PROJECTION]) as runner:
        assert await runner.wait_for(1, 5)
    [row] = store.dump(register.REGISTER)
    assert (row["reported"], row["reported"].utcoffset()) == (moment, moment.utcoffset())


async def test_every_rebuild_leaves_the_same_indexes_and_no_table_but_the_former_one(log: ListLog, store: ReadStore):
    log.happen("1", OPENED)
    for _ in range(3):
        await rebuild(log, store, PROJECTIONS[0], epoch="e1", clock=lambda: START)
    with store.read() as connection:
        columns = sorted(index["column_names"] for index in inspect(connection).get_indexes("register"))
        assert columns == sorted(list(index.columns.keys()) for index in register.REGISTER.indexes)
        ours = {name for table in register.TABLES for name in (table.name, f"{table.name}__kept")}
        assert set(inspect(connection).get_table_names()) == ours | {"positions", "parked"}


@pytest.mark.parametrize("swaps", [4, pytest.param(20, marks=pytest.mark.slow)])
async def test_whoever_reads_during_swaps_sees_every_row_each_time(log: ListLog, store: ReadStore, swaps: int):
    for number in range(100):
        log.happen(f"{number}", OPENED)
    await rebuild(log, store, PROJECTIONS[0], epoch="e1", clock=lambda: START)
    seen, failed, done = set[tuple[int, int]](), list[Exception](), threading.Event()

    def look() -> None:
        while not done.is_set():
            try:
                with store.read() as connection:
                    position = connection.exec_driver_sql("SELECT position FROM positions").scalars().first()
                    seen.add((position or 0, register.count(connection).rows))
            except Exception as error:
                failed.append(error)
                return

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(swaps):
        await rebuild(log, store, PROJECTIONS[0], epoch="e1", clock=lambda: START)
    done.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert {count for _, count in seen} == {100}


async def test_a_long_read_sees_one_moment_though_a_rebuild_waits_to_swap(log: ListLog, store: ReadStore):
    model = Counting()
    log.happen("n-1", OPENED)
    await rebuild(log, store, model.projection, epoch="e1", clock=lambda: START)
    log.happen("n-1", RESOLVED)
    with store.read() as connection:
        before = connection.exec_driver_sql("SELECT events FROM counts").scalar()
        swapping = asyncio.create_task(rebuild(log, store, model.projection, epoch="e1", clock=lambda: START))
        await asyncio.sleep(0.3)
        assert await asyncio.to_thread(lambda: connection.exec_driver_sql("SELECT events FROM counts").scalar()) == 1
        assert before == 1
    assert (await asyncio.wait_for(swapping, 10)).position == 2
    with store.read() as connection:
        assert connection.exec_driver_sql("SELECT events FROM counts").scalar() == 2


async def test_many_may_open_an_empty_database_at_once(database: Path | str):
    def open_and_close() -> None:
        with closing(ReadStore.open(database)) as store:
            assert store.positions() == {}

    await asyncio.gather(*(asyncio.to_thread(open_and_close) for _ in range(6)))


async def test_a_ticket_of_every_channel_and_kind_fits(log: ListLog, store: ReadStore, running: Running):
    for channel in Channel:
        for kind in Kind:
            log.happen(f"{channel.value}-{kind.value}", OPENED.model_copy(update={"channel": channel, "kind": kind}))
    async with running(log, store) as runner:
        assert await runner.wait_for(len(log.events), 5)
        assert {status.parked for status in await runner.status()} == {0}
