"""Opening the log succeeds only on a broker and a stream that keep the promises; otherwise it says what to do."""

import json
import subprocess
import time
from dataclasses import replace

import pytest

from eventsourcing_nats import (
    ConfigDrift,
    EventLog,
    LogSettings,
    NoJetStream,
    ServerTooOld,
    StoreUnavailable,
    StreamMissing,
    UnsafeDurability,
    WrongCredentials,
    WrongStream,
    check_durability,
)
from eventsourcing_nats.broker import api, stream
from eventsourcing_nats.broker.connection import Connection
from gongdan.nats_servers.embedded import NatsServer, binary

pytestmark = pytest.mark.library


async def test_the_epoch_is_made_once_and_found_again(settings):
    async with await EventLog.open(settings) as one, await EventLog.open(settings) as two:
        assert one.epoch == two.epoch
        assert len(bytes.fromhex(one.epoch)) == 16
        assert one.stream == settings.prefix.upper() + "_EVENTS"
    async with await EventLog.open(replace(settings, prefix=settings.prefix + "-other")) as other:
        assert other.epoch != one.epoch


@pytest.mark.parametrize(
    ("field", "live"),
    [
        ("deny_purge", False),
        ("deny_delete", False),
        ("allow_atomic", False),
        ("allow_direct", False),
        ("max_age", 86_400_000_000_000),
        ("max_msgs", 1000),
        ("discard", "old"),
        ("compression", "none"),
        ("storage", "memory"),
        ("duplicate_window", 1_000_000_000),
        ("allow_msg_ttl", True),
        ("subjects", ["{prefix}.>"]),
    ],
)
async def test_a_stream_configured_otherwise_is_refused_naming_the_field(settings, field, live):
    place = stream.Place.events(settings.prefix)
    config = {name: value for name, value in stream.declared(place, settings).items() if value is not None}
    config["metadata"] = {"es-epoch": "0" * 32}
    config[field] = [text.format(prefix=settings.prefix) for text in live] if isinstance(live, list) else live
    connection = await Connection.open(settings, "test")
    await api.call(connection, f"STREAM.CREATE.{place.stream}", config)
    await connection.close()
    with pytest.raises(ConfigDrift, match=field) as caught:
        await EventLog.open(settings)
    assert field in [name for name, _, _ in caught.value.differences]


async def test_a_stream_without_an_epoch_is_refused(settings):
    place = stream.Place.events(settings.prefix)
    config = {name: value for name, value in stream.declared(place, settings).items() if value is not None}
    connection = await Connection.open(settings, "test")
    await api.call(connection, f"STREAM.CREATE.{place.stream}", config)
    await connection.close()
    with pytest.raises(ConfigDrift, match="es-epoch"):
        await EventLog.open(settings)


async def test_replicas_are_not_compressed_unless_told(settings):
    assert settings.stream_compression == "s2"
    assert replace(settings, replicas=3).stream_compression == "none"
    async with await EventLog.open(replace(settings, compression="none")):
        pass
    with pytest.raises(ConfigDrift, match="compression: declared 's2', live 'none'"):
        await EventLog.open(settings)


async def test_a_missing_stream_is_not_created_where_that_is_forbidden(settings):
    with pytest.raises(StreamMissing, match="_EVENTS does not exist"):
        await EventLog.open(replace(settings, create=False))


async def test_wrong_credentials_are_told_apart_and_no_secret_is_shown(settings):
    with pytest.raises(WrongCredentials) as caught:
        await EventLog.open(replace(settings, password="guessed-wrong"))
    assert "guessed-wrong" not in str(caught.value) + repr(replace(settings, password="guessed-wrong"))


async def test_a_wrong_address_fails_within_a_second_without_showing_secrets():
    started = time.monotonic()
    with pytest.raises(StoreUnavailable, match=r"nats://127\.0\.0\.1:1 ") as caught:
        await EventLog.open(LogSettings(url="nats://me:hidden@127.0.0.1:1"))
    assert "hidden" not in str(caught.value)
    assert time.monotonic() - started < 1.5


@pytest.mark.parametrize("prefix", ["", "Upper", "1st", "a.b", "a b", "-a"])
def test_a_prefix_that_is_no_subject_token_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        LogSettings(prefix=prefix)


@pytest.fixture
def plain_server(tmp_path):
    """The URL of a nats-server without JetStream."""
    server = subprocess.Popen(
        [str(binary()), "-a", "127.0.0.1", "-p", "-1", "--ports_file_dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while not (found := list(tmp_path.glob("*.ports"))) or not found[0].read_text():
        time.sleep(0.02)
    yield json.loads(found[0].read_text())["nats"][0]
    server.kill()
    server.wait()


async def test_a_server_without_jetstream_is_named(plain_server):
    with pytest.raises(NoJetStream, match=plain_server):
        await EventLog.open(LogSettings(url=plain_server, request_timeout=0.5))


async def test_a_server_without_atomic_batches_is_too_old(settings, monkeypatch):
    from nats.aio.client import Client, ServerVersion

    monkeypatch.setattr(Client, "connected_server_version", property(lambda _: ServerVersion("2.11.9")))
    with pytest.raises(ServerTooOld, match=r"2\.11\.9.*2\.12"):
        await EventLog.open(settings)


async def test_durability_is_read_from_the_monitoring_port(nats_server, tmp_path):
    await check_durability(nats_server.monitor)
    careless = NatsServer(tmp_path / "careless", sync="2m").start()
    try:
        with pytest.raises(UnsafeDurability, match="sync_interval"):
            await check_durability(careless.monitor)
    finally:
        careless.stop()
    with pytest.raises(StoreUnavailable, match="monitoring"):
        await check_durability("http://127.0.0.1:1")


async def test_an_event_that_another_stream_took_is_not_said_to_be_stored_nowhere(own_server, prefix, make):
    place = stream.Place.events(prefix)
    async with await EventLog.open(make.settings(own_server, prefix)) as log:
        await api.call(log._writing, f"STREAM.DELETE.{place.stream}")
        await api.call(log._writing, "STREAM.CREATE.OTHER", {"name": "OTHER", "subjects": [place.binds]})
        with pytest.raises(WrongStream, match=f"was stored in stream OTHER, not in {place.stream}"):
            await log.append([make.unit("a")])


async def test_operations_on_a_closed_log_are_refused(settings, make):
    log = await EventLog.open(settings)
    await log.close()
    with pytest.raises(StoreUnavailable):
        await log.append([make.unit("a")])
    with pytest.raises(StoreUnavailable):
        await log.load("a")
