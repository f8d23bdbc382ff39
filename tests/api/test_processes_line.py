"""Who asks for a process map waits for a place; a line as long as it may be takes no more."""

import asyncio

import pytest

from api.manners.problems import ApiProblem
from api.processes.line import Line


async def test_who_waits_has_a_turn_and_a_full_line_says_come_again():
    line, going, done = Line(most=1, waiting=1), asyncio.Event(), list[str]()

    async def one(name: str) -> None:
        async with line.turn():
            await going.wait()
            done.append(name)

    tasks = [asyncio.create_task(one(name)) for name in ("first", "second")]
    await asyncio.sleep(0)
    with pytest.raises(ApiProblem) as refused:
        await one("third")
    assert (refused.value.code, refused.value.status) == ("too-many-maps", 503)
    going.set()
    await asyncio.gather(*tasks)
    await one("fourth")
    assert done == ["first", "second", "fourth"]


async def test_who_goes_away_leaves_the_line():
    line, going = Line(most=1, waiting=1), asyncio.Event()

    async def one() -> None:
        async with line.turn():
            await going.wait()

    tasks = [asyncio.create_task(one()) for _ in range(2)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(tasks[1], return_exceptions=True)
    tasks.append(asyncio.create_task(one()))
    await asyncio.sleep(0)
    going.set()
    assert await asyncio.gather(tasks[0], tasks[2]) == [None, None]
