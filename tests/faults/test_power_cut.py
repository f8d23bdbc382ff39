"""A power cut under load: what was acknowledged had been synced, the keys before the events that need them."""

import asyncio
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, LogSettings, NewEvent, Unit
from gongdan.nats_servers.embedded import NatsServer
from tests.conftest import log_settings
from tests.faults.breaking.disks import Disk
from tests.faults.breaking.power import Machine, PowerCut
from tests.faults.breaking.syscalls import require_strace, syncing_with
from tests.faults.program import Program
from tests.faults.trial import PATIENCE, REQUEST_TIMEOUT, Trial

pytestmark = [pytest.mark.root, pytest.mark.timeout(400)]

CUTS = int(os.environ.get("GONGDAN_FAULTS_CUTS", "20"))


@pytest.fixture(params=["ext4", pytest.param("xfs", marks=pytest.mark.slow)])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Machine]:
    with Disk.of(tmp_path, request.param) as disk:
        server = NatsServer(disk.home / "nats").start()
        yield Machine(disk, server)
        server.stop()


@pytest.fixture
def settings(machine: Machine, prefix: str) -> Callable[[], LogSettings]:
    return lambda: replace(log_settings(machine.server, prefix), request_timeout=REQUEST_TIMEOUT, patience=PATIENCE)


async def test_a_power_cut_loses_nothing_that_was_acknowledged(
    machine: Machine, settings: Callable[[], LogSettings]
) -> None:
    trial = Trial(Program(machine.disk.home, settings))
    await trial.run([PowerCut(machine, trial), PowerCut(machine, trial, killed_before=True)], CUTS)


@pytest.mark.slow
async def test_what_is_found_after_a_kill_amid_its_sync_lasts_like_what_was_just_stored(
    machine: Machine, settings: Callable[[], LogSettings]
) -> None:
    require_strace()
    event = Unit((NewEvent("a", 1, "happened", b"state", str(uuid.uuid4())),))
    async with await EventLog.open(settings()) as log:
        assert machine.server.process
        async with syncing_with(machine.server.process.pid, "delay_enter=30s"):
            appending = asyncio.create_task(log.append([event]))
            await asyncio.sleep(0.3)
            assert machine.server.process
            machine.server.process.kill()
        machine.server.kill()
        await asyncio.gather(appending, return_exceptions=True)
        await asyncio.to_thread(machine.server.start)
        [tip] = await log.append([event])
        assert tip.found
        machine.cut()
    await asyncio.to_thread(machine.restart)
    async with await EventLog.open(settings()) as log:
        assert (await log.load("a"))[1] == replace(tip, found=False)
