"""A server that says that it can't serve is started again, as one that died is."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from gongdan.nats_servers.embedded import NatsServer
from gongdan.service import supervisor
from gongdan.service.supervisor import Supervisor


class Complaining(NatsServer):
    """Says what a server says whose disk was full."""

    said: str | None = None

    def complaint(self) -> str | None:
        return self.said


@pytest.fixture
async def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Complaining]:
    monkeypatch.setattr(supervisor, "_ASK", 0.2)
    made = Complaining(tmp_path / "nats")
    watch = Supervisor(made)
    await watch.start()
    yield made
    await watch.stop()
    assert not made.alive


async def restarted(server: NatsServer, before: int, within: float) -> bool:
    for _ in range(round(within / 0.05)):
        if server.process and server.process.pid != before:
            return True
        await asyncio.sleep(0.05)
    return False


async def test_a_server_that_keeps_saying_that_it_cannot_write_is_started_again(server: Complaining) -> None:
    assert server.process
    server.said = "write error: no space left on device"
    assert await restarted(server, server.process.pid, 10)


async def test_a_healthy_server_is_left_alone(server: Complaining) -> None:
    assert server.process
    assert NatsServer.complaint(server) is None
    assert not await restarted(server, server.process.pid, 1.5)
