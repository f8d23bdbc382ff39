"""The API over a real event store, real projections and real tokens, called in this process."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import update

from api.app import create_app
from api.callers import Caller
from api.service import Service
from api.tables.past import Past
from domain.application import TicketDesk
from domain.policy.choice import Choice
from domain.ticket.follow_code import follow_code
from eventsourcing_nats import EventLog, LogSettings
from gongdan.access.acting import OPERATOR, OPERATOR_ROLES
from gongdan.access.identity import identify
from gongdan.access.tokens import TokenSigner
from gongdan.attachments.admitting.limits import Limits
from gongdan.attachments.for_tickets import TicketFiles
from gongdan.attachments.opening import open_attachments
from gongdan.bodies.logged import LoggedBodies
from gongdan.cli.past.words import WORDS
from gongdan.documents.printer import Printer
from gongdan.nats_servers.embedded import NatsServer
from gongdan.policies.for_api import RulesOfTheProgram
from gongdan.policies.in_force import PoliciesInForce
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from projections.registry import PROJECTIONS
from projections.runner import Runner
from projections.running import bookkeeping
from projections.running.build import Build
from projections.store import ReadStore

SIGNER = TokenSigner(b"a key for tests")
OPERATORS_TOKEN = SIGNER.mint(OPERATOR, OPERATOR_ROLES, 3600, run="this run")

As = Callable[..., httpx.AsyncClient]
"""A client that acts as ``STAFF:ROLE``, of a team; None for the operator, with a token of one's own for another."""


@cache
def _tables() -> bytes:
    """A database in which every read model stands at the beginning: to make them for each test takes longer than it."""
    with tempfile.TemporaryDirectory() as folder:
        with closing(ReadStore.open(Path(folder) / "read.db")) as made, made.write() as connection:
            for projection in PROJECTIONS:
                Build.live(projection).start(connection, "", datetime.now(UTC))
        return (Path(folder) / "read.db").read_bytes()


@pytest.fixture
async def service(nats_server: NatsServer, prefix: str, tmp_path: Path) -> AsyncIterator[Service]:
    user = nats_server.credentials
    where = LogSettings(nats_server.url, user.user, user.password, prefix=prefix, patience=10.0, request_timeout=2.0)
    async with AsyncExitStack() as stack:
        log = await stack.enter_async_context(await EventLog.open(where))
        keys = KeyStore.open(tmp_path / "keys.db", b"k" * 32)
        stack.callback(keys.close)
        store = NatsEventStore(log, EventMapper(keys), prefix)
        (tmp_path / "read.db").write_bytes(_tables())
        read = ReadStore.open(tmp_path / "read.db", lambda kind, value: keys.pseudonym(f"find-{kind}", value))
        stack.callback(read.close)
        with read.write() as connection:
            connection.execute(update(bookkeeping.POSITIONS).values(epoch=store.epoch))
        runner = Runner(store, read, epoch=store.epoch, clock=lambda: datetime.now(UTC))
        task = asyncio.create_task(runner.run())
        stack.push_async_callback(ended, task)
        policies = PoliciesInForce(store, Choice())
        zone = ZoneInfo("Asia/Shanghai")
        vault = await open_attachments(Settings(home=tmp_path), keys)
        desk = TicketDesk(store, zone=zone, policies=policies)
        desk.tickets_of = none_to_be_kept
        yield Service(
            desk=desk,
            attachments=TicketFiles(vault, policies, Limits.parsed("other=1")),
            rules=RulesOfTheProgram(store, policies),
            log=store,
            replaying=LoggedBodies(log, EventMapper(keys), keys),
            read=read,
            past=Past(store, read, zone),
            runner=runner,
            stopped=lambda: None,
            can_store=lambda: True,
            identify=identify(SIGNER, "this run"),
            zone=zone,
            version="0",
            documents=Printer(),
            words=WORDS,
            code_of=lambda number: follow_code(keys.pseudonym("follow-code", number)),
        )


async def none_to_be_kept(customer: str) -> list[str]:
    """As though the years of all tickets were over."""
    return []


async def ended(task: "asyncio.Task[Any]") -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def act_as(service: Service) -> AsyncIterator[As]:
    transport = httpx.ASGITransport(create_app(service), raise_app_exceptions=False)
    async with AsyncExitStack() as stack:

        def of_team(team: str) -> httpx.ASGITransport:
            def identified(token: str, acting: str | None) -> Caller:
                return replace(service.identify(token, acting), teams=frozenset({team}))

            return httpx.ASGITransport(create_app(replace(service, identify=identified)), raise_app_exceptions=False)

        def client(
            staff: str | None = None, *, token: str = OPERATORS_TOKEN, language: str = "en", team: str | None = None
        ) -> httpx.AsyncClient:
            headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
            if staff:
                headers["Gongdan-As"] = staff
            through = of_team(team) if team else transport
            made = httpx.AsyncClient(transport=through, base_url="http://test", headers=headers)
            stack.push_async_callback(made.aclose)
            return made

        yield client


@pytest.fixture
def agent(act_as: As) -> httpx.AsyncClient:
    return act_as("a-001:agent")


@pytest.fixture
def supervisor(act_as: As) -> httpx.AsyncClient:
    return act_as("s-001:supervisor")
