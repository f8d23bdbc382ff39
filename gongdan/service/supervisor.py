"""Keeps the embedded nats-server running: started again, ever more patiently, on the same port when it dies."""

import asyncio
from collections.abc import Callable
from typing import Final

import structlog

from gongdan.nats_servers.embedded import NatsServer, ServerFailed

log = structlog.get_logger(__name__)

_LOOK: Final = 0.1
_FIRST_PAUSE: Final = 0.2
_LONGEST_PAUSE: Final = 10.0
_STEADY: Final = 30.0
"""Seconds after which a server counts as running well, and the next death as a first one."""


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
        self._watching = asyncio.create_task(self._watch())

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
            await asyncio.sleep(_LOOK)
            if self.server.alive:
                continue
            pause = _FIRST_PAUSE if loop.time() - since > _STEADY else min(pause * 2, _LONGEST_PAUSE)
            log.error("nats_server_died", url=self.server.url, code=self._code(), restart_in=pause)
            await asyncio.sleep(pause)
            since = loop.time()
            await self._restart()

    async def _restart(self) -> None:
        try:
            await self._start()
        except (ServerFailed, OSError) as error:
            log.error("nats_server_not_restarted", why=str(error))

    def _code(self) -> int | None:
        return self.server.process.returncode if self.server.process else None
