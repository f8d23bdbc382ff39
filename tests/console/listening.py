"""A page that stays open: the console on a port of its own, and a client of its stream of changes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from api.app import create_app
from api.service import Service
from gongdan.console.app import Beside, create_console
from gongdan.console.live.hub import Hub
from gongdan.service.api_server import ApiServer, take_port
from tests.api.conftest import OPERATORS_TOKEN


@dataclass(frozen=True)
class Served:
    """A console that listens."""

    server: ApiServer
    hub: Hub

    @asynccontextmanager
    async def signed_in(self, acting: str) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(base_url=self.server.url, headers={"Accept-Language": "en"}) as client:
            said = {"token": OPERATORS_TOKEN, "acting": acting}
            answer = await client.post("/desk/sign-in", data=said, headers={"Origin": self.server.url})
            assert answer.status_code == 303
            yield client


@asynccontextmanager
async def served(service: Service) -> AsyncIterator[Served]:
    console = create_console(service)
    hub: Hub = console.state.live
    made = ApiServer(Beside(create_app(service), console), take_port(0, "GONGDAN_API_PORT"), leaving=hub.end)
    serving = made.begin()
    yield Served(made, hub)
    await made.stop()
    await serving


@dataclass
class Stream:
    """What is told, one by one; ``last`` is the id that a browser would go on with."""

    lines: AsyncIterator[str]
    last: str = ""

    async def next(self) -> tuple[str, dict[str, Any]]:
        """The next event and what it says. Raises StopAsyncIteration at the end."""
        name, said = "", ""
        async with asyncio.timeout(20):
            while (line := await anext(self.lines)) or not said:
                field, _, value = line.partition(": ")
                match field:
                    case "id":
                        self.last = value
                    case "event":
                        name = value
                    case "data":
                        said = value
                    case _:
                        pass
        return name, json.loads(said)


@asynccontextmanager
async def listening(client: httpx.AsyncClient, after: str = "", last: str = "") -> AsyncIterator[Stream]:
    headers = {"Last-Event-ID": last} if last else {}
    async with client.stream("GET", "/desk/live", params={"after": after}, headers=headers, timeout=30) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = answer.aiter_lines()
        assert await anext(lines) == "retry: 2000"
        assert await anext(lines) == ""
        yield Stream(lines)
