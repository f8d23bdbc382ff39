"""Found by ``PERSISTENCE_MODULE=eventsourcing_nats``: makes the recorders of an application."""

import contextlib
import re
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Literal

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    InfrastructureFactory,
    NotSupportedError,
    ProcessRecorder,
    TrackingRecorder,
)
from eventsourcing.utils import Environment, EnvType, resolve_topic, strtobool

from eventsourcing_nats.errors import StoreUnavailable
from eventsourcing_nats.library.bridge import Bridge
from eventsourcing_nats.library.ids import IdType
from eventsourcing_nats.library.recorders import NatsAggregateRecorder, NatsApplicationRecorder
from eventsourcing_nats.log import EventLog
from eventsourcing_nats.settings import LogSettings

_CLOSE_WITHIN = 3.0
_NOT_YET = "eventsourcing_nats has no {} yet: follow the log and keep the position with what you derive from it"


class Factory(InfrastructureFactory[TrackingRecorder]):
    """Recorders on NATS JetStream, by environment variables (each also with the application's name in front).

    ``NATS_URL`` (nats://127.0.0.1:4222), ``NATS_USER``, ``NATS_PASSWORD``, ``NATS_CREDENTIALS`` (a .creds file),
    ``NATS_PREFIX`` (the application's name in small letters, else "events"), ``NATS_REPLICAS`` (1),
    ``NATS_CREATE`` (yes), ``NATS_COMPRESSION`` (s2 on one server, none on replicas), ``NATS_REQUEST_TIMEOUT`` (2),
    ``NATS_PATIENCE`` (10), ``ORIGINATOR_ID_TYPE`` (uuid or text).

    Raises OSError for a value that makes no sense; the recorders raise what :meth:`EventLog.open` raises.
    """

    NATS_URL = "NATS_URL"
    NATS_USER = "NATS_USER"
    NATS_PASSWORD = "NATS_PASSWORD"  # noqa: S105 -- the variable's name
    NATS_CREDENTIALS = "NATS_CREDENTIALS"
    NATS_PREFIX = "NATS_PREFIX"
    NATS_REPLICAS = "NATS_REPLICAS"
    NATS_CREATE = "NATS_CREATE"
    NATS_COMPRESSION = "NATS_COMPRESSION"
    NATS_REQUEST_TIMEOUT = "NATS_REQUEST_TIMEOUT"
    NATS_PATIENCE = "NATS_PATIENCE"
    ORIGINATOR_ID_TYPE = "ORIGINATOR_ID_TYPE"

    def __init__(self, env: Environment | EnvType | None) -> None:
        super().__init__(env)
        try:
            self.settings = self._settings()
        except ValueError as error:
            raise OSError(f"settings of eventsourcing_nats: {error}") from error
        ids = (self.env.get(self.ORIGINATOR_ID_TYPE) or "uuid").lower()
        if ids not in ("uuid", "text"):
            raise OSError(f"{self.ORIGINATOR_ID_TYPE} {ids!r}: must be 'uuid' or 'text'")
        self._ids: IdType = ids
        self._bridge: Bridge | None = None
        self._logs: dict[str, EventLog] = {}

    def aggregate_recorder(self, purpose: str = "events") -> AggregateRecorder:
        if purpose == "events":
            return NatsAggregateRecorder(*self._open("events"), patience=self.settings.patience, ids=self._ids)
        if purpose != "snapshots":
            raise NotSupportedError(f"eventsourcing_nats records events and snapshots, not {purpose!r}")
        return NatsAggregateRecorder(
            *self._open("snapshots"), patience=self.settings.patience, ids=self._ids, gaps=True
        )

    def application_recorder(self) -> ApplicationRecorder:
        topic = self.env.get(self.APPLICATION_RECORDER_TOPIC)
        kind: type[NatsApplicationRecorder] = resolve_topic(topic) if topic else NatsApplicationRecorder
        return kind(*self._open("events"), patience=self.settings.patience, ids=self._ids)

    def tracking_recorder(self, tracking_recorder_class: type[TrackingRecorder] | None = None) -> TrackingRecorder:
        raise NotSupportedError(_NOT_YET.format("tracking recorder"))

    def process_recorder(self) -> ProcessRecorder:
        raise NotSupportedError(_NOT_YET.format("process recorder"))

    def close(self) -> None:
        """Close connections and thread; recorders made here end with it."""
        logs, bridge = list(self._logs.values()), self._bridge
        self._logs, self._bridge = {}, None
        if bridge:
            for log in logs:
                with contextlib.suppress(StoreUnavailable, TimeoutError):  # at exit the thread may be gone already
                    bridge.call(log.close(), _CLOSE_WITHIN)
            bridge.close()

    def _open(self, purpose: str) -> tuple[Bridge, EventLog]:
        bridge = self._bridge = self._bridge or Bridge()
        if purpose not in self._logs:
            opening = EventLog.open if purpose == "events" else EventLog.open_snapshots
            self._logs[purpose] = self._call(bridge, opening(self.settings))
        return bridge, self._logs[purpose]

    def _call(self, bridge: Bridge, work: Coroutine[Any, Any, Any]) -> Any:
        within = 3 * self.settings.patience + 5
        try:
            return bridge.call(work, within)
        except TimeoutError:
            raise StoreUnavailable(f"{self.settings.safe_url} gave no answer within {within:g} s") from None

    def _settings(self) -> LogSettings:
        credentials = self.env.get(self.NATS_CREDENTIALS)
        return LogSettings(
            url=self.env.get(self.NATS_URL) or "nats://127.0.0.1:4222",
            user=self.env.get(self.NATS_USER) or None,
            password=self.env.get(self.NATS_PASSWORD) or None,
            credentials=Path(credentials) if credentials else None,
            prefix=self.env.get(self.NATS_PREFIX) or _prefix(self.env.name),
            replicas=int(self.env.get(self.NATS_REPLICAS) or 1),
            create=bool(strtobool(self.env.get(self.NATS_CREATE) or "yes")),
            compression=_compression(self.env.get(self.NATS_COMPRESSION)),
            request_timeout=float(self.env.get(self.NATS_REQUEST_TIMEOUT) or 2),
            patience=float(self.env.get(self.NATS_PATIENCE) or 10),
        )


def _compression(given: str | None) -> Literal["s2", "none"] | None:
    if given not in ("s2", "none", "", None):
        raise ValueError(f"compression {given!r}: must be 's2' or 'none'")
    return given or None


def _prefix(application: str) -> str:
    return re.sub(r"[^a-z0-9_-]", "", application.lower()) or "events"
