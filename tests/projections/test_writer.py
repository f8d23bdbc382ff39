"""Work in a thread is waited for when its caller is cancelled, and its failure then bothers nobody."""

import asyncio
import gc
import threading

import pytest

from projections.running.writer import unbroken


async def test_a_cancelled_caller_waits_for_work_that_fails_and_nothing_is_left_unretrieved():
    begun, go_on, complaints = threading.Event(), threading.Event(), []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))

    def work() -> None:
        begun.set()
        go_on.wait(5)
        raise OSError("the disk is full")

    caller = asyncio.create_task(unbroken(work))
    await asyncio.to_thread(begun.wait, 5)
    caller.cancel()
    await asyncio.sleep(0.05)
    assert not caller.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await caller
    del caller
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []
