"""A thread that runs an event loop, for work that other threads hand over."""

import asyncio
import concurrent.futures
import contextlib
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from eventsourcing_nats.errors import StoreUnavailable

T = TypeVar("T")

_CLOSE_WITHIN = 3.0
_END_WITHIN = 1.0


class LoopThread:
    """Work crosses in a queue, and the loop is woken once for all that has gathered there."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._queue: deque[tuple[Coroutine[Any, Any, Any], concurrent.futures.Future[Any]]] = deque()
        self._woken, self._closed = False, False
        self._lock = threading.Lock()
        self._endings: list[Callable[[], Awaitable[None]]] = []
        self._thread = threading.Thread(target=self._run, name="eventsourcing_nats", daemon=True)
        self._thread.start()

    @property
    def closed(self) -> bool:
        """Whether it takes nothing more."""
        return self._closed

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Start ``work`` over there. Raises StoreUnavailable when closed."""
        future: concurrent.futures.Future[T] = concurrent.futures.Future()
        with self._lock:
            if self._closed:
                work.close()
                raise StoreUnavailable("the store is closed: make a new factory")
            self._queue.append((work, future))
            wake, self._woken = not self._woken, True
        if wake:
            with contextlib.suppress(RuntimeError):  # closed meanwhile, which takes what is queued
                self._loop.call_soon_threadsafe(self._take)
        return future

    def at_end(self, ending: Callable[[], Awaitable[None]]) -> None:
        """Await ``ending`` over there when it closes, for a second at most."""
        self._endings.append(ending)

    def close(self) -> None:
        """End all that runs there within a few seconds; harmless when repeated, and from any thread.

        The interpreter may call it over there too, when it collects a forgotten application.
        """
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._loop.call_soon_threadsafe(self._loop.stop)
        if threading.current_thread() is not self._thread:
            self._thread.join(_CLOSE_WITHIN)

    def _take(self) -> None:
        with self._lock:
            self._woken = False
            taken = list(self._queue)
            self._queue.clear()
        for work, future in taken:
            _tie(self._loop.create_task(work), future, self._loop)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._take()
            self._loop.run_until_complete(self._end())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()

    async def _end(self) -> None:
        """Closing connections ends what waits for them; what still runs is cancelled."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_END_WITHIN):
                await asyncio.gather(*(ending() for ending in self._endings), return_exceptions=True)
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=_END_WITHIN)


def _tie(task: asyncio.Task[T], future: concurrent.futures.Future[T], loop: asyncio.AbstractEventLoop) -> None:
    """What becomes of the task becomes of the future; cancelling the future cancels the task."""

    def done(task: asyncio.Task[T]) -> None:
        if task.cancelled():
            future.cancel()
            future.set_running_or_notify_cancel()
            return
        error = task.exception()  # asked also where nobody waits any more, else it is reported as never retrieved
        if future.set_running_or_notify_cancel():
            if error:
                future.set_exception(error)
            else:
                future.set_result(task.result())

    def cancelled(future: concurrent.futures.Future[T]) -> None:
        if future.cancelled() and not task.done():
            with contextlib.suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(task.cancel)

    task.add_done_callback(done)
    future.add_done_callback(cancelled)
