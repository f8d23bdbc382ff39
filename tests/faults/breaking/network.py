"""A bad network between the program and its nats-server: a proxy that delays, resets and swallows."""

import asyncio
import random
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Self

_PIECE: Final = 65536


class Proxy:
    """Listens on loopback and passes on to ``upstream``; ``delay`` seconds a piece, nothing while ``open`` is unset."""

    def __init__(self, upstream: int) -> None:
        self.upstream, self.port, self.delay = upstream, 0, 0.0
        self.open = asyncio.Event()
        self.open.set()
        self._writers: set[asyncio.StreamWriter] = set()

    @classmethod
    @asynccontextmanager
    async def before(cls, upstream: int) -> AsyncIterator[Self]:
        proxy = cls(upstream)
        server = await asyncio.start_server(proxy._connected, "127.0.0.1", 0)
        proxy.port = server.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            server.close()
            proxy.reset()

    def reset(self) -> None:
        """End every connection with a RST, whatever is on its way."""
        for writer in self._writers:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        await asyncio.gather(self._pass(reader, there_writer), self._pass(there_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            while piece := await reader.read(_PIECE):
                await asyncio.sleep(self.delay)
                await self.open.wait()
                writer.write(piece)
                await writer.drain()
        except OSError:
            pass
        finally:
            self._writers.discard(writer)
            writer.close()


@dataclass(frozen=True)
class Slow:
    """Every piece takes up to a quarter of a second longer, either way."""

    proxy: Proxy
    name: str = "latency"

    async def strike(self, chance: random.Random) -> None:
        self.proxy.delay = chance.uniform(0.02, 0.25)
        await asyncio.sleep(chance.uniform(0.5, 1.5))
        self.proxy.delay = 0.0


@dataclass(frozen=True)
class Reset:
    """All connections are reset, up to five times."""

    proxy: Proxy
    name: str = "reset"

    async def strike(self, chance: random.Random) -> None:
        for _ in range(chance.randint(1, 5)):
            self.proxy.reset()
            await asyncio.sleep(chance.uniform(0, 0.3))


@dataclass(frozen=True)
class BlackHole:
    """Nothing passes and nothing breaks, for ``seconds``; what was held back then arrives, late, or never does."""

    proxy: Proxy
    seconds: tuple[float, float]
    name: str = "black hole"

    async def strike(self, chance: random.Random) -> None:
        self.proxy.open.clear()
        await asyncio.sleep(chance.uniform(*self.seconds))
        if chance.random() < 0.5:
            self.proxy.reset()
        self.proxy.open.set()
