"""Pages that are open: the memory that each takes of the service, and how soon all of them know of a change."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median
from typing import Final
from urllib.parse import urlsplit

from bench.pages.beside.comparing import open_ticket
from bench.pages.serving import AGENT, Served
from bench.report import Figure

LIVE: Final = "/desk/live"
GOAL: Final = 60
"""kB of memory a page."""
SOON: Final = 1_000
"""Milliseconds from the request that changes something until every page knows."""
_FEW: Final = 50
"""As many are opened at once."""
_TOLD: Final = b"event: changed"

Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def measure(service: Served, clients: int) -> list[Figure]:
    """Each open page against each of the first few, and the last to be told against the median."""
    async with _open(service, 1):
        await _changed(service)
    before = service.memory()
    async with _open(service, _FEW) as first:
        few = (service.memory() - before) / len(first)
        async with _open(service, clients - _FEW) as rest:
            each = (service.memory() - before) / clients
            took = await _told(service, [*first, *rest])
    return [
        Figure(f"memory a live page, of {clients:,}", each / 1000, f"of {_FEW}", few / 1000, "kB", goal=GOAL),
        Figure(f"the last of {clients:,} told", max(took), "the median of them", median(took), "ms", goal=SOON),
    ]


@asynccontextmanager
async def _open(service: Served, clients: int) -> AsyncIterator[list[Stream]]:
    streams: list[Stream] = []
    try:
        while len(streams) < clients:
            some = min(_FEW, clients - len(streams))
            streams += await asyncio.gather(*(_one(service) for _ in range(some)))
        yield streams
    finally:
        for _, writer in streams:
            writer.close()


async def _one(service: Served) -> Stream:
    """As a browser's EventSource asks."""
    where = urlsplit(service.url)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = (
        f"GET {LIVE} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {service.cookie}\r\nAccept: text/event-stream\r\n\r\n"
    )
    writer.write(head.encode())
    said = await reader.readuntil(b"\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 200"), said
    await reader.readuntil(b"retry: ")
    return reader, writer


async def _told(service: Served, streams: list[Stream]) -> list[float]:
    """Milliseconds from the request for an opening until each knows of it."""
    waiting = [asyncio.create_task(_when_told(reader)) for reader, _ in streams]
    began = time.perf_counter()
    await _changed(service)
    return [(at - began) * 1000 for at in await asyncio.gather(*waiting)]


async def _when_told(reader: asyncio.StreamReader) -> float:
    await reader.readuntil(_TOLD)
    return time.perf_counter()


async def _changed(service: Served) -> None:
    async with service.program(AGENT) as talk:
        answer = await open_ticket(talk)
        assert answer.status == 201, answer.body
