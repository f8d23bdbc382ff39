"""The stream as it must be: created once, compared at every start, never changed from here."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any

from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from eventsourcing_nats.errors import ConfigDrift, NoJetStream, StoreUnavailable, StreamMissing
from eventsourcing_nats.settings import LogSettings

_EPOCH = "es-epoch"
_EPOCH_FIELD = f"metadata.{_EPOCH}"
_NOT_FOUND, _EXISTS_DIFFERENTLY = 10059, 10058
_PAUSE = 0.1
_NOT_ENABLED = {10039, 10076}
_HARMLESS = {
    "allow_atomic",
    "allow_direct",
    "compression",
    "duplicate_window",
    "max_consumers",
    "max_msg_size",
    "mirror_direct",
    "republish",
    "sealed",
}
"""What may hinder who reads and writes, and leaves all events where and as they are."""
_OFF: dict[str, object] = {
    "sealed": False,
    "no_ack": False,
    "allow_rollup_hdrs": False,
    "allow_msg_ttl": False,
    "allow_msg_schedules": False,
    "allow_msg_counter": False,
    "discard_new_per_subject": False,
    "mirror_direct": False,
    "subject_delete_marker_ttl": 0,
    "max_age": 0,
    "first_seq": 0,
    "max_msgs": -1,
    "max_bytes": -1,
    "max_msgs_per_subject": -1,
    "max_msg_size": -1,
    "max_consumers": -1,
    "mirror": None,
    "sources": None,
    "republish": None,
    "subject_transform": None,
    "persist_mode": None,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Which stream, and the subject prefix it binds. Only the events' stream forbids deleting."""

    stream: str
    prefix: str
    binds: str
    lasting: bool

    @classmethod
    def events(cls, prefix: str) -> "Place":
        return cls(f"{prefix.upper()}_EVENTS", prefix, f"{prefix}.*.*.*", lasting=True)

    @classmethod
    def snapshots(cls, prefix: str) -> "Place":
        return cls(f"{prefix.upper()}_SNAPSHOTS", f"{prefix}-snapshots", f"{prefix}-snapshots.>", lasting=False)


def declared(place: Place, settings: LogSettings) -> dict[str, object]:
    """Every field that must be so; snapshots are a cache, so that they may be deleted."""
    return {
        "name": place.stream,
        "subjects": [place.binds],
        "storage": "file",
        "retention": "limits",
        "discard": "new",
        "compression": settings.stream_compression,
        "num_replicas": settings.replicas,
        "duplicate_window": round(settings.duplicate_window * 1e9),
        "allow_direct": True,
        "allow_atomic": True,
        "deny_delete": place.lasting,
        "deny_purge": place.lasting,
        **_OFF,
    }


async def ensure(connection: Connection, place: Place) -> str:
    """Find or create the stream, compare it with what is declared, and return its epoch.

    Raises NoJetStream, StreamMissing, ConfigDrift, StoreUnavailable.
    """
    settings = connection.settings
    await _require_jetstream(connection)
    try:
        live = await _live(connection, place)
    except api.ApiError as error:
        if error.code in _NOT_ENABLED:
            raise NoJetStream(settings.safe_url) from error
        if error.code != _NOT_FOUND:
            raise StoreUnavailable(f"{settings.safe_url} does not show stream {place.stream}: {error}") from error
        if not settings.create:
            raise StreamMissing(place.stream) from error
        live = await _created(connection, place)
    _require_as_declared(place, settings, live)
    return live["metadata"][_EPOCH]


async def verify(connection: Connection, place: Place, epoch: str) -> None:
    """Compare the stream with what is declared, once more, and its epoch with the one that it had.

    Raises StreamMissing, ConfigDrift, StoreUnavailable.
    """
    try:
        live = await _live(connection, place)
    except api.ApiError as error:
        if error.code == _NOT_FOUND:
            raise StreamMissing(place.stream) from error
        raise StoreUnavailable(f"stream {place.stream} is not shown: {error}") from error
    _require_as_declared(place, connection.settings, live, epoch)


Differences = list[tuple[str, object, object]]


