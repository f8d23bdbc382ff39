"""An event loop in a thread of its own, for callers without one."""

import asyncio
import atexit
import concurrent.futures
import threading
import weakref
from collections.abc import Coroutine
from typing import Any, TypeVar

from eventsourcing_nats.errors import StoreUnavailable

T = TypeVar("T")

_CLOSE_WITHIN = 3.0


class Bridge:
    """Runs coroutines for other threads. Closed at the latest when the interpreter ends, within a few seconds."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="eventsourcing_nats", daemon=True)
        self._closed = False
        self._thread.start()
        _open.add(self)

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Start ``work`` over there. Raises StoreUnavailable when closed."""
        if self._closed:
            work.close()
            raise StoreUnavailable("the store is closed: make a new factory")
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, work: Coroutine[Any, Any, T], within: float) -> T:
        """The result of ``work``. Raises what it raises, and TimeoutError after ``within`` seconds."""
        future = self.submit(work)
        try:
            return future.result(within)
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        """End all that runs there and the thread; harmless when repeated."""
        if self._closed:
            return
        self._closed = True
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_CLOSE_WITHIN)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            tasks = asyncio.all_tasks(self._loop)
            for task in tasks:
                task.cancel()
            self._loop.run_until_complete(asyncio.wait(tasks, timeout=1.0) if tasks else asyncio.sleep(0))
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.close()


_open: "weakref.WeakSet[Bridge]" = weakref.WeakSet()


@atexit.register
def _close_all() -> None:
    for bridge in list(_open):
        bridge.close()
