"""Followers in a process of their own, as the service sees them: begun again when they end, and asked over a line."""

import asyncio
import os
import signal
import socket
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

import structlog
from prometheus_client import REGISTRY
from prometheus_client.core import CounterMetricFamily, Metric

from api.gauges import gauge
from api.operation.given_up import GivenUp
from domain.application import utc_now
from domain.refusals import Language, StoreUnavailable
from gongdan.composition import Broker, Opened
from gongdan.ending import ended
from gongdan.failures import Failure
from gongdan.opening.database import open_read_store
from gongdan.service.apart.channel import Channel, Gone
from gongdan.service.apart.forking import Forks
from gongdan.service.apart.measures import added, lasting
from gongdan.service.apart.news import SharedNews
from gongdan.service.apart.standing import Standing, Stopped
from gongdan.service.followers import Followers
from gongdan.service.projecting import Projecting
from gongdan.service.rounds import ReadModels
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.watching.kept import under_way
from gongdan.watching.losses import LossWatch
from projections.errors import ReadingError
from projections.running.heard import Heard

log = structlog.get_logger(__name__)

_FIRST_PAUSE: Final = 0.2
_LONGEST_PAUSE: Final = 10.0
_STEADY: Final = 30.0
"""Seconds after which they count as going well, and their next end as a first one."""
_PATIENCE: Final = 20.0
_FORGETTING: Final = 30.0
_TICK: Final = 1.0
_STOPPING: Final = 70.0
"""Seconds in which a batch is written, and what is in hand is dealt with."""
_STARTING: Final = 90.0
SILENCE: Final = 60.0
"""Seconds without a word, one of which comes every second, after which they are taken to hang."""


class StoppedApart(ReadingError):
    """Why read models stand still in the other process."""

    def __init__(self, why: Stopped) -> None:
        super().__init__("stopped-apart")
        self._why = why

    def say(self, language: Language = "en") -> str:
        return self._why.chinese if language == "zh" else self._why.english


