"""Reactions on a real nats-server, with the rights that they have there, and what is counted of them kept apart."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from consumers.reaction import Reaction
from domain.application import TicketDesk
from eventsourcing_nats import EventLog
from gongdan.composition import Broker, log_settings, open_store
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import API, OPERATIONS
from gongdan.service.reacting import Reacting, open_reacting
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

Begin = Callable[..., AbstractAsyncContextManager[Reacting]]


@pytest.fixture
async def settings(own_server: NatsServer, tmp_path: Path) -> Settings:
    """Of a home whose log is there."""
    made = Settings(home=tmp_path)
    signing_in = log_settings(made, Broker.of(own_server).signed_in_as(OPERATIONS), create=True)
    async with await EventLog.open(signing_in):
        return made


@pytest.fixture
async def desk(settings: Settings, own_server: NatsServer, keys: KeyStore) -> AsyncIterator[TicketDesk]:
    """As the API has it."""
    async with open_store(settings, Broker.of(own_server), keys, user=API) as opened:
        yield opened.desk


@pytest.fixture
def begin(settings: Settings, own_server: NatsServer, keys: KeyStore) -> Begin:
    """Starts the reactions: the deadlines, and these besides."""

    @asynccontextmanager
    async def begun(*reactions: Reaction) -> AsyncIterator[Reacting]:
        async with open_reacting(settings, Broker.of(own_server), keys, more=lambda _: reactions) as reacting:
            await asyncio.wait_for(reacting.going.wait(), 20)
            yield reacting

    return begun


async def until(true: Callable[[], Awaitable[bool]], within: float = 30.0) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + within
    while not await true():
        assert time.monotonic() < deadline, "it never came to be so"
        await asyncio.sleep(0.05)
