"""Faults of one nats-server's process: it dies, or it stands still."""

import asyncio
import os
import random
import signal
from dataclasses import dataclass

from gongdan.nats_servers.embedded import NatsServer


@dataclass(frozen=True)
class Killed:
    """kill -9, and a start after at most ``away`` seconds."""

    server: NatsServer
    away: float = 0.3
    name: str = "kill -9"

    async def strike(self, chance: random.Random) -> None:
        await asyncio.to_thread(self.server.kill)
        await asyncio.sleep(chance.uniform(0, self.away))
        await asyncio.to_thread(self.server.start)


@dataclass(frozen=True)
class Paused:
    """SIGSTOP for ``seconds`` at least and at most: its connections stand, and nothing answers."""

    server: NatsServer
    seconds: tuple[float, float]
    name: str = "pause"

    async def strike(self, chance: random.Random) -> None:
        assert self.server.process
        pid = self.server.process.pid
        os.kill(pid, signal.SIGSTOP)
        try:
            await asyncio.sleep(chance.uniform(*self.seconds))
        finally:
            os.kill(pid, signal.SIGCONT)
