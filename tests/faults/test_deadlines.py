"""nats-server and the program killed -9 while deadlines fall due: each is noted once, none is left out."""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from domain.record.envelope import Recorded
from domain.ticket.events import DeadlineEvent
from eventsourcing_nats import EventLog, LogSettings
from gongdan.opening.keys import open_keys
from gongdan.settings import Settings
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from tests.whole.service import Service, start

SEED = int(os.environ.get("GONGDAN_FAULTS_SEED") or 0) or random.randrange(1, 10**6)
CLOCK = "promised-solution"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.mark.parametrize("count", [100, pytest.param(1_000, marks=pytest.mark.slow)])
@pytest.mark.timeout(600)
async def test_killed_while_they_fall_due_each_is_noted_once(
    home: Path, count: int, capsys: pytest.CaptureFixture[str]
):
    chance = random.Random(SEED)
    service = begun(home)
    try:
        due = datetime.now(UTC) + timedelta(seconds=8 + count / 12)
        await promised(service, count, due)
        ahead = (due - datetime.now(UTC)).total_seconds()
        assert ahead > 0, "opening took too long: the deadlines passed before they were all there"
        await asyncio.sleep(ahead + chance.uniform(-0.2, 0.5))
        kills = 2 if count < 1_000 else 4
        for _ in range(kills):
            killed(service)
            service = begun(home)
            await asyncio.sleep(chance.uniform(0.2, 2.0))
        began = time.monotonic()
        events = await noted(service, count)
        said = Counter((each.envelope.aggregate, each.envelope.type) for each in events)
        assert set(said.values()) == {1}
        assert len(said) == 2 * count
    finally:
        service.stop()
    with capsys.disabled():
        print(
            f"\nseed {SEED}: {count} deadlines, {kills} kills: all noted once, the last {time.monotonic() - began:.1f} s on"
        )


def begun(home: Path) -> Service:
    return start(home, timeout=120, GONGDAN_REACTIONS="true")


def killed(service: Service) -> None:
    """The nats-server first, then the program, which would start it again."""
    server = int((service.home / "nats" / "nats.pid").read_text())
    os.kill(server, signal.SIGKILL)
    service.kill()


async def promised(service: Service, count: int, due: datetime) -> None:
    """So many tickets whose solution is promised by one moment."""
    headers = {"Authorization": f"Bearer {service.run['token']}", "Gongdan-As": "a-001:agent"}
    some = asyncio.Semaphore(16)
    async with httpx.AsyncClient(base_url=service.run["api"], headers=headers, timeout=60) as http:

        async def one() -> None:
            async with some:
                opened = await http.post("/tickets", json={"channel": "phone", "summary": "停机"})
                number = opened.raise_for_status().json()["number"]
                said = await http.post(f"/tickets/{number}/estimate", json={"due": due.isoformat()})
                said.raise_for_status()

        await asyncio.gather(*(one() for _ in range(count)))


async def noted(service: Service, count: int) -> list[Recorded]:
    """What was noted of the promises, once it is all there and no more comes."""
    deadline = time.monotonic() + 60 + count / 5
    while len(found := await read(service)) < 2 * count:
        assert time.monotonic() < deadline, f"{len(found)} of {2 * count} were noted"
        await asyncio.sleep(0.5)
    await asyncio.sleep(2)
    return await read(service)


async def read(service: Service) -> list[Recorded]:
    run = service.run
    settings = LogSettings(url=run["nats"], user=run["nats_user"], password=run["nats_password"], create=False)
    keys, _ = open_keys(Settings(home=service.home))
    try:
        async with await EventLog.open(settings) as log:
            store = NatsEventStore(log, EventMapper(keys), "gongdan")
            events = [one async for batch in store.follow(until=await store.end()) for one in batch]
    finally:
        keys.close()
    return [one for one in events if isinstance(one.event, DeadlineEvent) and one.event.clock == CLOCK]
