"""Found by ``PERSISTENCE_MODULE=eventsourcing_nats``: makes the recorders of an application."""

from typing import Any, TypeVar

from eventsourcing.domain import TAggregateID
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    EventStore,
    InfrastructureFactory,
    Mapper,
    NotSupportedError,
    ProcessRecorder,
)
from eventsourcing.utils import Environment, EnvType, TopicError, resolve_topic

from eventsourcing_nats.errors import StoreUnavailable
from eventsourcing_nats.library import options
from eventsourcing_nats.library.recording.ids import IdType
from eventsourcing_nats.library.recording.processing import NatsProcessRecorder, NatsTrackingRecorder
from eventsourcing_nats.library.recording.recorders import NatsAggregateRecorder, NatsApplicationRecorder, NatsRecorder
from eventsourcing_nats.library.snapshots import SnapshotStore
from eventsourcing_nats.library.threads.bridge import Bridge
from eventsourcing_nats.log import EventLog

TRecorder = TypeVar("TRecorder", bound=NatsRecorder)


class Factory(InfrastructureFactory[NatsTrackingRecorder]):
    """Recorders on NATS JetStream, by the environment variables in ``options.py`` (table in README.md).

    Raises OSError for a value that makes no sense; the recorders raise what :meth:`EventLog.open` raises.
    """

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        self.settings = options.settings(self.env)
        self._ids: IdType = options.id_type(self.env)
        self._bridge: Bridge | None = None
        self._logs: dict[str, EventLog] = {}

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        if purpose not in ("events", "snapshots"):
            raise NotSupportedError(f"eventsourcing_nats records events and snapshots, not {purpose!r}")
        return self._recorder(NatsAggregateRecorder, purpose)

    def application_recorder(self) -> ApplicationRecorder:
        return self._recorder(self._class(self.APPLICATION_RECORDER_TOPIC, NatsApplicationRecorder))

    def tracking_recorder(
        self, tracking_recorder_class: type[NatsTrackingRecorder] | None = None
    ) -> NatsTrackingRecorder:
        kind: type[Any] = tracking_recorder_class or self._class(self.TRACKING_RECORDER_TOPIC, NatsTrackingRecorder)
        if not issubclass(kind, NatsTrackingRecorder):
            raise NotSupportedError(f"{kind.__name__} tracks elsewhere: derive it from {NatsTrackingRecorder.__name__}")
        return self._recorder(kind)

    def process_recorder(self) -> ProcessRecorder:
        return self._recorder(self._class(self.PROCESS_RECORDER_TOPIC, NatsProcessRecorder))

    def event_store(
        self, mapper: Mapper[TAggregateID] | None = None, recorder: AggregateRecorder | None = None
    ) -> EventStore[TAggregateID]:
        store = super().event_store(mapper, recorder)
        kept = store.recorder
        return SnapshotStore(store.mapper, kept) if isinstance(kept, NatsAggregateRecorder) and kept.gaps else store

    def close(self) -> None:
        """Close connections and thread; recorders made here end with it."""
        bridge, self._bridge, self._logs = self._bridge, None, {}
        if bridge:
            bridge.close()

    def _recorder(self, kind: type[TRecorder], purpose: str = "events") -> TRecorder:
        bridge = self._bridge = self._bridge or Bridge()
        log = self._log(bridge, purpose)
        return kind(bridge, log, patience=self.settings.patience, ids=self._ids, gaps=purpose == "snapshots")

    def _log(self, bridge: Bridge, purpose: str) -> EventLog:
        if purpose not in self._logs:
            opening = EventLog.open if purpose == "events" else EventLog.open_snapshots
            within = 3 * self.settings.patience + 5
            try:
                self._logs[purpose] = bridge.call(opening(self.settings), within)
            except TimeoutError:
                raise StoreUnavailable(f"{self.settings.safe_url} gave no answer within {within:g} s") from None
            bridge.at_end(self._logs[purpose].close)
        return self._logs[purpose]

    def _class(self, variable: str, default: type[TRecorder]) -> type[TRecorder]:
        """The recorder class that a variable names. Raises OSError."""
        topic = self.env.get(variable)
        if not topic:
            return default
        try:
            kind: Any = resolve_topic(topic)
        except TopicError as error:
            raise OSError(f"{variable} is {topic!r}, which can't be imported: {error}") from error
        if not (isinstance(kind, type) and issubclass(kind, default)):
            raise OSError(f"{variable} is {topic!r}: it must be a class derived from {default.__name__}")
        return kind
