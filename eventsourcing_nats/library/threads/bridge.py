"""What callers without an event loop hold on to: its thread ends with the last of them."""

import concurrent.futures
import weakref
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from eventsourcing_nats.library.threads.looping import LoopThread

T = TypeVar("T")


class Bridge:
    """Runs coroutines for other threads.

    Closed when nobody holds it any more, as the library's projection runner forgets to, and at the latest, within a
    few seconds, when the interpreter ends.
    """

    def __init__(self) -> None:
        self._thread = LoopThread()
        self.close: Callable[[], None] = weakref.finalize(self, self._thread.close)

    @property
    def closed(self) -> bool:
        return self._thread.closed

    def submit(self, work: Coroutine[Any, Any, T]) -> concurrent.futures.Future[T]:
        """Start ``work`` over there. Raises StoreUnavailable when closed."""
        return self._thread.submit(work)

    def call(self, work: Coroutine[Any, Any, T], within: float) -> T:
        """The result of ``work``. Raises what it raises, TimeoutError after ``within`` seconds or when closed."""
        future = self.submit(work)
        try:
            return future.result(within)
        except concurrent.futures.CancelledError:
            raise TimeoutError("the store was closed meanwhile") from None
        except BaseException:
            future.cancel()
            raise

    def at_end(self, ending: Callable[[], Awaitable[None]]) -> None:
        """Await ``ending`` over there when it closes, for a second at most."""
        self._thread.at_end(ending)
