"""Fan-out to 100 webhooks: from the outbox to their endpoints and back on record, against the requests alone."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from bench.report import Figure, compared
from consumers.webhooks.delivering.courier import TOGETHER, Courier
from consumers.webhooks.delivering.ledger import Ledger
from consumers.webhooks.messages import WebhookMessage
from consumers.webhooks.outbox.deliveries import Deliveries
from consumers.webhooks.outbox.readings import LIVE, Brought, Reading, Readings
from consumers.webhooks.port import Webhook, Why
from consumers.webhooks.reaching.addresses import networks
from consumers.webhooks.reaching.post import Post
from consumers.webhooks.signing.keys import KeyPair, SharedSecret
from projections.store import ReadStore

_WEBHOOKS: Final = 100
_BODY: Final = (
    '{"specversion":"1.0","type":"gongdan.ticket.ticket-closed.v1","data":{"number":"202405-00123"}}' + " " * 400
)
_KEYS: Final = (SharedSecret(b"s" * 32), KeyPair(b"p" * 32))


async def measure(folder: Path, messages: int, rounds: int) -> list[Figure]:
    """``messages`` for each of the webhooks."""
    await asyncio.to_thread(folder.mkdir)
    async with _taking() as url:
        places = count(1)

        async def fanned_out() -> float:
            return await _fanned_out(folder / f"{next(places)}.db", url, messages)

        return [
            await compared(
                f"deliveries to {_WEBHOOKS} webhooks: from the outbox, signed twice, on record",
                fanned_out,
                "the requests alone",
                lambda: _asked(url, messages),
                rounds=rounds,
            )
        ]


async def _fanned_out(place: Path, url: str, messages: int) -> float:
    """Deliveries a second."""
    with closing(ReadStore.open(place)) as store:
        readings, deliveries, now = Readings(store), Deliveries(store), datetime.now(UTC)
        webhooks = [Webhook(f"w{each}", url, lambda public: True, 0, keys=_KEYS) for each in range(_WEBHOOKS)]
        live = [Reading(each.name, LIVE, "epoch", 0) for each in webhooks]
        readings.begin(live, now)
        post, began = Post(networks("127.0.0.0/8")), time.perf_counter()
        told = [WebhookMessage(f"m{each}", each, f"t{each % 50}", "t", now, _BODY) for each in range(messages)]
        await asyncio.to_thread(readings.take, [Brought(each, told) for each in live], "epoch", 0, 1, now, now)
        ledger, subscriptions = Ledger(deliveries), _Subscribed(webhooks)
        clock = lambda: datetime.now(UTC)  # noqa: E731 -- said where it is used
        couriers = [Courier(each, deliveries, ledger, subscriptions, post, clock) for each in webhooks]
        await asyncio.gather(*(_delivered(each) for each in couriers))
        took = time.perf_counter() - began
        await post.close()
        assert deliveries.waiting() == {}
        return _WEBHOOKS * messages / took


async def _delivered(courier: Courier) -> None:
    while (until := await courier.go()) is not None:
        if until > datetime.now(UTC):
            raise AssertionError("not everything was taken at once")


async def _asked(url: str, messages: int) -> float:
    """Requests a second, as many at once."""
    post, body, began = Post(networks("127.0.0.0/8")), _BODY.encode(), time.perf_counter()

    async def one(whose: str) -> None:
        for _ in range(0, messages, TOGETHER):
            some = min(TOGETHER, messages)
            answers = await asyncio.gather(*(post.deliver(url, {"webhook-id": "m"}, body, whose) for _ in range(some)))
            assert all(answer.taken for answer in answers)

    await asyncio.gather(*(one(str(each)) for each in range(_WEBHOOKS)))
    took = time.perf_counter() - began
    await post.close()
    return _WEBHOOKS * messages / took


class _Subscribed:
    def __init__(self, webhooks: Sequence[Webhook]) -> None:
        self._webhooks = webhooks

    async def webhooks(self) -> Sequence[Webhook]:
        return self._webhooks

    async def disable(self, name: str, why: Why) -> None:
        raise AssertionError(name)


@asynccontextmanager
async def _taking() -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.taking", stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    try:
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}/hook"
    finally:
        process.kill()
        await process.wait()
