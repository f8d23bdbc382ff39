"""A stream that is changed while the service runs is told once, measured, and keeps the service from being ready."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from prometheus_client.core import Metric
from structlog.testing import capture_logs

from eventsourcing_nats import ConfigDrift, EventLog, LogSettings, StoreUnavailable, StreamMissing
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker
from gongdan.nats_servers.embedded import NatsServer
from gongdan.watching import drift
from gongdan.watching.drift import DriftWatch, watching_drift
from tests.conftest import log_settings
from tests.whole.service import start

BROKER = Broker("nats://127.0.0.1:4222")
UNSAFE = ConfigDrift("EVENTS", [("max_age", 0, 3_600_000_000_000)], ["max_age"])
HARMLESS = ConfigDrift("EVENTS", [("duplicate_window", 120, 1)])


@dataclass
class Told:
    """A log whose stream is as the test says."""

    answer: Exception | None = None
    stream: str = "EVENTS"

    async def verify(self) -> None:
        if self.answer:
            raise self.answer


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def watch(told: Told) -> DriftWatch:
    return DriftWatch(told, BROKER)  # pyright: ignore[reportArgumentType]


async def seen(watch: DriftWatch, told: Told, *answers: Exception | None) -> list[str]:
    """What is logged while the stream is as these say, one after the other."""
    with capture_logs() as lines:
        for told.answer in answers:
            await watch.look()
    return [line["event"] for line in lines]


def measured(watch: DriftWatch) -> dict[str, float]:
    found: list[Metric] = list(watch.measured())
    return {each.name.removeprefix("gongdan_log_"): each.samples[0].value for each in found}


async def test_a_stream_that_stays_as_declared_is_not_told_of(watch: DriftWatch, told: Told):
    assert await seen(watch, told, None, None) == []
    assert measured(watch) == {"as_declared": 1, "safe": 1}
    assert watch.hindrance is None


async def test_a_change_by_which_events_can_be_lost_is_told_once_and_hinders(watch: DriftWatch, told: Told):
    assert await seen(watch, told, UNSAFE, UNSAFE) == ["log_not_as_declared"]
    assert measured(watch) == {"as_declared": 0, "safe": 0}
    assert watch.hindrance
    assert "max_age should be 0 and is 3600000000000" in watch.hindrance.say("en")
    assert "max_age 应为 0，现为 3600000000000" in watch.hindrance.say("zh")
    assert await seen(watch, told, None) == ["log_as_declared_again"]
    assert measured(watch) == {"as_declared": 1, "safe": 1}


async def test_a_change_that_loses_nothing_is_told_and_hinders_nobody(watch: DriftWatch, told: Told):
    assert await seen(watch, told, HARMLESS) == ["log_not_as_declared"]
    assert measured(watch) == {"as_declared": 0, "safe": 1}
    assert watch.hindrance is None


async def test_a_stream_that_is_gone_hinders(watch: DriftWatch, told: Told):
    assert await seen(watch, told, StreamMissing("EVENTS")) == ["log_not_as_declared"]
    assert measured(watch)["safe"] == 0
    assert watch.hindrance
    assert watch.hindrance.code == "other-log"


async def test_while_it_cannot_be_looked_at_what_was_seen_last_counts(watch: DriftWatch, told: Told):
    assert await seen(watch, told, UNSAFE, StoreUnavailable("away")) == ["log_not_as_declared"]
    assert watch.hindrance


async def test_a_real_stream_is_looked_at_again_and_again(
    log: EventLog, nats_server: NatsServer, prefix: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(drift, "_EVERY", 0.02)
    monkeypatch.setattr(drift, "_AGAIN", 0.02)
    operator = await Connection.open(log_settings(nats_server, prefix), "operator")
    async with watching_drift(log, BROKER) as watch, asyncio.timeout(10):
        for age in (3_600_000_000_000, 0):
            config = (await api.call(operator, f"STREAM.INFO.{log.stream}"))["config"]
            await api.call(operator, f"STREAM.UPDATE.{log.stream}", config | {"max_age": age})
            while watch.safe == bool(age):  # noqa: ASYNC110 -- nothing tells when
                await asyncio.sleep(0.01)
    await operator.close()


@pytest.mark.slow
async def test_a_running_service_is_not_ready_while_events_can_be_lost(tmp_path: Path):
    service = await asyncio.to_thread(start, tmp_path / "home")
    try:
        run = service.run
        known = LogSettings(url=run["nats"], user=run["nats_user"], password=run["nats_password"])
        operator = await Connection.open(known, "operator")
        config = (await api.call(operator, "STREAM.INFO.GONGDAN_EVENTS"))["config"]
        await api.call(operator, "STREAM.UPDATE.GONGDAN_EVENTS", config | {"max_age": 3_600_000_000_000})
        with service.http("x-001:administrator") as http:
            await becomes(http, 503)
            [reason] = http.get("/readyz").json()["reasons"]
            assert "recorded events can be lost: max_age should be 0 and is 3600000000000" in reason
            assert "gongdan_log_safe 0.0" in http.get("/metrics").text
            await api.call(operator, "STREAM.UPDATE.GONGDAN_EVENTS", config)
            await becomes(http, 200)
        await operator.close()
    finally:
        await asyncio.to_thread(service.stop)


async def becomes(http: httpx.Client, status: int) -> None:
    async with asyncio.timeout(20):
        while (await asyncio.to_thread(http.get, "/readyz")).status_code != status:  # noqa: ASYNC110 -- nothing tells when
            await asyncio.sleep(0.2)
