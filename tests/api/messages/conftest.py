"""The micro service over the API of these tests, with the rights that it has on a real nats-server, and who asks it."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import nats
import pytest
from nats.aio.client import Client

from api.app import all_routes, create_app
from api.messages.answering import Answering
from api.messages.operations import Operations
from api.service import Service
from gongdan.answering.micro import Micro
from gongdan.answering.schemas import schemas
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.services import SERVICE
from gongdan.nats_servers.users import ANSWERING
from tests.api.conftest import OPERATORS_TOKEN

PREFIX = "gongdan"
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def status(self) -> int:
        return int(self.headers["Gongdan-Status"])

    @property
    def said(self) -> Json:
        return json.loads(self.body)

    @property
    def code(self) -> str:
        """Of a problem: it says the same in its headers."""
        assert self.headers["Content-Type"] == "application/problem+json"
        assert self.headers["Nats-Service-Error-Code"] == str(self.said["status"]) == str(self.status)
        assert self.headers["Nats-Service-Error"] == self.said["code"]
        return self.said["code"]


@dataclass(frozen=True, slots=True)
class Asker:
    """Acts for somebody over NATS, as the operator may."""

    client: Client
    staff: str | None
    token: str | None = OPERATORS_TOKEN
    language: str = "en"

    async def ask(self, subject: str, body: Any = None, *, headers: dict[str, str] | None = None, **path: Any) -> Told:
        said: Json = {"path": path} if path else {}
        if body is not None:
            said["body"] = body
        return await self.send(subject, json.dumps(said).encode(), headers)

    async def look(self, subject: str, query: Json | None = None, **path: Any) -> Told:
        return await self.send(subject, json.dumps({"path": path, "query": query or {}}).encode())

    async def send(self, subject: str, payload: bytes, headers: dict[str, str] | None = None) -> Told:
        signed = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        acting = {"Gongdan-As": self.staff} if self.staff else {}
        all_headers = {"Accept-Language": self.language, **signed, **acting, **(headers or {})}
        answer = await self.client.request(f"{PREFIX}-do.{subject}", payload, timeout=30, headers=all_headers)
        return Told(dict(answer.headers or {}), answer.data)


By = Callable[..., Asker]


async def connected(server: NatsServer, user: str, refused: list[str] | None = None) -> Client:
    async def note(error: Exception) -> None:
        if refused is not None:
            refused.append(str(error).lower())

    password = server.passwords.of(user)
    return await nats.connect(
        server.url, user=user, password=password, inbox_prefix=f"_INBOX_{user}", error_cb=note, allow_reconnect=False
    )


@pytest.fixture
def answering(service: Service) -> Answering:
    return Answering(create_app(service), Operations(all_routes()))


@pytest.fixture
async def micro(nats_server: NatsServer, answering: Answering) -> AsyncIterator[Micro]:
    client = await connected(nats_server, ANSWERING)
    serving = Micro(client, answering, PREFIX, schemas())
    async with serving.serving("1.2.3.dev4"):
        yield serving
    await client.close()


@pytest.fixture
async def by(nats_server: NatsServer, micro: Micro) -> AsyncIterator[By]:
    """Who asks, as ``STAFF:ROLE``, with the rights of programs that ask."""
    async with AsyncExitStack() as stack:
        client = await connected(nats_server, SERVICE)
        stack.push_async_callback(client.close)

        def asker(staff: str | None = None, **more: Any) -> Asker:
            return Asker(client, staff, **more)

        yield asker
