"""Ready means that an event can be stored and the tables are shown."""

import asyncio
from dataclasses import replace
from typing import cast

import httpx
import pytest

from api.app import create_app
from api.service import Service
from projections.runner import Runner
from projections.running.health import ProjectionStatus


def asking(service: Service, language: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app(service))
    return httpx.AsyncClient(transport=transport, base_url="http://test", headers={"Accept-Language": language})


WHY = {"en": "The nats-server refused the credentials.", "zh": "nats-server 不接受所用的口令。"}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_it_says_why_no_event_could_be_stored_though_the_log_can_be_read(service: Service, language: str):
    hindered = replace(service, can_store=lambda: False, why_not=lambda language: WHY[language])
    async with asking(hindered, language) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "reasons": [WHY[language]]})
    assert "retry-after" in answer.headers


LOST = {
    "en": [
        "The API lost the connection to the nats-server: writing.",
        "The projections lost the connection to the nats-server: reading, following.",
    ],
    "zh": ["接口与 nats-server 的连接已断开：写入。", "视图与 nats-server 的连接已断开：读取、跟随。"],
}


def down() -> dict[str, list[str]]:
    return {"api": ["writer"], "projections": ["reader", "follower"]}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_it_tells_of_every_connection_that_is_down_though_events_are_stored(service: Service, language: str):
    assert await asyncio.wait_for(service.runner.wait_for(0, 5), 6)
    async with asking(replace(service, lost=down), language) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, LOST[language])


async def test_a_connection_that_is_down_is_told_also_while_servers_may_agree_again(service: Service):
    cut_off = replace(service, runner=cast("Runner", Away()), waiting=lambda: True, lost=down)
    async with asking(cut_off, "en") as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, LOST["en"])


UNREAD = {
    "en": "The projections can't read the event log, which does not answer: see the nats-servers, and the rights of "
    "their users.",
    "zh": "视图读取事件日志没有应答；请检查 nats-server 和其用户的权限。",
}


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_it_tells_that_reads_go_unanswered_though_events_are_stored_and_servers_might_agree_again(
    service: Service, language: str
):
    silent = replace(service, runner=cast("Runner", Away()), waiting=lambda: True, unread=lambda: ["projections"])
    async with asking(silent, language) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["reasons"]) == (503, [UNREAD[language]])


async def test_of_a_part_that_lost_its_connections_that_is_told_and_no_more(service: Service):
    assert await asyncio.wait_for(service.runner.wait_for(0, 5), 6)
    both = replace(service, lost=lambda: {"api": ["reader"]}, unread=lambda: ["api", "projections"])
    async with asking(both, "en") as client:
        reasons = (await client.get("/readyz")).json()["reasons"]
    assert reasons == ["The API lost the connection to the nats-server: reading.", UNREAD["en"]]


async def test_where_nothing_can_be_stored_only_the_reason_of_that_is_told(service: Service):
    assert await asyncio.wait_for(service.runner.wait_for(0, 5), 6)
    hindered = replace(service, can_store=lambda: False, why_not=lambda language: WHY[language], lost=down)
    hindered = replace(hindered, unread=lambda: ["api"])
    async with asking(hindered, "en") as client:
        assert (await client.get("/readyz")).json()["reasons"] == [WHY["en"]]


class Away:
    """A runner whose log can't be asked."""

    async def status(self) -> list[ProjectionStatus]:
        raise TimeoutError


@pytest.mark.parametrize(("waiting", "status"), [(True, 200), (False, 503)])
async def test_it_stays_ready_while_the_servers_may_agree_on_a_new_leader(service: Service, waiting: bool, status: int):
    away = replace(service, runner=cast("Runner", Away()), waiting=lambda: waiting)
    async with asking(away, "en") as client:
        assert (await client.get("/readyz")).status_code == status


async def test_it_is_ready_once_an_event_can_be_stored_and_the_tables_are_there(service: Service):
    assert await asyncio.wait_for(service.runner.wait_for(0, 5), 6)
    async with asking(service, "en") as client:
        assert (await client.get("/readyz")).json() == {"ready": True, "reasons": []}
