"""Ours and the other help desk in turn: tickets taken in and pages of 25, as many at once on the same cores."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final
from uuid import uuid4

from bench.pages.beside.bare import bare_route, talk
from bench.pages.beside.installing import NAME, NotInstallable
from bench.pages.beside.running import Other, other_desk
from bench.pages.looking import REGISTER
from bench.pages.serving import AGENT, Served
from bench.pages.talking import Answer, Job, Talk, worked
from bench.report import Figure, compared

OPENED: Final = 10
LISTED: Final = 12
"""Times the other's rate, at the least."""
_OPENING, _LOOKING = 64, 16
"""As many at once."""
_CALL: Final = json.dumps(
    {
        "channel": "phone",
        "kind": "fault",
        "summary": "空调漏水",
        "description": "空调漏水，昨晚开始，客户很着急。",
        "contact": {"name": "张伟", "email": "c@example.com"},
    }
).encode()


async def measure(folder: Path, ours: Served, seconds: float, rounds: int) -> list[Figure]:
    """Nothing where the other can't be installed, and it is said why."""
    try:
        with other_desk(folder, ours.tickets) as other:
            return [await _opened(ours, other, seconds, rounds), await _listed(ours, other, seconds, rounds)]
    except NotInstallable as reason:
        print(f"{NAME} is left out, as it can't be installed: {reason}", flush=True)
        return []


async def _opened(ours: Served, other: Other, seconds: float, rounds: int) -> Figure:
    return await compared(
        f"tickets opened, {_OPENING} at once",
        _rate(lambda: ours.program(AGENT), open_ticket, _OPENING, seconds, 201),
        NAME,
        _while_at_rest(ours, _rate(other.talk, other.open, _OPENING, seconds, 201)),
        rounds=rounds,
        reach=OPENED,
    )


async def limit(folder: Path, ours: Served, seconds: float, rounds: int) -> Figure:
    """What no service of these libraries in one process can pass on these cores."""
    with bare_route(folder) as bare:
        return await compared(
            f"the same openings, {_OPENING} at once",
            _rate(lambda: ours.program(AGENT), open_ticket, _OPENING, seconds, 201),
            "a bare route that stores one message",
            _while_at_rest(ours, _rate(lambda: talk(bare), open_ticket, _OPENING, seconds, 201)),
            rounds=rounds,
        )


async def _listed(ours: Served, other: Other, seconds: float, rounds: int) -> Figure:
    return await compared(
        f"25 of {ours.tickets:,} tickets, {_LOOKING} at once",
        _rate(ours.plain_browser, _list, _LOOKING, seconds, 200),
        f"{NAME}, rows only",
        _rate(other.talk, other.list, _LOOKING, seconds, 200),
        rounds=rounds,
        reach=LISTED,
    )


def _while_at_rest(ours: Served, measured: Callable[[], Awaitable[float]]) -> Callable[[], Awaitable[float]]:
    """What follows openings is done first: the other's rate is of a machine that does nothing else."""

    async def rested() -> float:
        await asyncio.to_thread(ours.rest)
        return await measured()

    return rested


def _rate(
    talks: Callable[[], Talk], job: Job, at_once: int, seconds: float, expected: int
) -> Callable[[], Awaitable[float]]:
    async def measured() -> float:
        began = time.perf_counter()
        done = await worked(talks, at_once, seconds, job, expected=expected)
        return done / (time.perf_counter() - began)

    return measured


async def open_ticket(talk: Talk) -> Answer:
    return await talk.post("/tickets", _CALL, "application/json", Idempotency_Key=str(uuid4()))


async def _list(talk: Talk) -> Answer:
    return await talk.get(f"{REGISTER}?limit=25")
