"""Faults of one nats-server's process: it dies, or it stands still."""

import asyncio
import os
import random
import signal
from dataclasses import dataclass

from gongdan.nats_servers.embedded import NatsServer
from tests.standing_still import stand_still


@dataclass(frozen=True)
class Killed:
    """kill -9, and a start after ``away`` seconds, at least and at most."""

    server: NatsServer
    away: tuple[float, float] = (0.0, 0.3)
    name: str = "kill -9"

    async def strike(self, chance: random.Random) -> None:
        await asyncio.to_thread(self.server.kill)
        await asyncio.sleep(chance.uniform(*self.away))
        await asyncio.to_thread(self.server.start)


@dataclass(frozen=True)
class Paused:
    """SIGSTOP for ``seconds`` at least and at most: its connections stand, and nothing answers."""

    server: NatsServer
    seconds: tuple[float, float]
    name: str = "pause"

    async def strike(self, chance: random.Random) -> None:
        pid = stop(self.server)
        try:
            await asyncio.sleep(chance.uniform(*self.seconds))
        finally:
            os.kill(pid, signal.SIGCONT)


def stop(server: NatsServer) -> int:
    """Until it stands still; the process id."""
    assert server.process
    stand_still(server.process.pid)
    return server.process.pid
