"""Eight processes act on one ticket at the same moment, round after round: one wins each, and no update is lost."""

import asyncio
import json
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.application import CommandMetadata, TicketDesk
from domain.ticket.commands import OpenTicket
from domain.ticket.vocabulary import Channel
from eventsourcing_nats import EventLog, LogSettings
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from tests.conftest import log_settings
from tests.eventsourcing_nats.cluster import Cluster
from tests.faults.load import ACTOR

RACERS = 8
ROUNDS_A_TICKET = 20
"""A stale racer loads the whole history anew, which would be most of the work on a long one."""


@pytest.mark.parametrize("rounds", [100, pytest.param(1000, marks=[pytest.mark.slow, pytest.mark.timeout(400)])])
async def test_one_of_eight_processes_wins_each_round(
    nats_server: NatsServer, prefix: str, keys: KeyStore, tmp_path: Path, rounds: int
) -> None:
    await race(log_settings(nats_server, prefix), keys, tmp_path / "keys.db", rounds)


@pytest.mark.cluster
@pytest.mark.slow
@pytest.mark.timeout(400)
async def test_one_of_eight_processes_wins_each_round_on_three_servers(
    cluster: Cluster, prefix: str, keys: KeyStore, tmp_path: Path
) -> None:
    await race(cluster.settings(prefix), keys, tmp_path / "keys.db", 1000)


async def race(settings: LogSettings, keys: KeyStore, path: Path, rounds: int) -> None:
    async with await EventLog.open(settings) as log, AsyncExitStack() as stack:
        store = NatsEventStore(log, EventMapper(keys), settings.prefix)
        desk = TicketDesk(store, zone=ZoneInfo("Asia/Shanghai"))
        asked = {"settings": known(settings), "keys": str(path)}
        racers = [await stack.enter_async_context(racer(asked)) for _ in range(RACERS)]
        assert await asyncio.gather(*(line_of(each) for each in racers)) == ["ready"] * RACERS
        began = time.monotonic()
        for ticket in range(rounds // ROUNDS_A_TICKET):
            opened = await desk.open(
                OpenTicket(channel=Channel.PHONE, summary="x"), CommandMetadata(f"{ticket}", ACTOR)
            )
            won = [await winner(racers, opened.number, version) for version in range(1, ROUNDS_A_TICKET + 1)]
            history = await store.load(f"ticket-{opened.number}", fresh=True)
            assert [event.envelope.id for event in history.events[1:]] == won
        print(f"\n{RACERS} processes, {rounds} rounds, {rounds / (time.monotonic() - began):.0f} rounds/s")


async def winner(racers: list[Process], number: str, version: int) -> str:
    """The id of the one event that was stored."""
    for each in racers:
        assert each.stdin
        each.stdin.write(f"{number} {version}\n".encode())
    said = await asyncio.gather(*(line_of(each) for each in racers))
    [won] = [word for word in said if word != "stale"]
    return won


def known(settings: LogSettings) -> dict[str, Any]:
    names = ("url", "user", "password", "prefix", "replicas", "patience")
    return {name: getattr(settings, name) for name in names}


@asynccontextmanager
async def racer(asked: dict[str, Any]) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.racer", json.dumps(asked), stdin=PIPE, stdout=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def line_of(process: Process) -> str:
    assert process.stdout
    return (await process.stdout.readline()).decode().strip()
