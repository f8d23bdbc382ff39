"""A trial: a seed draws faults, writers keep asking meanwhile, and afterwards every promise is checked."""

import asyncio
import os
import random
from collections.abc import Sequence
from typing import Final, Protocol

from domain.record.envelope import Recorded
from tests.faults.checking import check
from tests.faults.load import Ledger, Load
from tests.faults.program import Program

SEED: Final = int(os.environ.get("GONGDAN_FAULTS_SEED") or 20240501)
REQUEST_TIMEOUT: Final = 0.5
PATIENCE: Final = 2.0
_RECOVERS: Final = 15.0
"""Seconds within which new events are stored again after a fault."""


class Fault(Protocol):
    """Something that breaks for a while and is mended again; what it draws comes from the trial's seed."""

    @property
    def name(self) -> str: ...

    async def strike(self, chance: random.Random) -> None: ...


class Trial:
    """One program under load and the faults that strike it, in an order and for times that the seed draws."""

    def __init__(self, program: Program, patience: float = PATIENCE) -> None:
        self.program, self.patience = program, patience
        self.load = Load(SEED)

    @property
    def ledger(self) -> Ledger:
        return self.load.ledger

    async def run(self, faults: Sequence[Fault], strikes: int) -> list[Recorded]:
        """The log after so many strikes, all promises checked; prints the seed, the strikes and what was counted."""
        chance = random.Random(SEED)
        print(f"\nseed {SEED}: ", end="")
        await self.program.start()
        try:
            self.load.start(self.program.desk)
            for _ in range(strikes):
                await self._strike(chance.choice(faults), chance)
            await self.load.goes_on(_RECOVERS)
            await self.load.finish()
            events = await check(self.program, self.ledger)
        finally:
            await self.load.abandon()
            await self.program.stop()
        self._report(events)
        return events

    async def _strike(self, fault: Fault, chance: random.Random) -> None:
        await self.load.goes_on(_RECOVERS)
        await asyncio.sleep(chance.uniform(0, 0.4))
        print(fault.name, end=", ", flush=True)
        await fault.strike(chance)

    def _report(self, events: list[Recorded]) -> None:
        told = self.ledger
        print(
            f"{len(told.asked)} asked, {len(told.acknowledged)} acknowledged, {len(events)} stored, "
            f"{told.refusals} refused meanwhile, longest wait {told.longest:.1f} s"
        )
        for reason, times in told.refused.most_common(4):
            print(f"  {times} × {reason}")
        assert told.longest < 3 * self.patience + 2, "somebody waited beyond the patience"
