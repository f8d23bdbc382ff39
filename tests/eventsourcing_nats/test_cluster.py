"""On three servers: the same promises, also while servers are killed one after the other."""

import asyncio
import json
import signal
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, LogSettings, OutcomeUnknown, StaleTip, StoredElsewhere, StoreUnavailable, Unit
from gongdan.service.nats_server import binary

pytestmark = [pytest.mark.cluster, pytest.mark.slow]


class Cluster:
    """Three nats-servers on loopback with fsync always."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clients, self.routes = _free_ports(3), _free_ports(3)
        self.servers: dict[int, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        return ",".join(f"nats://127.0.0.1:{port}" for port in self.clients)

    def start(self, number: int) -> None:
        home = self.folder / str(number)
        home.mkdir(exist_ok=True)
        config = {
            "server_name": f"n{number}",
            "listen": f"127.0.0.1:{self.clients[number]}",
            "jetstream": {"store_dir": str(home), "sync_interval": "always"},
            "cluster": {
                "name": "test",
                "listen": f"127.0.0.1:{self.routes[number]}",
                "routes": [f"nats://127.0.0.1:{port}" for port in self.routes],
            },
        }
        (home / "nats.conf").write_text(json.dumps(config))
        with (home / "nats.log").open("ab") as output:
            self.servers[number] = subprocess.Popen(
                [str(binary()), "-c", str(home / "nats.conf")], stdout=output, stderr=subprocess.STDOUT
            )

    def kill(self, number: int) -> None:
        self.servers[number].send_signal(signal.SIGKILL)
        self.servers[number].wait()


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    for number in range(3):
        made.start(number)
    yield made
    for number in range(3):
        made.kill(number)


@pytest.fixture
async def log(cluster, prefix):
    settings = LogSettings(url=cluster.url, prefix=prefix, replicas=3, patience=20)
    deadline = time.monotonic() + 30
    while True:
        try:
            opened = await EventLog.open(settings)
            break
        except StoreUnavailable:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.3)
    async with opened:
        yield opened


async def test_appending_again_and_racing_end_as_on_one_server(log: EventLog, make):
    single, several = make.unit("a"), [make.unit("b", None, 3), make.unit("c")]
    [tip], tips = await log.append([single]), await log.append(several)
    assert await log.append([single]) == [tip]
    assert await log.append(several) == tips
    with pytest.raises(StoredElsewhere):
        await log.append([make.unit("d"), Unit((replace(single.events[0], aggregate_id="e"),))])
    for _ in range(10):
        outcomes = await asyncio.gather(
            *(log.append([make.unit("a", tip, 1 + n % 2)]) for n in range(6)), return_exceptions=True
        )
        [won] = [outcome for outcome in outcomes if isinstance(outcome, list)]
        assert len([outcome for outcome in outcomes if isinstance(outcome, StaleTip)]) == 5
        [tip] = won
        assert (await log.load("a", fresh=True))[1] == tip


async def test_killing_servers_in_turn_loses_and_doubles_nothing(log: EventLog, cluster, make):
    stop = time.monotonic() + 12
    acknowledged: dict[str, list[str]] = {f"w-{n}": [] for n in range(4)}

    async def write(name: str) -> None:
        tip = None
        while time.monotonic() < stop:
            unit = make.unit(name, tip, 1 + len(acknowledged[name]) % 3)
            [tip] = await append(unit)
            acknowledged[name] += [event.event_id for event in unit.events]

    async def append(unit: Unit):
        while True:
            try:
                return await log.append([unit])
            except (OutcomeUnknown, StoreUnavailable):
                continue

    async def kill() -> None:
        for number in range(3):
            await asyncio.sleep(2)
            await asyncio.to_thread(cluster.kill, number)
            await asyncio.sleep(1)
            cluster.start(number)

    await asyncio.gather(kill(), *(write(name) for name in acknowledged))
    for name, ids in acknowledged.items():
        history, _ = await log.load(name, fresh=True)
        assert [event.event_id for event in history] == ids
    total = sum(map(len, acknowledged.values()))
    assert await log.end() == total
    followed = [event.event_id async for batch in log.follow(until=total) for event in batch]
    assert sorted(followed) == sorted(event for ids in acknowledged.values() for event in ids)
