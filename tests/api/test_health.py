"""Ready means that an event can be stored and the tables are shown."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from api.app import create_app
from api.service import Service


def asking(service: Service, language: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app(service))
    return httpx.AsyncClient(transport=transport, base_url="http://test", headers={"Accept-Language": language})


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("en", "No event can be stored now: no majority of the nats-servers is there."),
        ("zh", "现在无法记录事件：nats-server 中没有多数在线。"),
    ],
)
async def test_it_is_not_ready_while_no_event_could_be_stored_though_the_log_can_be_read(
    service: Service, language: str, reason: str
):
    async with asking(replace(service, can_store=lambda: False), language) as client:
        answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "reasons": [reason]})
    assert "retry-after" in answer.headers


async def test_it_is_ready_once_an_event_can_be_stored_and_the_tables_are_there(service: Service):
    assert await asyncio.wait_for(service.runner.wait_for(0, 5), 6)
    async with asking(service, "en") as client:
        assert (await client.get("/readyz")).json() == {"ready": True, "reasons": []}
