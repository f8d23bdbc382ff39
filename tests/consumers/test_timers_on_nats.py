"""Timers on a real nats-server: told once, late by less than a second, moved, taken back, there after kill -9."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nats
import psutil
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from consumers.timers.messages import Subjects, read
from consumers.timers.on_nats import NatsTimers
from consumers.timers.port import Timer
from consumers.timers.told import Told
from eventsourcing_nats import ConfigDrift
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, log_settings
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.users import CONSUMERS, OPERATIONS
from gongdan.reacting.declared import of_timers, timers_stream
from gongdan.reacting.making import make_ready
from gongdan.reacting.publishing import Publishing
from gongdan.settings import Settings
from tests.consumers.conftest import until

STREAM = timers_stream("gongdan")
SUBJECTS = Subjects("gongdan", "deadlines")


class Clockmaker:
    """Sets timers and hears of them, with the rights of the reactions."""

    def __init__(self, server: NatsServer, client: Client) -> None:
        self.server, self.client = server, client
        publishing = Publishing(client.jetstream, STREAM, lambda: True)
        self.timers = NatsTimers(publishing, SUBJECTS, lambda: datetime.now(UTC))

    async def set_all(self, timers: Iterable[Timer]) -> None:
        """Some hundreds on their way at once."""
        some = asyncio.Semaphore(300)

        async def one(timer: Timer) -> None:
            async with some:
                await self.timers.set(timer)

        await asyncio.gather(*map(one, timers))

    async def told(self, count: int, within: float = 10.0) -> list[Msg]:
        """So many, taken."""
        inbox = f"_INBOX_{CONSUMERS}.".encode()
        taking = await self.client.jetstream().pull_subscribe(
            SUBJECTS.told, durable="deadlines", stream=STREAM, inbox_prefix=inbox
        )
        found: list[Msg] = []
        async with asyncio.timeout(within):
            while len(found) < count:
                try:
                    found += await taking.fetch(count - len(found), timeout=0.5)
                except TimeoutError:
                    continue
        for message in found:
            await message.ack_sync()
        return found

    async def holds(self, count: int) -> bool:
        """Whether it answers, and that so many wait."""
        try:
            return await self.waiting() == count
        except (NatsError, OSError):
            return False

    async def waiting(self) -> int:
        return (await self.client.jetstream().stream_info(STREAM)).state.messages


async def clockmaker(server: NatsServer) -> Clockmaker:
    client = await nats.connect(
        server.url,
        user=CONSUMERS,
        password=server.passwords.of(CONSUMERS),
        inbox_prefix=f"_INBOX_{CONSUMERS}",
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.1,
    )
    return Clockmaker(server, client)


@pytest.fixture
async def made(own_server: NatsServer, tmp_path: Path) -> AsyncIterator[Clockmaker]:
    settings = log_settings(Settings(home=tmp_path), Broker.of(own_server).signed_in_as(OPERATIONS))
    await make_ready(settings, [of_timers("gongdan", "deadlines")])
    await make_ready(settings, [of_timers("gongdan", "deadlines")])
    found = await clockmaker(own_server)
    yield found
    await found.client.close()


def ahead(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def lateness(message: Msg) -> float:
    timer = read(message.data)
    assert timer
    return (message.metadata.timestamp - timer.at).total_seconds()


async def test_a_timer_is_told_once_at_its_time_with_what_it_was_given(made: Clockmaker):
    timer = Timer("ticket-202405-00123", ahead(0.5), {"why": "首次响应"})
    await made.timers.set(timer)
    [message] = await made.told(1)
    assert read(message.data) == timer
    assert 0 <= lateness(message) < 1
    assert await made.waiting() == 0


async def test_the_last_time_that_was_set_counts_and_the_same_again_costs_no_message(made: Clockmaker):
    late, soon = Timer("k", ahead(60)), Timer("k", ahead(0.5))
    await made.timers.set(late)
    before = (await made.client.jetstream().stream_info(STREAM)).state.last_seq
    await made.timers.set(late)
    assert (await made.client.jetstream().stream_info(STREAM)).state.last_seq == before
    await made.timers.set(soon)
    assert await made.waiting() == 1
    [message] = await made.told(1)
    assert read(message.data) == soon


async def test_what_was_taken_back_is_not_told(made: Clockmaker):
    await made.timers.set(Timer("gone", ahead(0.4)))
    await made.timers.cancel("gone")
    await made.timers.cancel("never-set")
    await made.timers.set(Timer("stays", ahead(0.6)))
    told = [read(message.data) for message in await made.told(3)]
    assert [timer.key for timer in told if timer] == ["stays"]
    assert await made.waiting() == 0


async def test_a_time_that_has_passed_is_told_at_once(made: Clockmaker):
    await made.timers.set(Timer("past", ahead(-86_400)))
    [message] = await made.told(1, within=2)
    timer = read(message.data)
    assert timer
    assert timer.key == "past"


async def test_all_that_were_told_are_seen_together_without_being_taken(made: Clockmaker):
    keys = [f"t-{number}" for number in range(1_500)]
    await made.set_all(Timer(key, ahead(-1)) for key in keys)
    told, found = Told(made.client, STREAM, SUBJECTS), list[str]()
    async with asyncio.timeout(20):
        while len(found) < len(keys):
            found += await told.news()
    assert sorted(found) == sorted(keys)
    assert await told.news() == []
    assert await made.waiting() == len(keys)


@pytest.mark.parametrize("count", [10_000, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.timeout(900)
async def test_many_timers_wait_and_are_told_within_a_second_after_kill_9(
    made: Clockmaker, count: int, capsys: pytest.CaptureFixture[str]
):
    server = made.server
    assert server.process
    empty = rss(server)
    began = asyncio.get_running_loop().time()
    await made.set_all(Timer(f"far-{each}", ahead(86_400 + each)) for each in range(count))
    setting = asyncio.get_running_loop().time() - began
    full = rss(server)
    server.kill()
    began = asyncio.get_running_loop().time()
    server.start(timeout=120)
    again = asyncio.get_running_loop().time() - began
    await until(lambda: made.holds(count))
    for each in range(100):
        await made.timers.set(Timer(f"near-{each}", ahead(2 + each / 100)))
    told = await made.told(100, within=60)
    late = sorted(lateness(message) for message in told)
    assert {timer.key for message in told if (timer := read(message.data))} == {f"near-{each}" for each in range(100)}
    assert await made.waiting() == count
    with capsys.disabled():
        print(
            f"\n{count} timers: set in {setting:.1f} s; nats-server {empty / 1e6:.0f} MB -> {full / 1e6:.0f} MB, "
            f"{rss(server) / 1e6:.0f} MB after kill -9 and a start of {again:.2f} s; "
            f"100 told {late[0] * 1000:.0f} to {late[-1] * 1000:.0f} ms late"
        )
    assert late[0] >= 0
    assert late[-1] < 1


def rss(server: NatsServer) -> int:
    assert server.process
    return psutil.Process(server.process.pid).memory_info().rss


@pytest.mark.parametrize(("field", "value"), [("max_age", 600_000_000_000), ("max_msgs", 5), ("max_bytes", 1_000_000)])
async def test_a_stream_of_timers_that_loses_some_is_not_taken_for_ours(
    made: Clockmaker, tmp_path: Path, field: str, value: int
):
    settings = log_settings(Settings(home=tmp_path), Broker.of(made.server).signed_in_as(OPERATIONS))
    connection = await Connection.open(settings, "test")
    live = (await api.call(connection, f"STREAM.INFO.{STREAM}"))["config"]
    await api.call(connection, f"STREAM.UPDATE.{STREAM}", {**live, field: value})
    await connection.close()
    with pytest.raises(ConfigDrift, match=field):
        await make_ready(settings, [])
