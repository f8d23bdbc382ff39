"""Saved views on both databases: whose they are, with whom they are shared, and what becomes of those of who left."""

from collections.abc import Awaitable, Callable

import pytest

from domain.views.events import (
    ViewRedefined,
    ViewRemoved,
    ViewRenamed,
    ViewSaved,
    ViewShared,
    ViewUnshared,
)
from projections import views
from projections.operating.rebuild import rebuild
from projections.store import ReadStore
from projections.views import Seen
from tests.projections.conftest import Running
from tests.projections.logs import START, ListLog

Shown = Callable[[Seen], Awaitable[list[tuple[str, str]]]]

PAUSED = ViewSaved(list="register", name="等备件", query="status=paused")
LATE = ViewSaved(list="tasks", name="超时", query="late=true")


@pytest.fixture
def shown(log: ListLog, store: ReadStore, running: Running) -> Shown:
    async def show(seen: Seen) -> list[tuple[str, str]]:
        async with running(log, store) as runner:
            assert await runner.wait_for(len(log.events), 5)
        with store.read() as connection:
            rows = views.page(connection, seen, sort="name", after=None, limit=50).rows
            assert views.count(connection, seen) == len(rows)
            if seen.list is not None:
                assert views.by_name(connection, seen, 50) == rows
                assert views.by_name(connection, seen, 1) == rows[:1]
        return [(row["owner"], row["name"]) for row in rows]

    return show


async def test_ones_own_are_seen_and_others_only_where_they_are_shared(log: ListLog, shown: Shown):
    log.record("view-1", PAUSED, by="s-001")
    log.record("view-2", LATE, by="s-002")
    log.record("view-3", PAUSED, by="s-003")
    log.record("view-3", ViewShared(team="north"), by="s-003")
    log.record("view-4", LATE, by="s-004")
    log.record("view-4", ViewShared(), by="s-004")

    assert await shown(Seen("s-001")) == [("s-001", "等备件"), ("s-004", "超时")]
    assert await shown(Seen("s-001", ["north"])) == [("s-001", "等备件"), ("s-003", "等备件"), ("s-004", "超时")]
    assert await shown(Seen("s-001", ["north"], list="tasks")) == [("s-004", "超时")]
    assert await shown(Seen("s-001", list="register")) == [("s-001", "等备件")]
    assert await shown(Seen("s-001", ["north"], gone=["s-003"], list="register")) == [("s-001", "等备件")]
    assert await shown(Seen("s-001", ["north"], list="register")) == [("s-001", "等备件"), ("s-003", "等备件")]
    assert await shown(Seen("s-001", ["north"], gone=["s-003", "s-004"])) == [("s-001", "等备件")]


async def test_what_is_shared_no_more_or_removed_is_gone(log: ListLog, shown: Shown, store: ReadStore):
    for number in "12":
        log.record(f"view-{number}", PAUSED, by="s-001")
        log.record(f"view-{number}", ViewShared(), by="s-001")
    log.record("view-1", ViewUnshared(), by="s-001")
    log.record("view-2", ViewRemoved(), by="s-001")

    assert await shown(Seen("s-009")) == []
    assert await shown(Seen("s-001")) == [("s-001", "等备件")]
    removed = next(row for row in store.dump(views.VIEWS) if row["view"] == "2")
    assert (removed["name"], removed["query"], removed["team"]) == ("", "", None)


async def test_it_shows_what_was_said_of_it_last_and_a_rebuild_shows_the_same(
    log: ListLog, shown: Shown, store: ReadStore
):
    log.record("view-1", PAUSED, by="s-001")
    log.record("view-1", ViewRedefined(query="status=paused&sort=number"), by="s-001")
    log.record("view-1", ViewRenamed(name="等主板"), by="s-001")
    await shown(Seen("s-001"))
    live = store.dump(views.VIEWS)

    await rebuild(log, store, views.PROJECTION, epoch="e1", clock=lambda: START)

    [row] = store.dump(views.VIEWS)
    assert [row] == live
    assert (row["name"], row["query"], row["list"]) == ("等主板", "status=paused&sort=number", "register")


async def test_a_view_is_found_by_name_by_owner_and_name_and_by_id_ones_own_first(
    log: ListLog, shown: Shown, store: ReadStore
):
    for number, owner in (("1", "s-001"), ("2", "s-002"), ("3", "s-003")):
        log.record(f"view-{number}", PAUSED, by=owner)
        log.record(f"view-{number}", ViewShared(), by=owner)
    await shown(Seen("s-001"))
    with store.read() as connection:

        def found(person: str, said: str) -> list[str]:
            return [row["view"] for row in views.named(connection, Seen(person), said)]

        assert found("s-001", "等备件") == ["1"]
        assert found("s-009", "等备件") == ["1", "2", "3"]
        assert found("s-001", "s-002/等备件") == ["2"]
        assert found("s-001", "3") == ["3"]
        assert found("s-001", "没有") == found("s-001", "\0") == []
