"""What two processes say to each other arrives whole and in order; whoever waits for one that is gone is told."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from structlog.testing import capture_logs

from domain.refusals import StoreUnavailable
from gongdan.failures import Failure
from gongdan.service.apart.channel import Channel, Gone, Hear


@asynccontextmanager
async def between(ours: dict[str, Hear], theirs: dict[str, Hear]) -> AsyncIterator[tuple[Channel, Channel]]:
    one, other = socket.socketpair()
    here, there = await Channel.on(one), await Channel.on(other)
    tasks = [asyncio.create_task(here.hear(ours)), asyncio.create_task(there.hear(theirs))]
    try:
        yield here, there
    finally:
        here.close()
        async with asyncio.timeout(5):
            await asyncio.gather(*tasks)


async def test_what_is_told_comes_in_order_however_long_it_is():
    came: list[Any] = []
    done = asyncio.Event()

    async def take(said: Any) -> None:
        came.append(said)
        if said == "last":
            done.set()

    said = [os.urandom(300_000), 1, None, {"工单": "售后"}, "last"]
    async with between({}, {"take": take}) as (here, _), asyncio.timeout(5):
        for each in said:
            here.tell("take", each)
        await done.wait()
    assert came == said


async def test_what_is_asked_is_answered_to_whoever_asked_though_the_first_takes_longest():
    async def wait(seconds: float) -> float:
        await asyncio.sleep(seconds)
        return seconds

    async with between({}, {"wait": wait}) as (here, _):
        asked = [here.ask("wait", seconds, within=5) for seconds in (0.05, 0.03, 0.0)]
        assert await asyncio.gather(*asked) == [0.05, 0.03, 0.0]


@pytest.mark.parametrize(
    ("raised", "comes"),
    [(Failure("port-busy", port=1, variable="X"), Failure), (LookupError("deadlines"), LookupError)],
    ids=["ours", "python's"],
)
async def test_what_the_other_raises_is_raised_here(raised: Exception, comes: type[Exception]):
    async def fail(_: None) -> None:
        raise raised

    async with between({}, {"fail": fail}) as (here, _):
        with pytest.raises(comes) as caught:
            await here.ask("fail", within=5)
    assert str(caught.value) == str(raised)


async def test_an_error_that_can_not_be_sent_is_still_an_error():
    class Odd(Exception):
        """Known nowhere else."""

    async def fail(_: None) -> None:
        raise Odd

    async with between({}, {"fail": fail}) as (here, _):
        with pytest.raises(RuntimeError, match="Odd"):
            await here.ask("fail", within=5)


async def test_who_asks_one_that_ends_or_says_nothing_is_told_so():
    asked = asyncio.Event()

    async def wait(_: None) -> None:
        asked.set()
        await asyncio.Event().wait()

    async with between({}, {"wait": wait}) as (here, there):
        with pytest.raises(Gone):
            await here.ask("wait", within=0.01)
        asking = asyncio.create_task(here.ask("wait", within=60))
        asked.clear()
        await asked.wait()
        there.close()
        with pytest.raises(Gone):
            await asking
        with pytest.raises(Gone):
            await here.ask("wait", within=60)
        here.tell("wait")  # harmless


async def test_one_that_can_not_be_dealt_with_holds_up_none_after_it():
    done = asyncio.Event()

    async def fail(_: None) -> None:
        raise StoreUnavailable("x")

    async def take(_: None) -> None:
        done.set()

    with capture_logs() as said:
        async with between({}, {"fail": fail, "take": take}) as (here, _), asyncio.timeout(5):
            here.tell("fail")
            here.tell("take")
            await done.wait()
    assert [(each["event"], each["what"]) for each in said] == [("channel_broke", "fail")]
