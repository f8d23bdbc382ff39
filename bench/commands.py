"""Commands through the desk: decided, encrypted, chained and stored, against single publishes."""

import asyncio
import time
from collections.abc import Iterator
from itertools import cycle
from zoneinfo import ZoneInfo

from bench.desk import CALL, Bench
from bench.raw import Raw
from bench.report import Figure, compared
from domain.application import TicketDesk
from domain.ticket.commands import AddNote

_AT_ONCE = 64
_TICKETS = 1_024
"""So many that none grows beyond some dozens of events, as tickets are."""


async def measure(bench: Bench, raw: Raw, times: int, rounds: int) -> list[Figure]:
    answers = await asyncio.gather(*(bench.desk.open(CALL, bench.metadata()) for _ in range(_TICKETS)))
    numbers = cycle([answer.number for answer in answers])
    reference = "js.publish of nats-py, as many writers"
    return [
        await compared(
            "command on a warm ticket, one at a time",
            lambda: noted(bench, bench.desk, numbers, 1, times),
            reference,
            lambda: raw.published(1, times),
            rounds=rounds,
            reach=0.7,
        ),
        await compared(
            "command on a warm ticket, 64 at once",
            lambda: noted(bench, bench.desk, numbers, _AT_ONCE, 16 * times),
            reference,
            lambda: raw.published(_AT_ONCE, 16 * times),
            rounds=rounds,
            reach=1.2,
        ),
        await compared(
            "command on a cold ticket, 64 at once",
            lambda: noted(bench, cold(bench), numbers, _AT_ONCE, _TICKETS // 2),
            "the same on warm tickets",
            lambda: noted(bench, bench.desk, numbers, _AT_ONCE, _TICKETS // 2),
            rounds=1,
        ),
        await compared(
            "opening, 64 at once: number, keys, event",
            lambda: opened(bench, 4 * times),
            reference,
            lambda: raw.published(_AT_ONCE, 4 * times),
            rounds=rounds,
        ),
    ]


def cold(bench: Bench) -> TicketDesk:
    """A desk that has seen no ticket yet."""
    return TicketDesk(bench.store, zone=ZoneInfo("Asia/Shanghai"))


async def noted(bench: Bench, desk: TicketDesk, numbers: Iterator[str], writers: int, times: int) -> float:
    """Commands a second, each on the next ticket."""

    async def write() -> None:
        for _ in range(times // writers):
            await desk.handle(next(numbers), AddNote(text="客户来电询问进度"), bench.metadata())

    began = time.perf_counter()
    await asyncio.gather(*(write() for _ in range(writers)))
    return times // writers * writers / (time.perf_counter() - began)


async def opened(bench: Bench, times: int) -> float:
    """Tickets a second."""

    async def write() -> None:
        for _ in range(times // _AT_ONCE):
            await bench.desk.open(CALL, bench.metadata())

    began = time.perf_counter()
    await asyncio.gather(*(write() for _ in range(_AT_ONCE)))
    return times // _AT_ONCE * _AT_ONCE / (time.perf_counter() - began)
