"""A table of the past is built once for its pages, and anew when something comes that belongs to it."""

from datetime import datetime, timedelta

import httpx
import pytest

from api.service import Service
from api.tables import past
from api.tickets.examples import EXAMPLES
from tests.projections.logs import SHANGHAI

THEN = "2024-05-01T12:00:00+08:00"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments that a table was built for."""
    moments: list[datetime] = []
    build = past.built

    async def noting(source, live, at, projections, *, known, zone):
        moments.append(at)
        return await build(source, live, at, projections, known=known, zone=zone)

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
