"""A table of the past is built once for its pages, and anew when something comes that belongs to it."""

import asyncio
from datetime import datetime, timedelta

import httpx
import pytest

from api.service import Service
from api.tables import past
from api.tickets.examples import EXAMPLES
from domain.refusals import StoreUnavailable
from tests.projections.logs import SHANGHAI

THEN = "2024-05-01T12:00:00+08:00"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments that a table was built for."""
    moments: list[datetime] = []
    build = past.built

    async def noting(source, live, at, projections, **more):
        moments.append(at)
        return await build(source, live, at, projections, **more)

    monkeypatch.setattr(past, "built", noting)
    return moments


async def count(supervisor: httpx.AsyncClient, **asked: str) -> int:
    answer = await supervisor.get("/register", params={"as_of": THEN, **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()["count"]


async def open_at(agent: httpx.AsyncClient, occurred: str) -> None:
    assert (
        await agent.post("/tickets", json=EXAMPLES["open"] | {"occurred": occurred, "late": "补登"})
    ).status_code == 201


async def test_what_happened_later_builds_nothing_anew(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, built: list[datetime]
):
    await open_at(agent, "2024-05-01T09:30:00+08:00")
    assert await count(supervisor) == 1
    for _ in range(3):
        await open_at(agent, "2024-05-01T12:30:00+08:00")
        assert await count(supervisor) == 1
    assert len(built) == 1


async def test_what_is_entered_later_but_happened_before_belongs_to_it(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, built: list[datetime]
):
    await open_at(agent, "2024-05-01T09:30:00+08:00")
    assert await count(supervisor) == 1
    await open_at(agent, "2024-05-01T11:00:00+08:00")
    assert await count(supervisor) == 2
    assert len(built) == 2


async def test_as_it_was_known_asks_when_things_were_recorded(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, service: Service
):
    await open_at(agent, "2024-05-01T09:30:00+08:00")
    assert await count(supervisor, known="true") == 0
    soon = (datetime.now(SHANGHAI) + timedelta(seconds=30)).isoformat()
    assert await count(supervisor, known="true", as_of=soon) == 1
    await open_at(agent, "2024-05-01T11:00:00+08:00")
    assert await count(supervisor, known="true", as_of=soon) == 2


async def test_looks_that_fail_leave_no_more_than_four_moments(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, service: Service, built: list[datetime]
):
    await open_at(agent, "2024-05-01T09:30:00+08:00")
    for minute in range(6):
        then = {"as_of": f"2024-05-01T12:0{minute}:00+08:00"}
        broken = await supervisor.get("/register", params={**then, "page": "nonsense"})
        assert (broken.status_code, broken.json()["code"]) == (422, "bad-cursor")
    assert len(built) == 6
    assert service.past.kept == past.MOST


async def test_a_column_that_none_is_sorted_by_is_refused_before_anything_is_built(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, built: list[datetime]
):
    for place in ("/register", "/faults", "/progress"):
        refused = await supervisor.get(place, params={"as_of": THEN, "sort": "bogus"})
        assert (refused.status_code, refused.json()["code"]) == (422, "unknown-sort")
    assert built == []


async def test_who_waits_long_is_told_how_far_it_is_and_finds_it_done_later(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await open_at(agent, "2024-05-01T09:30:00+08:00")
    go_on, build = asyncio.Event(), past.built

    async def slowly(*args, progress, **more):
        progress.reached(250, 1000)
        await go_on.wait()
        return await build(*args, progress=progress, **more)

    monkeypatch.setattr(past, "built", slowly)
    monkeypatch.setattr(past, "PATIENCE", 0.05)
    for _ in range(2):
        waiting = await supervisor.get("/register", params={"as_of": THEN})
        assert (waiting.status_code, waiting.json()["code"]) == (503, "past-being-built")
        assert "250 of 1,000 events" in waiting.json()["detail"]
        assert waiting.headers["Retry-After"] == "2"
    go_on.set()
    monkeypatch.setattr(past, "PATIENCE", 10)
    assert await count(supervisor) == 1


async def test_all_who_ask_for_a_moment_that_is_built_wait_at_the_same_time(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await open_at(agent, "2024-05-01T09:30:00+08:00")
    all_there = asyncio.Barrier(4)

    async def never(*args, **more):
        await asyncio.Event().wait()

    async def together(self, kept):
        await all_there.wait()
        raise past.StillBuilding(kept.progress)

    monkeypatch.setattr(past, "built", never)
    monkeypatch.setattr(past.Past, "_wait", together)
    found = await asyncio.gather(*(supervisor.get("/register", params={"as_of": THEN}) for _ in range(4)))
    assert [each.json()["code"] for each in found] == ["past-being-built"] * 4


async def test_a_build_that_fails_is_told_and_tried_again(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await open_at(agent, "2024-05-01T09:30:00+08:00")
    build = past.built

    async def failing(*args, **more):
        monkeypatch.setattr(past, "built", build)
        raise StoreUnavailable("away")

    monkeypatch.setattr(past, "built", failing)
    assert (await supervisor.get("/register", params={"as_of": THEN})).status_code == 503
    assert await count(supervisor) == 1
