"""The longest that may be said beside a body travels over real HTTP; what is longer is refused by the server itself."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from api.app import create_app
from api.service import Service
from gongdan.service.api_server import ApiServer, take_port
from gongdan.service.http_protocol import LONGEST_HEAD
from tests.api.conftest import OPERATORS_TOKEN
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

LONGEST_SIGN = "𫝀"
"""Four bytes in UTF-8, twelve in an address."""


@pytest.fixture
async def server(service: Service) -> AsyncIterator[ApiServer]:
    made = ApiServer(create_app(service), take_port(0, "GONGDAN_API_PORT"))
    serving = made.begin()
    yield made
    await made.stop()
    await serving


@pytest.fixture
async def agent(server: ApiServer) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {OPERATORS_TOKEN}", "Gongdan-As": "a-001:agent", "Accept-Language": "zh"}
    async with httpx.AsyncClient(base_url=server.url, headers=headers) as client:
        yield client


def said(name: int, late: int) -> dict[str, str]:
    return {"name": LONGEST_SIGN * (name - 4) + ".log", "late": LONGEST_SIGN * late}


async def test_everything_at_its_longest_is_taken(agent: httpx.AsyncClient):
    number = await opened(agent, occurred="2024-05-01T09:30:00+08:00", late="补登")
    longest = {"Idempotency-Key": "k" * 200, "If-Match": ", ".join(['"1"'] * 80)}
    then = {"occurred": "2024-05-01T10:00:00+08:00"}
    answer = await agent.post(
        f"/tickets/{number}/attachments", params=said(60, 2000) | then, content=b"E01", headers=longest
    )
    assert answer.status_code == 201
    assert answer.json()["events"][0]["late"] == LONGEST_SIGN * 2000


@pytest.mark.parametrize(("name", "late", "field"), [(301, 1, "name"), (60, 2001, "late")])
async def test_what_is_longer_than_its_field_is_named(agent: httpx.AsyncClient, name: int, late: int, field: str):
    answer = await agent.post(f"/tickets/{await opened(agent)}/attachments", params=said(name, late), content=b"E01")
    wrong = is_problem(answer, 422, "not-valid")
    assert [(error["field"], error["code"]) for error in wrong["errors"]] == [(field, "string_too_long")]


async def test_a_head_that_does_not_end_is_refused_in_plain_text_and_cut_off(server: ApiServer):
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.url.rpartition(":")[2]))
    writer.write(b"GET /register?text=" + b"x" * LONGEST_HEAD)
    head, _, body = (await asyncio.wait_for(reader.read(), 5)).partition(b"\r\n\r\n")
    writer.close()
    assert head.startswith(b"HTTP/1.1 400 ")
    assert b"content-type: text/plain" in head
    assert body == b"Invalid HTTP request received."
