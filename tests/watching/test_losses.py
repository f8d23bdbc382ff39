"""Recorded events that are gone from the log are noticed, told once, and nothing is recorded until they are back."""

import asyncio
import json
import subprocess
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest
from prometheus_client.core import Metric
from structlog.testing import capture_logs

from domain.application import TicketDesk
from domain.desk.metadata import CommandMetadata
from domain.record.envelope import Actor
from domain.refusals import EventsMissing
from domain.ticket.commands import AcknowledgeReceipt, OpenTicket
from domain.ticket.vocabulary import Channel
from eventsourcing_nats import EventLog, LogSettings, Losses
from eventsourcing_nats.broker import api
from eventsourcing_nats.broker.connection import Connection
from gongdan.nats_servers.embedded import NatsServer
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from gongdan.watching import losses
from gongdan.watching.losses import LossWatch, watching_losses
from tests.conftest import log_settings
from tests.watching.test_drift import becomes
from tests.whole.service import PROGRAM, Service, environment_of, start
from tests.whole.test_up import opened

REPORT = OpenTicket(channel=Channel.PHONE, summary="不制冷")
AGENT = Actor(id="a-001", role="agent", channel="api")
SHORT = {"max_age": 100_000_000, "duplicate_window": 100_000_000}
"""Nanoseconds after which everything is gone."""


async def lose_everything(settings: LogSettings, stream: str) -> None:
    """Somebody sets an age limit, and puts it right again once it is too late."""
    operator = await Connection.open(settings, "operator")
    config = (await api.call(operator, f"STREAM.INFO.{stream}"))["config"]
    await api.call(operator, f"STREAM.UPDATE.{stream}", config | SHORT)
    async with asyncio.timeout(10):
        while (await api.call(operator, f"STREAM.INFO.{stream}"))["state"]["messages"]:  # noqa: ASYNC110 -- nothing tells
            await asyncio.sleep(0.05)
    await api.call(operator, f"STREAM.UPDATE.{stream}", config)
    await operator.close()


@pytest.fixture
def watch(log: EventLog) -> LossWatch:
    return LossWatch(log)


@pytest.fixture
def desk(log: EventLog, keys: KeyStore, prefix: str, watch: LossWatch) -> TicketDesk:
    store = NatsEventStore(log, EventMapper(keys), prefix, require_whole=watch.require_whole)
    return TicketDesk(store, zone=ZoneInfo("Asia/Shanghai"))


def measured(watch: LossWatch) -> float:
    found: list[Metric] = list(watch.measured())
    return found[0].samples[0].value


async def test_a_log_that_is_whole_or_empty_misses_nothing(log: EventLog, watch: LossWatch, desk: TicketDesk):
    for _ in range(2):
        await watch.look()
        assert (watch.seen, watch.hindrance, measured(watch)) == (None, None, 0)
        await desk.open(REPORT, CommandMetadata("first", AGENT))


@pytest.mark.tamper
async def test_once_events_are_missing_nothing_is_recorded_and_no_number_is_given_out_again(
    log: EventLog, watch: LossWatch, desk: TicketDesk, nats_server: NatsServer, prefix: str
):
    first = await desk.open(REPORT, CommandMetadata("first", AGENT))
    await lose_everything(log_settings(nats_server, prefix), log.stream)
    with capture_logs() as lines:
        for _ in range(2):
            await watch.look()
    assert [line["event"] for line in lines] == ["events_missing"]
    assert watch.seen == Losses(1, 2, 1)
    assert measured(watch) == 1
    with pytest.raises(EventsMissing, match="has lost 1 recorded events"):
        await desk.open(REPORT, CommandMetadata("second", AGENT))
    with pytest.raises(EventsMissing):
        await desk.handle(first.number, AcknowledgeReceipt(), CommandMetadata("third", AGENT))
    assert await log.end() == 1
    assert watch.hindrance
    assert "has lost 1 recorded events" in watch.hindrance.say("en")


@pytest.mark.tamper
async def test_it_is_looked_at_again_and_again(
    log: EventLog, watch: LossWatch, desk: TicketDesk, nats_server: NatsServer, prefix: str, monkeypatch
):
    monkeypatch.setattr(losses, "_EVERY", 0.02)
    await desk.open(REPORT, CommandMetadata("first", AGENT))
    async with watching_losses(watch), asyncio.timeout(10):
        await lose_everything(log_settings(nats_server, prefix), log.stream)
        while watch.seen is None:  # noqa: ASYNC110 -- nothing tells when
            await asyncio.sleep(0.01)


@pytest.mark.slow
@pytest.mark.tamper
async def test_a_service_says_so_and_refuses_before_and_after_a_new_start(tmp_path: Path):
    service = await asyncio.to_thread(start, tmp_path / "home")
    try:
        await asyncio.to_thread(opened, service)
        run = service.run
        operations = LogSettings(url=run["nats"], user=run["nats_user"], password=run["nats_password"])
        await lose_everything(operations, "GONGDAN_EVENTS")
        await refusing(service)
        assert await asyncio.to_thread(service.stop) == 0
        service = await begun_again(tmp_path / "home")
        await refusing(service)
    finally:
        await asyncio.to_thread(service.kill)


async def begun_again(home: Path) -> Service:
    """Started, though it is not ready."""
    process = await asyncio.to_thread(
        lambda: subprocess.Popen([*PROGRAM, "up"], env=environment_of(home), stdout=subprocess.DEVNULL)
    )
    async with asyncio.timeout(30):
        while not (home / "run.json").exists():  # noqa: ASYNC110 -- nothing tells when
            await asyncio.sleep(0.1)
    return Service(home, process)


async def refusing(service: Service) -> None:
    with service.http() as http:
        await becomes(http, 503)
        async with asyncio.timeout(20):
            while "recorded events" not in (await asyncio.to_thread(http.get, "/readyz")).text:  # noqa: ASYNC110
                await asyncio.sleep(0.2)
        answer = await asyncio.to_thread(http.post, "/tickets", json={"channel": "phone", "summary": "x"})
        assert (answer.status_code, answer.json()["code"]) == (httpx.codes.SERVICE_UNAVAILABLE, "events-missing")
    checked = await asyncio.to_thread(service.command, "check", "--json")
    found = {each["check"]: each for each in json.loads(checked.stdout)["checks"]}
    assert "recorded events" in found["stream"]["says"]
    assert "recorded events" in found["service"]["says"]
