"""While a table is built in a new version its readers are told so, and how far it is; everything else goes on."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.service import Service
from api.tickets.examples import EXAMPLES
from projections import progress, register, runner
from projections.runner import Runner
from projections.running.bookkeeping import POSITIONS
from tests.api.conftest import OPERATORS_TOKEN, ended
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened


class Gate:
    """The build of a new version stops after two of its events until it is opened."""

    def __init__(self) -> None:
        self.begun, self.open, self._rebuild = asyncio.Event(), asyncio.Event(), runner.rebuild

    async def rebuild(self, *where: Any, progress: Any, **how: Any) -> Any:
        progress(2, await where[0].end())
        self.begun.set()
        await self.open.wait()
        return await self._rebuild(*where, progress=progress, **how)


@pytest.fixture
async def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    made = Gate()
    monkeypatch.setattr(runner, "rebuild", made.rebuild)
    return made


@pytest.fixture
async def upgraded(service: Service, agent: httpx.AsyncClient, gate: Gate) -> AsyncIterator[httpx.AsyncClient]:
    """An agent of a program whose register is of the next version, on a log of three tickets."""
    for _ in range(3):
        await opened(agent)
    await agent.get("/register", params={"after": "now"})
    newer = replace(register.PROJECTION, version=register.PROJECTION.version + 1)
    models = [newer, progress.PROJECTION]
    ours = Runner(
        service.log, service.read, epoch=service.log.epoch, clock=lambda: datetime.now(UTC), projections=models
    )
    task = asyncio.create_task(ours.run())
    await gate.begun.wait()
    transport = httpx.ASGITransport(create_app(replace(service, runner=ours)))
    headers = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": "a-001:agent", "Accept-Language": "en"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=headers) as client:
        yield client
    await ended(task)


async def test_a_table_that_is_being_built_is_503_with_its_progress(upgraded: httpx.AsyncClient, gate: Gate):
    said = is_problem(await upgraded.get("/register"), 503, "being-built")
    assert "2 of 3 events done" in said["detail"]
    waited = await upgraded.get("/register", params={"after": "now"}, headers={"Prefer": "wait=0"})
    is_problem(waited, 503, "being-built")
    assert waited.headers["Retry-After"] == "2"
    chinese = await upgraded.get("/register", headers={"Accept-Language": "zh"})
    assert "已处理 2 / 3 个事件" in chinese.json()["detail"]
    assert (await upgraded.get("/progress", params={"after": "now"})).json()["count"] == 3
    past, auditor = {"as_of": "2100-01-01T00:00:00Z"}, {"Gongdan-As": "x-001:auditor"}
    assert (await upgraded.get("/register", params=past, headers=auditor)).json()["count"] == 3
    gate.open.set()
    assert (await upgraded.get("/register", params={"after": "now"})).json()["count"] == 3


async def test_readiness_and_lag_tell_of_it(upgraded: httpx.AsyncClient, gate: Gate):
    ready = await upgraded.get("/readyz")
    assert (ready.status_code, len(ready.json()["reasons"])) == (503, 1)
    assert "being built in its new version (2 of 3 events done)" in ready.json()["reasons"][0]
    administrator = {"Gongdan-As": "m-001:administrator"}
    lag = (await upgraded.get("/projections", headers=administrator)).json()
    assert [(each["name"], each["state"], each["position"], each["lag_events"]) for each in lag] == [
        ("register", "being-built", 2, 1),
        ("progress", "in-use", 3, 0),
    ]
    gate.open.set()
    await upgraded.get("/register", params={"after": "now"})
    assert (await upgraded.get("/readyz")).status_code == 200


async def test_tickets_are_taken_all_the_while_and_an_opening_sent_again_is_not_refused(upgraded: httpx.AsyncClient):
    key = {"Idempotency-Key": "one-and-the-same"}
    async with asyncio.timeout(2):
        first, second = [await upgraded.post("/tickets", json=EXAMPLES["open"], headers=key) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["number"] == second.json()["number"]


async def test_tables_of_a_newer_program_are_said_at_once_and_not_waited_for(
    service: Service, agent: httpx.AsyncClient
):
    await opened(agent)
    await agent.get("/register", params={"after": "now"})
    with service.read.write() as connection:
        is_register = POSITIONS.c.projection == "register"
        connection.execute(POSITIONS.update().where(is_register).values(version=POSITIONS.c.version + 1))
    models = [register.PROJECTION, progress.PROJECTION]
    ours = Runner(
        service.log, service.read, epoch=service.log.epoch, clock=lambda: datetime.now(UTC), projections=models
    )
    task = asyncio.create_task(ours.run())
    transport = httpx.ASGITransport(create_app(replace(service, runner=ours)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=agent.headers) as client:
        begun = time.monotonic()
        is_problem(await client.get("/register", params={"after": "now"}), 503, "newer-version")
        assert time.monotonic() - begun < 2
    await ended(task)