class Apart:
    """The line to them, and what they said last."""

    def __init__(
        self, forks: Forks, broker: Broker, losses: LossWatch, projecting: Projecting, heard: Heard, news: SharedNews
    ) -> None:
        self._forks, self._broker, self._losses = forks, broker, losses
        self._projecting, self._heard, self._news = projecting, heard, news
        self._channel: Channel | None = None
        self._standing: Standing | None = None
        self._names: Collection[str] = ()
        self._counted: list[Metric] = []
        self._stopping = False
        self._restarts, self._heard_at = 0, 0.0
        self.ready = asyncio.Event()
        self.failed: Failure | None = None

    async def run(self) -> None:
        """Until they are stopped; whoever ends otherwise is begun again, ever more patiently. Raises Failure."""
        loop, pause = asyncio.get_running_loop(), _FIRST_PAUSE
        while not self._stopping:
            since = loop.time()
            code = await self._once()
            if self._stopping:
                return
            pause = _FIRST_PAUSE if loop.time() - since > _STEADY else min(pause * 2, _LONGEST_PAUSE)
            self._restarts += 1
            log.error("followers_ended", code=code, restart_in=pause)
            await asyncio.sleep(pause)

    async def _once(self) -> int | None:
        """The exit code of one of them; None where none could be begun just now. Raises Failure."""
        try:
            line, pid = await self._forks.begin()
            await self._hear(line, pid)
            return await self._forks.ended()
        except EOFError:
            if self._stopping:
                return None
            log.error("followers_lost")
            raise Failure("followers-lost") from None
        except OSError as error:
            log.warning("followers_not_begun", error=type(error).__name__)
            return None

    async def _hear(self, line: socket.socket, pid: int) -> None:
        """Until it ends."""
        channel = self._channel = await Channel.on(line)
        self._news.channel = channel
        channel.tell("begin", (self._broker, self._losses.cut))
        self._heard_at = asyncio.get_running_loop().time()
        watching = asyncio.create_task(self._watch(channel, pid))
        heard = {"moved": self._heard.hear, "standing": self._stand, "news": self._news.hear, "failed": self._fail}
        try:
            await channel.hear(heard)
        finally:
            watching.cancel()
            self._news.channel = self._channel = None
            if self._standing:
                self._counted = [*added(self._counted, lasting(self._standing.counted))]
            self._standing = None

    async def stop(self, running: "asyncio.Task[None]") -> None:
        """What is in hand is finished first."""
        self._stopping = True
        if self._channel:
            self._channel.tell("stop")
            await asyncio.wait([running], timeout=_STOPPING)
            if not running.done():
                log.error("followers_not_stopped", waited=_STOPPING)
                self._forks.kill()
        await ended(running)

    @property
    def names(self) -> Collection[str]:
        return self._names

    async def given_up(self) -> Sequence[GivenUp]:
        """Raises StoreUnavailable."""
        return await self._asked("given-up", None)

    async def again(self, one: GivenUp) -> str | None:
        """Raises StoreUnavailable."""
        return await self._asked("again", one)

    async def forget(self) -> None:
        """Who is not there holds nothing. Raises StoreUnavailable where it is not certain that all was forgotten."""
        if channel := self._channel:
            try:
                await channel.ask("forget", within=_FORGETTING)
            except (Gone, RuntimeError):
                if self._channel is channel:
                    raise StoreUnavailable("the process that follows the log does not answer") from None

    def measured(self) -> Iterator[Metric]:
        if self._standing:
            yield from self._standing.measured
        meaning = "1 where the process that follows the log is there, and has begun."
        yield gauge("gongdan_followers_up", meaning, (), [((), self._standing is not None)])
        meaning = "How often the process that follows the log ended by itself and was begun again."
        yield CounterMetricFamily("gongdan_followers_restarts", meaning, value=self._restarts)

    def counted(self) -> Iterator[Metric]:
        theirs = self._standing.counted if self._standing else ()
        yield from added(REGISTRY.collect(), added(self._counted, theirs))

    def lost(self) -> Mapping[str, Sequence[str]]:
        return self._standing.lost if self._standing else {}

    def unread(self) -> Sequence[str]:
        return self._standing.unread if self._standing else ()

    async def _asked(self, what: str, said: object) -> Any:
        try:
            if self._channel is None:
                raise Gone
            return await self._channel.ask(what, said, within=_PATIENCE)
        except (Gone, RuntimeError):
            raise StoreUnavailable("reactions do not answer") from None

    async def _stand(self, standing: Standing) -> None:
        self._standing, self._names = standing, standing.reactions
        self._heard_at = asyncio.get_running_loop().time()
        self._projecting.stopped = StoppedApart(standing.stopped) if standing.stopped else None
        self.ready.set()

    async def _fail(self, failure: Failure) -> None:
        self.failed = failure
        self.ready.set()

    async def _watch(self, channel: Channel, pid: int) -> None:
        """They are told what is known here alone, that the log lost its end; who says nothing for long is ended."""
        told, loop = self._losses.cut, asyncio.get_running_loop()
        ticked = loop.time()
        while True:
            await asyncio.sleep(_TICK)
            if self._losses.cut != told:
                told = self._losses.cut
                channel.tell("cut", told)
            if loop.time() - ticked > 5 * _TICK:  # we stood still ourselves, and have not read what was said since
                self._heard_at = loop.time()
            ticked = loop.time()
            if ticked - self._heard_at > SILENCE and pid and not self._stopping:
                log.error("followers_silent", seconds=SILENCE)
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                return


@asynccontextmanager
async def open_apart(
    settings: Settings, forks: Forks, broker: Broker, keys: KeyStore, opened: Opened, reading: Opened, news: SharedNews
) -> AsyncIterator[Followers]:
    """Under way in their own process until it is left. Raises Failure where they can't start."""
    store = open_read_store(settings, keys, mend=True)
    heard = Heard(reading.store, store, utc_now)
    projecting = Projecting(heard, store)
    models = ReadModels(opened.desk, reading.store, heard, store, utc_now, settings.time_zone)
    apart = Apart(forks, broker, opened.losses, projecting, heard, news)
    running = asyncio.create_task(apart.run())
    try:
        async with under_way("log-end", heard.look):
            await _ready(apart, running)
            yield Followers(
                projecting,
                models,
                apart,
                apart.measured,
                apart.counted,
                apart.lost,
                apart.unread,
                apart.forget,
                running,
            )
    finally:
        await apart.stop(running)
        store.close()


async def _ready(apart: Apart, running: "asyncio.Task[None]") -> None:
    """Raises Failure."""
    ready = asyncio.create_task(apart.ready.wait())
    await asyncio.wait([ready, running], timeout=_STARTING, return_when=asyncio.FIRST_COMPLETED)
    ready.cancel()
    if apart.failed:
        raise apart.failed
    if running.done() or not apart.ready.is_set():
        raise Failure("followers-failed")
