"""The projections of a running service: kept up with the log, and begun again when they had to stop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

import structlog

from domain.refusals import UnknownEventType
from gongdan.composition import Broker
from gongdan.ending import ended
from gongdan.opening.database import open_read_store
from gongdan.service.catching_up import helper
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.storing.store import NatsEventStore
from projections.errors import ReadingError, StoppedByDefect
from projections.runner import Runner
from projections.running.aiding import Aid
from projections.running.faults import fault
from projections.running.shown import Shown
from projections.store import ReadStore

log = structlog.get_logger(__name__)

_AGAIN: Final = 5.0
"""Seconds after which stopped projections are tried anew: an operator may have rebuilt them meanwhile."""
_GOING: Final = 8.0
"""Seconds that a new try must last to be called going: a gap is looked at three times, each within some 1.5."""


class Projecting:
    """How far the read models are, their store, and why they stand still if they do: in this process or another."""

    def __init__(self, runner: Shown, store: ReadStore) -> None:
        self.runner, self.store = runner, store
        self.stopped: ReadingError | UnknownEventType | None = None


class Kept(Projecting):
    """Kept up in this process."""

    def __init__(self, runner: Runner, store: ReadStore) -> None:
        super().__init__(runner, store)
        self._runner = runner

    async def run(self) -> None:
        """For ever: a log or a position that can't be read stops the tables, not the taking of tickets."""
        while True:
            going = asyncio.get_running_loop().call_later(_GOING, self._go)
            try:
                await self._runner.run()
            except (ReadingError, UnknownEventType) as error:
                self.stopped = error
                log.error("projections_stopped", why=str(error), retry_in=_AGAIN)
            except Exception as error:  # a defect must not end them for good either
                self.stopped = StoppedByDefect(**fault(error))
                log.error("projections_stopped", exc_info=True, why=str(self.stopped), retry_in=_AGAIN)
            finally:
                going.cancel()
            await asyncio.sleep(_AGAIN)

    def _go(self) -> None:
        self.stopped = None


@asynccontextmanager
async def open_projecting(
    settings: Settings, broker: Broker, source: NatsEventStore, keys: KeyStore, *, mend: bool = True
) -> AsyncIterator[Projecting]:
    """Projections under way; on leaving, the batch in hand is committed. ``mend``: nobody else has it open."""
    store, aid = open_read_store(settings, keys, mend=mend), Aid(helper(settings, broker))
    runner = Runner(source, store, epoch=source.epoch, clock=lambda: datetime.now(UTC), aid=aid)
    projecting = Kept(runner, store)
    task = asyncio.create_task(projecting.run())
    try:
        yield projecting
    finally:
        await ended(task, within=60.0)
        store.close()
