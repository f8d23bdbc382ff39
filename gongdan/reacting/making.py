"""Makes the streams and durable consumers of reactions where they are missing, with the rights of operations."""

from collections.abc import Iterable
from typing import Any, Final

from eventsourcing_nats import ConfigDrift, LogSettings, StoreUnavailable
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.reacting.declared import Durable, streams

_NOT_FOUND: Final = 10059
_BINDING: Final = (
    *("subjects", "retention", "storage", "allow_msg_schedules", "allow_msg_ttl"),
    *("max_msgs_per_subject", "max_age", "max_msgs", "max_bytes", "discard"),
)
"""The fields of a stream without which nothing works, or something is lost."""


async def make_ready(settings: LogSettings, durables: Iterable[Durable]) -> None:
    """Raises ConfigDrift where a stream of that name is another's, StoreUnavailable."""
    connection = await Connection.open(settings, "operations")
    try:
        for wanted in streams(settings):
            await _stream(connection, wanted)
        for durable in durables:
            await _durable(connection, durable)
    finally:
        await connection.close()


async def _stream(connection: Connection, wanted: dict[str, Any]) -> None:
    name = wanted["name"]
    try:
        live = (await api.call(connection, f"STREAM.INFO.{name}"))["config"]
    except api.ApiError as error:
        if error.code != _NOT_FOUND:
            raise StoreUnavailable(f"stream {name} is not shown: {error}") from error
        live = await _created(connection, wanted)
    wrong = [(field, wanted.get(field), live.get(field)) for field in _BINDING if wanted.get(field) != live.get(field)]
    wrong = [(field, want, have) for field, want, have in wrong if want or have]
    if wrong:
        raise ConfigDrift(name, wrong, [field for field, _, _ in wrong])


async def _created(connection: Connection, wanted: dict[str, Any]) -> dict[str, Any]:
    try:
        return (await api.call(connection, f"STREAM.CREATE.{wanted['name']}", wanted))["config"]
    except api.ApiError as error:
        raise StoreUnavailable(f"stream {wanted['name']} can't be created: {error}") from error


async def _durable(connection: Connection, durable: Durable) -> None:
    """Created, or left as it is where it is so already; what it has heard stays heard."""
    asked = {"stream_name": durable.stream, "config": durable.config()}
    try:
        await api.call(connection, f"CONSUMER.DURABLE.CREATE.{durable.stream}.{durable.name}", asked)
    except api.ApiError as error:
        raise StoreUnavailable(f"consumer {durable.name} of {durable.stream} can't be made: {error}") from error
