"""What is to endure: the desk, its log, its keys and its read models, put together as the program does it."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.application import TicketDesk
from eventsourcing_nats import EventLog, LogSettings
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from projections.runner import Runner
from projections.store import ReadStore
from tests.conftest import MASTER


class Program:
    """Started and stopped at will; ``home`` holds the keys and the read models, as it does for ``gongdan up``."""

    def __init__(self, home: Path, settings: Callable[[], LogSettings]) -> None:
        self.home, self.settings = home, settings
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        settings = self.settings()
        self.log = await self._stack.enter_async_context(await EventLog.open(settings))
        keys = KeyStore.open(self.home / "keys.db", MASTER)
        self._stack.callback(keys.close)
        self.store = NatsEventStore(self.log, EventMapper(keys), settings.prefix)
        self.desk = TicketDesk(self.store, zone=ZoneInfo("Asia/Shanghai"))
        self.read = ReadStore.open(self.home / "live.db")
        self._stack.callback(self.read.close)
        self.runner = self.runner_of(self.read)
        self._running = asyncio.create_task(self.runner.run())
        self._stack.push_async_callback(self._stop_runner)

    async def stop(self) -> None:
        await self._stack.aclose()

    def runner_of(self, read: ReadStore) -> Runner:
        """A runner that fills these read models from this program's log."""
        return Runner(self.store, read, epoch=self.log.epoch, clock=lambda: datetime.now(UTC))

    async def caught_up(self, end: int, within: float = 30.0) -> None:
        """Return once the read models show the log up to ``end``; raises what stopped the runner, or AssertionError."""
        shown = await self.runner.wait_for(end, within)
        if self._running.done():
            self._running.result()
        assert shown, f"the read models do not show position {end} after {within:g} s"

    async def _stop_runner(self) -> None:
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
