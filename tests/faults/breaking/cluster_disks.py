"""Faults of one disk of three: it fills up, or syncs no more, under the server that leads or under one that follows."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.faults.breaking.cluster import Stream
from tests.faults.breaking.disks import Disk
from tests.faults.breaking.syscalls import syncing_with


@dataclass(frozen=True)
class NodeFull:
    """Not a byte free on one server's disk for ``seconds``; then there is room, and the server is started again.

    A server that failed to write stores nothing until then: whoever runs it watches its ``/healthz``.
    """

    stream: Stream
    disks: Sequence[Disk]
    leads: bool
    seconds: tuple[float, float] = (2, 5)

    @property
    def name(self) -> str:
        return f"{_who(self.leads)}'s disk full"

    async def strike(self, chance: random.Random) -> None:
        number = await _one(self.stream, chance, leads=self.leads)
        await asyncio.to_thread(self.disks[number].fill)
        await asyncio.sleep(chance.uniform(*self.seconds))
        await asyncio.to_thread(self.disks[number].free)
        await _start_again(self.stream, number)


@dataclass(frozen=True)
class NodeSyncFails:
    """Every fsync of one server fails for ``seconds`` with EIO; then its disk is whole, and it is started again."""

    stream: Stream
    leads: bool
    seconds: tuple[float, float] = (2, 4)

    @property
    def name(self) -> str:
        return f"{_who(self.leads)}'s fsync fails"

    async def strike(self, chance: random.Random) -> None:
        number = await _one(self.stream, chance, leads=self.leads)
        trouble = f"error=EIO:when={chance.randint(1, 50)}+"
        async with syncing_with(self.stream.cluster.servers[number].pid, trouble):
            await asyncio.sleep(chance.uniform(*self.seconds))
        await _start_again(self.stream, number)


@dataclass(frozen=True)
class LeaderKilledBesideFull:
    """kill -9 of the leader while a follower's disk is full, so that one whole server is left; then both come back."""

    stream: Stream
    disks: Sequence[Disk]
    name: str = "leader killed beside a full follower"

    async def strike(self, chance: random.Random) -> None:
        leader = await self.stream.leader()
        follower = (leader + chance.choice((1, 2))) % 3
        await asyncio.to_thread(self.disks[follower].fill)
        await asyncio.sleep(chance.uniform(0.5, 2))
        await asyncio.to_thread(self.stream.cluster.kill, leader)
        await asyncio.sleep(chance.uniform(1, 4))
        self.stream.cluster.start(leader)
        await asyncio.to_thread(self.disks[follower].free)
        await _start_again(self.stream, follower)


def _who(leads: bool) -> str:
    return "leader" if leads else "follower"


async def _one(stream: Stream, chance: random.Random, *, leads: bool) -> int:
    """The leader's number, or a follower's."""
    return (await stream.leader() + (0 if leads else chance.choice((1, 2)))) % 3


async def _start_again(stream: Stream, number: int) -> None:
    await asyncio.to_thread(stream.cluster.kill, number)
    stream.cluster.start(number)
