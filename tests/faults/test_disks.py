"""Disks that fill up, fail or lose their power under load; the service's own supervisor starts what must be started."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongdan.nats_servers.embedded import NatsServer
from gongdan.service.supervisor import Supervisor
from tests.conftest import log_settings
from tests.faults.breaking.disks import Disk, Full
from tests.faults.breaking.syscalls import SyncFails, require_strace
from tests.faults.program import Program
from tests.faults.trial import PATIENCE, REQUEST_TIMEOUT, Trial

pytestmark = [pytest.mark.root, pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(params=["ext4", "tmpfs"])
def disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Disk]:
    with Disk.of(tmp_path, request.param) as made:
        yield made


async def supervised(folder: Path) -> AsyncIterator[NatsServer]:
    supervisor = Supervisor(NatsServer(folder))
    await supervisor.start()
    yield supervisor.server
    await supervisor.stop()


@pytest.fixture
async def server_on_disk(disk: Disk) -> AsyncIterator[NatsServer]:
    async for server in supervised(disk.home / "nats"):
        yield server


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[NatsServer]:
    async for server in supervised(tmp_path / "nats"):
        yield server


def trial_of(server: NatsServer, prefix: str, home: Path) -> Trial:
    settings = replace(log_settings(server, prefix), request_timeout=REQUEST_TIMEOUT, patience=PATIENCE)
    return Trial(Program(home, lambda: settings))


async def test_a_full_disk_is_told_and_once_there_is_room_the_service_goes_on(
    disk: Disk, server_on_disk: NatsServer, prefix: str
) -> None:
    trial = trial_of(server_on_disk, prefix, disk.home)
    await trial.run([Full(disk, (3, 6))], 1 if disk.kind == "tmpfs" else 2)
    assert trial.ledger.refusals


async def test_what_could_not_be_synced_is_not_acknowledged_and_the_service_goes_on(
    server: NatsServer, prefix: str, tmp_path: Path
) -> None:
    require_strace()
    trial = trial_of(server, prefix, tmp_path)
    await trial.run([SyncFails(server, (2, 4))], 3)
    assert trial.ledger.refusals
