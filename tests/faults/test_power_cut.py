"""A power cut under load: what was acknowledged had been synced, the keys before the events that need them."""

import asyncio
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from eventsourcing_nats import EventLog, LogSettings, NewEvent, Unit
from gongdan.nats_servers.embedded import NatsServer
from tests.conftest import log_settings
from tests.faults.breaking.disks import Disk
from tests.faults.breaking.servers import Killed, stop
from tests.faults.breaking.syscalls import require_strace, syncing_with
from tests.faults.program import Program
from tests.faults.trial import PATIENCE, REQUEST_TIMEOUT, Trial

pytestmark = [pytest.mark.root, pytest.mark.slow, pytest.mark.timeout(400)]


@dataclass
class Machine:
    """Server, program, keys and read models on one disk, all of which a power cut ends at the same moment."""

    disk: Disk
    server: NatsServer

    def cut(self) -> None:
        """The server stands still first: an fsync under way at that moment may say yes though its data is lost.

        A loop that only writes and syncs shows it, on ext4 and xfs in one cut of ten (Linux 6.18).
        """
        stop(self.server)
        self.disk.cut()

    def restart(self) -> None:
        self.server.kill()
        self.disk.unmount()
        self.disk.mount()
        self.server.start()


@pytest.fixture(params=["ext4", "xfs"])
def machine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Machine]:
    with Disk.of(tmp_path, request.param) as disk:
        server = NatsServer(disk.home / "nats").start()
        yield Machine(disk, server)
        server.stop()


@dataclass(frozen=True)
class PowerCut:
    """Everything not synced is lost; server and program start again on what is left."""

    machine: Machine
    trial: Trial
    killed_before: bool = False

    @property
    def name(self) -> str:
        return "kill -9 and power cut" if self.killed_before else "power cut"

    async def strike(self, chance: random.Random) -> None:
        program = self.trial.program
        if self.killed_before:
            await Killed(self.machine.server).strike(chance)
            await asyncio.sleep(chance.uniform(0, 0.1))
        await asyncio.to_thread(self.machine.cut)
        await self.trial.load.abandon()
        await program.stop()
        await asyncio.to_thread(self.machine.restart)
        await program.start()
        self.trial.load.start(program.desk)


@pytest.fixture
def settings(machine: Machine, prefix: str) -> Callable[[], LogSettings]:
    return lambda: replace(log_settings(machine.server, prefix), request_timeout=REQUEST_TIMEOUT, patience=PATIENCE)


async def test_a_power_cut_loses_nothing_that_was_acknowledged(
    machine: Machine, settings: Callable[[], LogSettings]
) -> None:
    trial = Trial(Program(machine.disk.home, settings))
    await trial.run([PowerCut(machine, trial), PowerCut(machine, trial, killed_before=True)], 12)


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