def _require_as_declared(place: Place, settings: LogSettings, live: dict[str, Any], epoch: str | None = None) -> None:
    wrong = differences(declared(place, settings), live)
    found = _epoch(live)
    if found and epoch not in (None, found):
        wrong.append((_EPOCH_FIELD, epoch, found))
    if wrong:
        raise ConfigDrift(place.stream, wrong, [each[0] for each in wrong if _endangers(*each)])


def _epoch(live: dict[str, Any]) -> str | None:
    metadata: dict[str, str] = live.get("metadata") or {}
    return metadata.get(_EPOCH)


def _endangers(field: str, want: object, live: object) -> bool:
    """Whether events can be lost, changed or mixed with others where a field is so; more replicas lose nothing."""
    if field == "num_replicas" and isinstance(want, int) and isinstance(live, int):
        return live < want
    return field not in _HARMLESS


def differences(want: dict[str, object], live: dict[str, Any]) -> Differences:
    """(field, declared, live) of every declared field that differs; absent counts as off."""
    wrong: Differences = []
    for field in sorted(want):
        wanted, found = want[field], live.get(field)
        if wanted != found and (wanted or found):
            wrong.append((field, wanted, found))
    if not _epoch(live):
        wrong.append((_EPOCH_FIELD, "128 random bits in hexadecimal", None))
    return wrong


def led_by(answer: dict[str, Any]) -> str | None:
    """Whose answer to STREAM.INFO this is, where it is the leader's.

    Without a leader a replica answers from what it has. It names no leader, or one that leads only now, and which it
    counts among the others.
    """
    cluster: dict[str, Any] = answer.get("cluster") or {}
    others = {replica.get("name") for replica in cluster.get("replicas") or ()}
    leader: str | None = cluster.get("leader")
    return leader if leader not in others else None


async def end(connection: Connection, place: Place) -> int:
    """The stream's last sequence as its leader has it, though the message there can't be read; 0 when it is empty.

    Raises ApiError, StoreUnavailable.
    """

    async def ask(within: float) -> int:
        answer = await api.ask(connection, f"STREAM.INFO.{place.stream}", None, within)
        if led_by(answer) is None:
            raise Undelivered(f"{place.stream} has no leader")
        return int(answer["state"]["last_seq"])

    return await connection.insist(ask)


async def _require_jetstream(connection: Connection) -> None:
    """A server with JetStream always has somebody listening there, but for a moment at its start."""
    loop, settings = asyncio.get_running_loop(), connection.settings
    deadline = loop.time() + settings.request_timeout
    while True:
        try:
            await connection.ask("$JS.API.INFO", b"", settings.request_timeout)
        except Unanswered:
            return  # busy, but there: what comes next is more patient
        except Undelivered as error:
            if loop.time() > deadline:
                raise NoJetStream(settings.safe_url) from error
            await asyncio.sleep(_PAUSE)
        else:
            return


async def _live(connection: Connection, place: Place) -> dict[str, Any]:
    return (await api.call(connection, f"STREAM.INFO.{place.stream}"))["config"]


async def renew(connection: Connection, place: Place, epoch: str) -> None:
    """Delete the stream with all that it holds, if it is there, and make it anew and empty, with that epoch.

    Raises StoreUnavailable.
    """
    try:
        await api.call(connection, f"STREAM.DELETE.{place.stream}")
    except api.ApiError as error:
        if error.code != _NOT_FOUND:
            raise StoreUnavailable(f"stream {place.stream} can't be deleted: {error}") from error
    _require_as_declared(place, connection.settings, await _created(connection, place, epoch), epoch)


async def _created(connection: Connection, place: Place, epoch: str | None = None) -> dict[str, Any]:
    wanted = {field: value for field, value in declared(place, connection.settings).items() if value is not None}
    config = wanted | {"metadata": {_EPOCH: epoch or secrets.token_hex(16)}}
    try:
        return (await api.call(connection, f"STREAM.CREATE.{place.stream}", config))["config"]
    except api.ApiError as error:
        if error.code == _EXISTS_DIFFERENTLY:  # another process was faster, with an epoch of its own
            return await _live(connection, place)
        raise StoreUnavailable(f"stream {place.stream} can't be created: {error}") from error
