"""Faults of a cluster of three: its leader steps down, servers are killed or stand still, one or all."""

import asyncio
import json
import random
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError

from tests.eventsourcing_nats.cluster import Cluster

_ANSWERS_WITHIN: Final = 30.0


@dataclass(frozen=True)
class Stream:
    """One stream of a cluster, as its operator sees it."""

    cluster: Cluster
    name: str

    async def leader(self) -> int:
        """The number of the server that leads it."""
        return int((await self._asked("INFO"))["cluster"]["leader"].removeprefix("n"))

    async def step_down(self, to: int | None = None) -> None:
        """Have another lead, or that one."""
        wish = {"placement": {"preferred": f"n{to}"}} if to is not None else {}
        await self._asked("LEADER.STEPDOWN", wish)

    async def led_by(self, number: int) -> None:
        """Return once that server leads it and the others have all that it has."""
        deadline = time.monotonic() + _ANSWERS_WITHIN
        while True:
            found = (await self._asked("INFO"))["cluster"]
            if found["leader"] == f"n{number}" and all(each["current"] for each in found["replicas"]):
                return
            assert time.monotonic() < deadline, f"n{number} does not lead {self.name}: {found}"
            if found["leader"] != f"n{number}":
                await self.step_down(number)
            await asyncio.sleep(0.2)

    async def _asked(self, verb: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """JetStream's answer, asked for until there is one: while a leader is elected there is none."""
        subject, payload = f"$JS.API.STREAM.{verb}.{self.name}", json.dumps(body).encode() if body else b""
        deadline = time.monotonic() + _ANSWERS_WITHIN
        async with _client(self.cluster) as client:
            while True:
                try:
                    answer = json.loads((await client.request(subject, payload, timeout=1)).data)
                    if "error" not in answer and (verb != "INFO" or answer["cluster"].get("leader")):
                        return answer
                except (NatsError, TimeoutError) as error:
                    answer = repr(error)
                assert time.monotonic() < deadline, f"{subject}: {answer}"
                await asyncio.sleep(0.1)


@asynccontextmanager
async def _client(cluster: Cluster) -> AsyncIterator[Client]:
    async def ignored(_: Exception) -> None: ...

    client = await nats.connect(cluster.url.split(","), error_cb=ignored, max_reconnect_attempts=-1)
    try:
        yield client
    finally:
        await client.close()


@dataclass(frozen=True)
class StepDown:
    """The leader steps down amid appends, up to four times."""

    stream: Stream
    name: str = "step-down"

    async def strike(self, chance: random.Random) -> None:
        for _ in range(chance.randint(1, 4)):
            await self.stream.step_down()
            await asyncio.sleep(chance.uniform(0.1, 0.8))


@dataclass(frozen=True)
class NodeKilled:
    """kill -9 of the leader or of one that follows; back after a moment."""

    stream: Stream
    leads: bool

    @property
    def name(self) -> str:
        return "leader killed" if self.leads else "follower killed"

    async def strike(self, chance: random.Random) -> None:
        number = (await self.stream.leader() + (0 if self.leads else chance.choice((1, 2)))) % 3
        await asyncio.to_thread(self.stream.cluster.kill, number)
        await asyncio.sleep(chance.uniform(0.5, 3))
        self.stream.cluster.start(number)


@dataclass(frozen=True)
class LeaderPaused:
    """The leader stands still while another is elected, then wakes and believes it still leads."""

    stream: Stream
    name: str = "leader paused"

    async def strike(self, chance: random.Random) -> None:
        server = self.stream.cluster.servers[await self.stream.leader()]
        server.send_signal(signal.SIGSTOP)
        try:
            await asyncio.sleep(chance.uniform(1, 8))
        finally:
            server.send_signal(signal.SIGCONT)


@dataclass(frozen=True)
class AllKilled:
    """kill -9 of all three at once."""

    stream: Stream
    name: str = "all killed"

    async def strike(self, chance: random.Random) -> None:
        await asyncio.to_thread(self.stream.cluster.kill_all)
        await asyncio.sleep(chance.uniform(0, 2))
        for number in range(3):
            self.stream.cluster.start(number)
