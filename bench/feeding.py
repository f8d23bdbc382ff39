"""The public feed: how fast a log is told, how soon partners hear of an append, and a hundred of them at once."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Final
from uuid import uuid4

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg

from bench.desk import ACTOR, CALL
from bench.months import Months, open_months
from bench.report import Figure
from consumers.feed.relay import Relay, Telling
from domain.application import CommandMetadata
from eventsourcing_nats.broker.client import settled
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import log_settings
from gongdan.feeding.channel import Channel
from gongdan.feeding.outlet import NatsOutlet
from gongdan.nats_servers.users import CONSUMERS, OPERATIONS, PARTNER
from gongdan.reacting.declared import feed_stream
from gongdan.reacting.making import make_ready

SUBSCRIBERS: Final = 100
_NAME: Final = "urn:gongdan:log:bench"
_BARE: Final = "bare"
"""Not on the feed, which a relay leaves where another told it something."""
_BODY: Final = b"x" * 400
"""About the size of a public event."""
_PAUSE: Final = 0.02
"""Seconds between two appends whose way is measured, so that none waits for another."""
_STILL: Final = 0.5
"""Seconds without a message after which all have come."""


class Listeners:
    """On connections of their own, all in this process; who has heard of what, and when the last message came."""

    def __init__(self, user: str, subject: str) -> None:
        self._user, self._subject, self._clients = user, subject, list[Client]()
        self._came, self._whole = Counter[str](), defaultdict[str, asyncio.Event](asyncio.Event)
        self.messages, self.last = 0, 0.0

    async def join(self, months: Months) -> None:
        client = await _connected(months, self._user)
        await client.subscribe(self._subject, cb=self._hear)
        await settled(client)
        self._clients.append(client)

    async def leave(self) -> None:
        for client in self._clients:
            await client.close()

    async def heard(self, number: str) -> None:
        """Until all of them have heard of it."""
        await asyncio.wait_for(self._whole[number].wait(), 60)

    async def _hear(self, message: Msg) -> None:
        self.messages, self.last = self.messages + 1, time.perf_counter()
        number = message.subject.rpartition(".")[2]
        self._came[number] += 1
        if self._came[number] >= len(self._clients):
            self._whole[number].set()


async def measure(folder: Path, per_day: float, times: int, rounds: int) -> list[Figure]:
    """On a log of two made-up months."""
    async with open_months(folder, per_day) as months:
        await make_ready(log_settings(months.settings, months.broker.signed_in_as(OPERATIONS)), ())
        pairs = [(await _told(months), await _followed(months)) for _ in range(rounds)]
        told, followed = (median(rates) for rates in zip(*pairs, strict=True))
        figures = [Figure(f"relay, {months.end:,} events of the log", told, "following and decoding them", followed)]
        for many in (1, SUBSCRIBERS):
            figures += await _soon(months, many, times)
        return [*figures, await _fanned_out(months)]


async def _told(months: Months) -> float:
    """Events of the log a second, told to an empty feed."""
    await _empty(months)
    began = time.perf_counter()
    async with _relaying(months, months.end):
        return months.end / (time.perf_counter() - began)


async def _followed(months: Months) -> float:
    began, found = time.perf_counter(), 0
    async for batch in months.opened.store.follow(0, until=months.end):
        found += len(batch)
    return found / (time.perf_counter() - began)


async def _soon(months: Months, many: int, times: int) -> list[Figure]:
    """From the request for an opening to the last of so many partners, beside a bare publish to as many; in ms."""
    ours, bare = list[float](), list[float]()
    async with (
        _relaying(months, await months.opened.log.end()),
        _partners(months, many) as partners,
        _others(months, many) as others,
        _publisher(months) as publisher,
    ):
        for _ in range(times):
            ours.append(await _timed(_opened(months, partners)))
            bare.append(await _timed(_published(publisher, others)))
            await asyncio.sleep(_PAUSE)
    whom = "one partner" if many == 1 else f"the last of {many}"
    return [
        Figure(f"opening to {whom}, median", median(ours), "a bare publish", median(bare), "ms"),
        Figure(f"opening to {whom}, 99 of 100", _most(ours), "a bare publish", _most(bare), "ms"),
    ]


async def _timed(work: Awaitable[None]) -> float:
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1000


def _most(times: Sequence[float]) -> float:
    return quantiles(times, n=100)[98]


async def _opened(months: Months, partners: Listeners) -> None:
    metadata = CommandMetadata(str(uuid4()), ACTOR, frozenset({"agent"}))
    await partners.heard((await months.opened.desk.open(CALL, metadata)).number)


async def _published(publisher: Client, partners: Listeners) -> None:
    number = str(uuid4())
    await publisher.publish(f"{_BARE}.{number}", _BODY)
    await partners.heard(number)


async def _fanned_out(months: Months) -> Figure:
    """Messages a second that come to all partners while the whole log is told, beside as many bare publishes."""
    async with _partners(months, SUBSCRIBERS) as partners:
        ours, came = await _delivered(partners, _told(months))
    async with _others(months, SUBSCRIBERS) as others, _publisher(months) as publisher:
        bare, _ = await _delivered(others, _many(publisher, came // SUBSCRIBERS))
    return Figure(f"delivered to {SUBSCRIBERS} partners", ours, "bare publishes to them", bare)


async def _delivered(partners: Listeners, work: Awaitable[object]) -> tuple[float, int]:
    """Messages a second, and how many."""
    before, began = partners.messages, time.perf_counter()
    await work
    while time.perf_counter() - max(partners.last, began) < _STILL:  # noqa: ASYNC110 -- nobody says which is the last
        await asyncio.sleep(0.05)
    came = partners.messages - before
    return came / (partners.last - began), came


async def _many(publisher: Client, many: int) -> None:
    for place in range(many):
        await publisher.publish(f"{_BARE}.{place}", _BODY)
        if place % 500 == 499:
            await publisher.flush()
    await publisher.flush()


async def _empty(months: Months) -> None:
    """The stream is made anew, as the servers know for two minutes what they were told."""
    async with _publisher(months) as client:
        jetstream, name = client.jetstream(), feed_stream(months.settings.prefix)
        config = (await jetstream.stream_info(name)).config
        await jetstream.delete_stream(name)
        await jetstream.add_stream(config)


def _partners(months: Months, many: int) -> AbstractAsyncContextManager[Listeners]:
    return _listening(months, Listeners(PARTNER, "gongdan-feed.>"), many)


def _others(months: Months, many: int) -> AbstractAsyncContextManager[Listeners]:
    """Who hear what is published with no feed between."""
    return _listening(months, Listeners(OPERATIONS, f"{_BARE}.>"), many)


@asynccontextmanager
async def _listening(months: Months, listeners: Listeners, many: int) -> AsyncIterator[Listeners]:
    try:
        for _ in range(many):
            await listeners.join(months)
        yield listeners
    finally:
        await listeners.leave()


@asynccontextmanager
async def _publisher(months: Months) -> AsyncIterator[Client]:
    """With all rights."""
    client = await _connected(months, OPERATIONS)
    try:
        yield client
    finally:
        await client.close()


async def _connected(months: Months, user: str) -> Client:
    password = months.broker.signed_in_as(user).password
    return await nats.connect(months.broker.url, user=user, password=password, inbox_prefix=f"_INBOX_{user}")


@asynccontextmanager
async def _relaying(months: Months, to: int) -> AsyncIterator[None]:
    """A relay that has told all up to a position, and goes on."""
    settings = log_settings(months.settings, months.broker.signed_in_as(CONSUMERS))
    connection = await Connection.open(settings, "feed")
    outlet = NatsOutlet(connection, Channel.public(months.settings.prefix), _NAME)
    relay = Relay(months.opened.store, outlet, Telling.of_the_public_feed(months.settings.prefix, _NAME))
    task = asyncio.create_task(relay.run())
    try:
        while relay.position < to and not task.done():  # noqa: ASYNC110 -- nobody tells us
            await asyncio.sleep(0.005)
        if task.done():
            task.result()
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await connection.close()
