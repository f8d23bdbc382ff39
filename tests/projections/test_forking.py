"""Batches are folded by processes that are forked with them: what comes of it is the same, and nobody hides a failure."""

import os
import signal
from datetime import UTC, datetime

import pytest

from projections import customers, progress, register, staff
from projections.running import forking
from projections.running.build import Build
from projections.running.forking import NotFolded, feed_apart
from projections.running.writer import write
from projections.store import ReadStore
from tests.projections.examples import GRADED, OPENED
from tests.projections.logs import ListLog

MODELS = [register.PROJECTION, progress.PROJECTION, customers.PROJECTION, staff.PROJECTION]
BUILDS = [Build.live(model) for model in MODELS]
AT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch):
    """So that few events are several batches."""
    monkeypatch.setattr(forking, "FIRST", 5)
    monkeypatch.setattr(forking, "BATCH", 4)


def begun(log: ListLog, store: ReadStore) -> ReadStore:
    for count in range(24):
        log.happen(f"n-{count % 3}", GRADED if count > 2 else OPENED)
    with store.write() as connection:
        for build in BUILDS:
            build.start(connection, "", AT)
    return store


def shown(store: ReadStore) -> list[object]:
    return [store.dump(table) for build in BUILDS for table in build.physical]


async def test_what_several_processes_fold_is_what_one_folds(log: ListLog, store: ReadStore):
    await feed_apart(log, begun(log, store), BUILDS, 24, lambda: AT, processes=2)
    alone = begun(ListLog(), ReadStore.in_memory())
    write(
        alone, BUILDS, 0, [event for batch in [batch async for batch in log.follow(0, until=24)] for event in batch], AT
    )
    assert shown(store) == shown(alone)
    assert {position.position for position in store.positions().values()} == {24}


async def test_it_goes_on_from_where_the_read_models_stand(log: ListLog, sqlite_store: ReadStore):
    store = begun(log, sqlite_store)
    await feed_apart(log, store, BUILDS, 7, lambda: AT, processes=3)
    await feed_apart(log, store, BUILDS, 24, lambda: AT, processes=3)
    assert {row["events"] for row in store.dump(register.REGISTER)} == {8}


async def test_a_process_that_fails_is_told_and_what_the_others_wrote_stands(
    log: ListLog, sqlite_store: ReadStore, monkeypatch: pytest.MonkeyPatch
):
    def failing(store: ReadStore, builds: list[Build], before: int, *rest: object) -> None:
        if before > 5 and "register" in [build.name for build in builds]:
            raise OSError("disk full")
        write(store, builds, before, *rest)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(forking, "write", failing)
    with pytest.raises(NotFolded):
        await feed_apart(log, begun(log, sqlite_store), BUILDS, 24, lambda: AT, processes=2)
    positions = {name: position.position for name, position in sqlite_store.positions().items()}
    assert positions["register"] == 9
    assert positions["progress"] >= 9


async def test_a_process_that_is_killed_is_told(log: ListLog, sqlite_store: ReadStore):

    with pytest.raises(NotFolded):
        await feed_apart(
            log,
            begun(log, sqlite_store),
            BUILDS,
            24,
            lambda: AT,
            processes=2,
            begun=lambda: os.kill(os.getpid(), signal.SIGKILL),
        )
    assert {position.position for position in sqlite_store.positions().values()} == {5}
