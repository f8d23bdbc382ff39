"""Recorders of what was processed: trackings alone, and trackings together with the events that came of it."""

import threading
import time
from collections.abc import Sequence
from typing import Any

from eventsourcing.persistence import ProcessRecorder, StoredEvent, Tracking, TrackingRecorder, WaitInterruptedError

from eventsourcing_nats.library.recording.recorders import NatsApplicationRecorder, NatsRecorder

_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.002, 0.1


class NatsTrackingRecorder(NatsRecorder, TrackingRecorder):
    """How far each upstream application was processed. Raises IntegrityError for what was processed already."""

    def insert_tracking(self, tracking: Tracking) -> None:
        self._insert([], tracking)

    def max_tracking_id(self, application_name: str) -> int | None:
        return self._call(self._inserter.trackings.last(application_name))

    def wait(
        self,
        application_name: str,
        notification_id: int | None,
        timeout: float = 1.0,
        interrupt: threading.Event | None = None,
    ) -> None:
        """Like the library's, but looks after milliseconds first: a projection is mostly as fast as that."""
        deadline, pause = time.monotonic() + timeout, _SHORTEST_PAUSE
        stopped = interrupt or threading.Event()
        while not self.has_tracking_id(application_name, notification_id):
            if stopped.wait(pause):
                raise WaitInterruptedError
            if time.monotonic() > deadline:
                raise TimeoutError(
                    f"notification {notification_id} of {application_name} not processed in {timeout:g} s"
                )
            pause = min(2 * pause, _LONGEST_PAUSE)


class NatsProcessRecorder(NatsTrackingRecorder, NatsApplicationRecorder, ProcessRecorder):
    """Stores new events together with the tracking of what caused them, both or neither, each tracking once."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        return self._insert(stored_events, kwargs.get("tracking"))
