"""The library's endless iterator of notifications, over the log's follow."""

import concurrent.futures
import contextlib
from collections import deque
from collections.abc import Callable, Sequence

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription

from eventsourcing_nats.errors import StoreUnavailable
from eventsourcing_nats.library.recording.sequence import wanted
from eventsourcing_nats.library.threads.bridge import Bridge
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.records import LoggedEvent


class LogSubscription(Subscription[ApplicationRecorder]):
    """Blocks for new events; ``stop`` may be called from any thread and ends the iteration at once.

    So does closing the store, which is no error of those who wait.
    """

    def __init__(
        self,
        recorder: ApplicationRecorder,
        bridge: Bridge,
        log: EventLog,
        notification: Callable[[LoggedEvent], Notification],
        gt: int | None,
        topics: Sequence[str],
    ) -> None:
        super().__init__(recorder, gt, topics)
        self._bridge, self._log, self._notification = bridge, log, notification
        self._batches = log.follow(gt or 0)
        self._held: deque[Notification] = deque()
        self._waiting: concurrent.futures.Future[list[LoggedEvent]] | None = None

    def stop(self) -> None:
        super().stop()
        if waiting := self._waiting:
            waiting.cancel()

    def __exit__(self, *args: object, **kwargs: object) -> None:
        super().__exit__(*args, **kwargs)
        with contextlib.suppress(Exception):  # best effort: where the store is closed it has ended
            self._bridge.call(self._batches.aclose(), 2.0)

    def __next__(self) -> Notification:
        while not self._held and not self._has_been_stopped:
            self._take_batch()
        if self._has_been_stopped:
            raise StopIteration
        return self._held.popleft()

    def _take_batch(self) -> None:
        try:
            batch = self._awaited()
        except concurrent.futures.CancelledError:
            self._has_been_stopped = True
            return
        except StoreUnavailable:
            if not (self._bridge.closed or self._log.closed):
                raise
            self._has_been_stopped = True
            return
        self._held += [self._notification(event) for event in batch if wanted(event, self._topics)]

    def _awaited(self) -> list[LoggedEvent]:
        self._waiting = waiting = self._bridge.submit(self._next_batch())
        try:
            if self._has_been_stopped:
                waiting.cancel()
            return waiting.result()
        finally:
            self._waiting = None

    async def _next_batch(self) -> list[LoggedEvent]:
        return await anext(self._batches)
