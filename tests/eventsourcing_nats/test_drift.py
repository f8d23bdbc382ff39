"""An open log tells when its stream was changed behind its back, and whether events can be lost by it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from eventsourcing_nats import ConfigDrift, EventLog, LogSettings, StreamMissing
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from tests.eventsourcing_nats.cluster import Cluster

pytestmark = pytest.mark.library


@pytest.fixture
async def operator(settings: LogSettings) -> AsyncIterator[Connection]:
    """Somebody with the right to change streams."""
    connection = await Connection.open(settings, "operator")
    yield connection
    await connection.close()


async def change(operator: Connection, stream: str, **fields: object) -> None:
    config = (await api.call(operator, f"STREAM.INFO.{stream}"))["config"]
    await api.call(operator, f"STREAM.UPDATE.{stream}", config | fields)


@pytest.mark.parametrize(
    ("field", "live", "unsafe"),
    [
        ("max_age", 3_600_000_000_000, ("max_age",)),
        ("max_msgs_per_subject", 1, ("max_msgs_per_subject",)),
        ("discard", "old", ("discard",)),
        ("duplicate_window", 1_000_000_000, ()),
        ("republish", {"src": "x.>", "dest": "y.>"}, ()),
    ],
)
async def test_a_field_that_was_changed_is_named_and_whether_it_loses_events(
    log: EventLog, operator: Connection, field: str, live: object, unsafe: tuple[str, ...]
):
    was = (await api.call(operator, f"STREAM.INFO.{log.stream}"))["config"].get(field)
    await log.verify()
    await change(operator, log.stream, **{field: live})
    with pytest.raises(ConfigDrift, match=field) as caught:
        await log.verify()
    assert ([name for name, _, _ in caught.value.differences], caught.value.unsafe) == ([field], unsafe)
    await change(operator, log.stream, **{field: was})
    await log.verify()


async def test_a_stream_that_was_deleted_is_missing_and_one_made_anew_is_another(
    log: EventLog, operator: Connection, settings: LogSettings
):
    await api.call(operator, f"STREAM.DELETE.{log.stream}")
    with pytest.raises(StreamMissing, match=log.stream):
        await log.verify()
    async with await EventLog.open(settings) as other:
        await other.verify()
    with pytest.raises(ConfigDrift, match=f"metadata.es-epoch: declared {log.epoch!r}, live {other.epoch!r}") as caught:
        await log.verify()
    assert caught.value.unsafe == ("metadata.es-epoch",)


@pytest.mark.cluster
@pytest.mark.parametrize(("wanted", "unsafe"), [(1, ("num_replicas",)), (3, ())], ids=["fewer", "more"])
async def test_fewer_replicas_lose_events_and_more_lose_none(
    cluster: Cluster, prefix: str, wanted: int, unsafe: tuple[str, ...]
):
    settings = replace(cluster.settings(prefix), replicas=4 - wanted, compression="none")
    async with await EventLog.open(settings) as log:
        operator = await Connection.open(settings, "operator")
        await change(operator, log.stream, num_replicas=wanted)
        await operator.close()
        with pytest.raises(ConfigDrift, match=f"num_replicas: declared {4 - wanted}, live {wanted}") as caught:
            await log.verify()
        assert caught.value.unsafe == unsafe
