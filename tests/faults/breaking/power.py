"""Power that goes: of one machine with all that it runs, of one server of three, or of all three at once."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass

from gongdan.nats_servers.embedded import NatsServer
from tests.faults.breaking.cluster import Stream
from tests.faults.breaking.disks import Disk
from tests.faults.breaking.servers import Killed, stop
from tests.faults.trial import Trial
from tests.standing_still import stand_still


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


@dataclass(frozen=True)
class NodesCut:
    """The power of all three servers goes at one moment, or that of one, be it the leader's or not."""

    stream: Stream
    disks: Sequence[Disk]
    every: bool

    @property
    def name(self) -> str:
        return "power cut of all three" if self.every else "power cut of one"

    async def strike(self, chance: random.Random) -> None:
        which = range(3) if self.every else [chance.randrange(3)]
        await asyncio.to_thread(self._cut, which)
        await asyncio.sleep(chance.uniform(0, 0.5))
        await asyncio.to_thread(self._restart, which)

    def _cut(self, which: Sequence[int]) -> None:
        """Standing still first, as of one machine."""
        for number in which:
            stand_still(self.stream.cluster.servers[number].pid)
        for number in which:
            self.disks[number].cut()

    def _restart(self, which: Sequence[int]) -> None:
        for number in which:
            self.stream.cluster.kill(number)
            self.disks[number].unmount()
            self.disks[number].mount()
            self.stream.cluster.start(number)
