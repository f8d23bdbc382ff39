"""Keeps the embedded nats-server running: started again on its port, ever more patiently, when it dies or fails."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

from gongdan.nats_servers.embedded import NatsServer, ServerFailed
from gongdan.watching.kept import kept

log = structlog.get_logger(__name__)

_LOOK: Final = 0.1
_ASK: Final = 2.0
"""Seconds between asking a living server whether it can serve."""
_FIRST_PAUSE: Final = 0.2
_LONGEST_PAUSE: Final = 10.0
_STEADY: Final = 30.0
"""Seconds after which a server counts as running well, and the next failure as a first one."""


class Supervisor:
    """Of one nats-server. Its methods belong in the main thread: the child ends with the thread that made it."""

    def __init__(self, server: NatsServer) -> None:
        self.server = server
        self._watching: asyncio.Task[None] | None = None

    async def start(self, ready: Callable[[], None] = lambda: None) -> None:
        """``ready`` is called once no orphan is left, and may refuse. Raises ServerFailed; then nothing is running."""
        await asyncio.to_thread(self.server.end_orphan)
        ready()
        await self._start()
        self._watching = asyncio.create_task(kept("nats-server", self._watch))

    async def stop(self) -> None:
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await asyncio.to_thread(self.server.stop)

    async def _start(self) -> None:
        self.server.spawn()
        await asyncio.to_thread(self.server.wait)

    async def _watch(self) -> None:
        loop = asyncio.get_running_loop()
        pause, since = _FIRST_PAUSE, loop.time()
        while True:
            await self._trouble()
            pause = _FIRST_PAUSE if loop.time() - since > _STEADY else min(pause * 2, _LONGEST_PAUSE)
            log.info("nats_server_restarting", restart_in=pause)
            await asyncio.sleep(pause)
            since = loop.time()
            await self._restart()

    async def _trouble(self) -> None:
        """Return, having said why, once the server is dead, or has said twice that it can't serve.

        After a failed write or sync (a full disk) nats-server 2.15.1 stores nothing more until it is started again,
        though there be room again.
        """
        loop, before = asyncio.get_running_loop(), None
        asked = loop.time()
        while self.server.alive:
            await asyncio.sleep(_LOOK)
            if loop.time() - asked < _ASK:
                continue
            complaint = await asyncio.to_thread(self.server.complaint)
            if complaint and complaint == before:
                log.error("nats_server_unhealthy", url=self.server.url, why=complaint)
                return
            asked, before = loop.time(), complaint
        log.error("nats_server_died", url=self.server.url, code=self._code())

    async def _restart(self) -> None:
        try:
            await asyncio.to_thread(self.server.stop)
            await self._start()
        except (ServerFailed, OSError) as error:
            log.error("nats_server_not_restarted", why=str(error))

    def _code(self) -> int | None:
        return self.server.process.returncode if self.server.process else None
