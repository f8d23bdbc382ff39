"""How all that runs behind the API stands, and what the checks say, over HTTP: for administrators."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import httpx
import pytest
from prometheus_client.core import Metric

from api.app import create_app
from api.gauges import gauge
from api.operation.dismissals import NotDismissed
from api.service import Service
from tests.api.conftest import OPERATORS_TOKEN, As
from tests.api.test_problems import is_problem

HEADERS = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": "d-001:administrator"}


def standing() -> list[Metric]:
    reaction = ("reaction",)
    return [
        gauge("gongdan_reaction_lag_events", "", reaction, [(("deadlines",), 7), (("surveys",), 0)]),
        gauge("gongdan_reaction_open_events", "", reaction, [(("deadlines",), 2), (("surveys",), 0)]),
        gauge("gongdan_reaction_dead_letters", "", reaction, [(("deadlines",), 1)]),
        gauge("gongdan_timers", "", (), [((), 12)]),
        gauge("gongdan_nats_connection_up", "", ("part", "connection"), [(("api", "writer"), 1)]),
        gauge("gongdan_disk_free_bytes", "", (), [((), 5_000)]),
    ]


@dataclass(frozen=True)
class Said:
    name: str
    safe: bool

    def say(self, *, chinese: bool) -> str:
        return "磁盘将满" if chinese else "the disk is nearly full"


@dataclass(frozen=True)
class Word:
    by: str
    reason: str
    at: str = "2024-06-02T01:00:00+00:00"


async def examined() -> list[Said]:
    return [Said("disk", safe=False)]


async def dismissed(position: int, reason: str, by: str) -> Word:
    if position == 3:
        raise NotDismissed("is-an-event")
    return Word(by, reason)


@pytest.fixture
async def administrator(service: Service) -> AsyncIterator[httpx.AsyncClient]:
    running = replace(service, standing=standing, examine=examined, dismiss=dismissed)
    transport = httpx.ASGITransport(create_app(running))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=HEADERS) as client:
        yield client


async def test_it_tells_how_the_parts_stand(administrator: httpx.AsyncClient):
    found = (await administrator.get("/system")).json()
    assert found["reactions"] == [
        {"reaction": "deadlines", "waiting": 7, "open": 2, "given_up": 1},
        {"reaction": "surveys", "waiting": 0, "open": 0, "given_up": 0},
    ]
    assert found["connections"] == [{"part": "api", "purpose": "writer", "up": True, "losses": 0}]
    assert (found["timers"], found["disk_free"], found["disk_size"], found["can_store"]) == (12, 5_000, None, True)


@pytest.mark.parametrize(("language", "says"), [("zh", "磁盘将满"), ("en", "the disk is nearly full")])
async def test_it_tells_what_the_checks_say_in_the_readers_language(
    administrator: httpx.AsyncClient, language: str, says: str
):
    found = (await administrator.get("/system/checks", headers={"Accept-Language": language})).json()
    assert found == [{"check": "disk", "safe": False, "says": says}]


async def test_a_message_is_dismissed_by_who_says_so(administrator: httpx.AsyncClient):
    answer = await administrator.post("/dead-letters/17/dismissal", json={"reason": " 探测消息 "})
    assert (answer.status_code, answer.json()["by"], answer.json()["reason"]) == (201, "d-001", "探测消息")


async def test_an_event_is_not_dismissed_and_a_reason_is_needed(administrator: httpx.AsyncClient):
    assert is_problem(
        await administrator.post("/dead-letters/3/dismissal", json={"reason": "探测"}), 409, "is-an-event"
    )
    for wrong in ({}, {"reason": " "}, {"reason": "长" * 201}):
        assert (await administrator.post("/dead-letters/17/dismissal", json=wrong)).status_code == 422, wrong


async def test_it_is_for_administrators(act_as: As):
    manager = act_as("m-001:manager")
    assert is_problem(await manager.get("/system"), 403, "forbidden")
    assert is_problem(await manager.get("/system/checks"), 403, "forbidden")
    assert is_problem(await manager.post("/dead-letters/17/dismissal", json={"reason": "探测"}), 403, "forbidden")


async def test_without_a_home_nothing_is_dismissed(act_as: As):
    answer = await act_as("d-001:administrator").post("/dead-letters/17/dismissal", json={"reason": "探测"})
    assert is_problem(answer, 503, "not-dismissed")
