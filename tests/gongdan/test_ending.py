"""A task that swallows a cancellation is asked again, and one that never ends holds up nobody."""

import asyncio

import pytest
from structlog.testing import capture_logs

from gongdan.ending import ended


async def stubborn(times: int) -> None:
    """Swallows so many cancellations."""
    for _ in range(times):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            continue
    await asyncio.sleep(60)


@pytest.mark.parametrize("times", [0, 1, 3])
async def test_a_task_that_swallows_a_cancellation_ends_all_the_same(times: int):
    task = asyncio.create_task(stubborn(times))
    await asyncio.sleep(0)
    await ended(task, within=0.05)
    assert task.cancelled()


async def test_what_it_raises_then_is_nobodys():
    async def fails() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            raise ValueError("late")

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await ended(task, within=0.05)
    assert task.done()


async def test_one_that_never_ends_is_left_and_that_is_said():
    task = asyncio.create_task(stubborn(100), name="stubborn")
    await asyncio.sleep(0)
    with capture_logs() as logs:
        await ended(task, within=0.01)
    assert [(each["event"], each["task"]) for each in logs] == [("task_not_ended", "stubborn")]
    for _ in range(100):
        task.cancel()
        await asyncio.sleep(0)
