"""Speaks HTTP over connections that stay open, with as little of this process's own time as can be."""

import asyncio
import gzip
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

_LARGEST: Final = 2**20
"""Bytes of an answer's headers."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``first``: seconds until its first byte; ``sent``: all its bytes as they came, headers included."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    first: float
    sent: int

    @property
    def plain(self) -> bytes:
        """What it says, uncompressed."""
        return gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body

    @property
    def text(self) -> str:
        return self.plain.decode()


class Talk:
    """One connection, one request at a time; opened again where the other side closed it after an answer."""

    def __init__(self, url: str, **headers: str) -> None:
        """``headers`` go with every request, their names with ``_`` for ``-``."""
        where = urlsplit(url)
        self._host, self._port = where.hostname or "", where.port or 80
        self._lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._close()

    async def get(self, address: str) -> Answer:
        return await self._ask(f"GET {address}", b"")

    async def post(self, address: str, body: bytes, kind: str, **headers: str) -> Answer:
        more = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
        return await self._ask(f"POST {address}", body, f"Content-Type: {kind}\r\n{more}")

    async def _ask(self, what: str, body: bytes, more: str = "") -> Answer:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self._host, self._port, limit=_LARGEST)
        reader, writer = self._streams
        head = f"{what} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n{self._lines}{more}"
        began = time.perf_counter()
        writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        said = await reader.readuntil(b"\r\n\r\n")
        first = time.perf_counter() - began
        status, headers = _head(said)
        content = await reader.readexactly(int(headers.get("content-length", "0")))
        if headers.get("connection", "").lower() == "close":
            self._close()
        return Answer(status, headers, content, first, len(said) + len(content))

    def _close(self) -> None:
        if self._streams:
            self._streams[1].close()
        self._streams = None


def _head(said: bytes) -> tuple[int, dict[str, str]]:
    """Every answer of a page says how long it is: nothing else is read here."""
    first, *lines = said.decode("latin-1").rstrip("\r\n").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.lower(): value.strip() for name, _, value in pairs}
    assert "transfer-encoding" not in headers, said
    return int(first.split(" ", 2)[1]), headers


Job = Callable[[Talk], Awaitable[Answer]]


async def worked(talks: Callable[[], Talk], at_once: int, seconds: float, job: Job, *, expected: int) -> int:
    """How many times a job was done by so many connections at once, in at least so many seconds."""
    until, done = time.perf_counter() + seconds, 0

    async def work() -> None:
        nonlocal done
        async with talks() as talk:
            while time.perf_counter() < until:
                answer = await job(talk)
                assert answer.status == expected, (answer.status, answer.headers, answer.body[:500])
                done += 1

    await asyncio.gather(*(work() for _ in range(at_once)))
    return done
