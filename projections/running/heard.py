"""How far the read models are where another process feeds them: as that one says, and the log itself where it ends."""

import asyncio
from contextlib import suppress
from typing import Final

from domain.refusals import StoreUnavailable
from projections.errors import NotReadable
from projections.running.shown import Shown, Snapshot

_LOOK_EVERY: Final = 5.0


class Heard(Shown):
    """Told by ``hear``; ``look`` is started as a task."""

    async def hear(self, said: Snapshot) -> None:
        """What the other process says of them now; one that has just begun does not know yet."""
        if not said.begun:
            return
        self._held = {name: NotReadable(code, **details) for name, (code, details) in said.held.items()}
        for name, (position, recorded) in said.places.items():
            self._pulses[name].moved(position, recorded)
        self._begun.set()
        await self._announce()

    async def look(self) -> None:
        """For ever: where the log ends."""
        while True:
            with suppress(StoreUnavailable):  # who watches the log says so
                await self._look_once()
            await asyncio.sleep(_LOOK_EVERY)
