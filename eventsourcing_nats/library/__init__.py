"""The synchronous face for the eventsourcing library: recorders and their factory over the asynchronous log."""

from eventsourcing_nats.library.conflicts import FreshAfterConflict
from eventsourcing_nats.library.recording.named import NamedEvent
from eventsourcing_nats.library.recording.processing import NatsProcessRecorder, NatsTrackingRecorder
from eventsourcing_nats.library.recording.recorders import NatsAggregateRecorder, NatsApplicationRecorder

__all__ = [
    "FreshAfterConflict",
    "NamedEvent",
    "NatsAggregateRecorder",
    "NatsApplicationRecorder",
    "NatsProcessRecorder",
    "NatsTrackingRecorder",
]
