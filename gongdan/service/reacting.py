"""Reactions of a running service: put together from the desk, the timers and the log, and kept going for ever."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from prometheus_client.core import Metric

from consumers.dead_letters.on_nats import NatsDeadLetters
from consumers.deadlines.catching_up import catch_up
from consumers.deadlines.deadlines import Deadlines
from consumers.deadlines.hearing import TimersHeard
from consumers.leases.lease import Lease, Tenure
from consumers.reaction import Reaction
from consumers.subscribing import Hearing
from consumers.timers.messages import Subjects
from consumers.timers.on_nats import NatsTimers
from consumers.timers.taking import Taking
from consumers.timers.told import Told
from domain.application import utc_now
from domain.refusals import StoreUnavailable
from eventsourcing_nats import ConfigDrift, LogSettings, News
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from gongdan.composition import Broker, Opened, log_settings, open_store, store_failure
from gongdan.nats_servers.users import CONSUMERS, OPERATIONS
from gongdan.reacting.broker import ReactionsBroker
from gongdan.reacting.declared import of_reactions, of_timers, timers_stream
from gongdan.reacting.making import make_ready
from gongdan.reacting.publishing import Publishing
from gongdan.reacting.replaying import Replaying
from gongdan.reacting.standing import Standing, measured
from gongdan.reacting.understanding import understanding
from gongdan.service.leasing import REACTIONS, open_lease
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore

log = structlog.get_logger(__name__)

_AGAIN: Final = 2.0
_LOOK: Final = 5.0
_STOPPING: Final = 4.0
_ASKED: Final = 3
_PASSING: Final = (NatsError, OSError, TimeoutError, StoreUnavailable, LogUnavailable)


class Reacting:
    """``standings`` and ``dead`` are how the reactions were when last seen; ``why`` is what keeps them from going."""

    def __init__(
        self, settings: LogSettings, opened: Opened, zone: ZoneInfo, lease: Lease, reactions: Sequence[Reaction] = ()
    ) -> None:
        self.lease = lease
        self._settings, self._opened, prefix = settings, opened, settings.prefix
        self._stream, self._timers_stream = opened.log.stream, timers_stream(prefix)
        self._subjects = Subjects(prefix, Deadlines.name)
        publishing = Publishing(self._jetstream, self._timers_stream, lambda: lease.holds)
        self.timers = NatsTimers(publishing, self._subjects, utc_now)
        self.deadlines = Deadlines(opened.desk, self.timers, lambda: opened.policies.calendars(zone), utc_now)
        self.reactions: dict[str, Reaction] = {each.name: each for each in (self.deadlines, *reactions)}
        self.replaying = Replaying(self.reactions, self.deadlines, opened, self._dead_letters)
        self._broker = ReactionsBroker(settings)
        self.standings: dict[str, Standing] = {}
        self.dead: dict[str, int] = {}
        self.timers_set: int | None = None
        self.going = asyncio.Event()
        self._stopping = False

    async def run(self) -> None:
        """Until it is stopped: what keeps the reactions from going is looked at again and again.

        They go here while the lease is ours, and one process has it.
        """
        while not self._stopping:
            tenure = await self.lease.gained()
            self.timers.forget()
            try:
                await self._session(tenure)
            except _PASSING as error:
                log.warning("reactions_interrupted", error=type(error).__name__, retry_in=_AGAIN)
            except Exception:
                log.error("reactions_broke", exc_info=True, retry_in=_AGAIN)
            self.going.clear()
            if tenure.lost.is_set():
                self._forget()
            await asyncio.sleep(_AGAIN)

    def _forget(self) -> None:
        """Another reacts from now on: how far it came is its to say."""
        self.standings.clear()
        self.dead.clear()
        self.timers_set = None

    async def stop(self, running: "asyncio.Task[None]") -> None:
        """Within some seconds: nats-py swallows a cancellation now and then, so it is asked for in two ways."""
        self._stopping = True
        for _ in range(_ASKED):
            running.cancel()
            if (await asyncio.wait([running], timeout=_STOPPING))[0]:
                return

    async def forget(self) -> None:
        """Hold no history in the clear any more."""
        self._opened.desk.forget()

    def measured(self) -> Iterator[Metric]:
        yield from measured(self.standings, self.dead, self.timers_set)

    async def _session(self, tenure: Tenure) -> None:
        """As long as one connection and the lease last."""
        broker = self._broker = ReactionsBroker(self._settings)
        try:
            client = await broker.connect()
            self._subscribe(broker)
            await broker.start()
            self.going.set()
            await catch_up(self.deadlines, Told(client, self._timers_stream, self._subjects), self._unheard)
            await self._act_on_timers(client, tenure)
        finally:
            await _stop(broker)

    async def _act_on_timers(self, client: Client, tenure: Tenure) -> None:
        """As they are told, while the connection lasts."""
        heard = TimersHeard(self.deadlines, self._subjects, self._dead_letters(), self._last_of, utc_now)
        fetching = await client.jetstream().pull_subscribe_bind(
            self.deadlines.name, self._timers_stream, f"{self._settings.inbox_prefix}.".encode()
        )
        acting = asyncio.create_task(heard.hear(Taking(fetching)))
        losing = asyncio.create_task(tenure.lost.wait())
        try:
            while not (client.is_closed or self._stopping or acting.done() or losing.done()):
                await self._look()
                await asyncio.wait([acting, losing], timeout=_LOOK, return_when=asyncio.FIRST_COMPLETED)
            if acting.done():
                acting.result()
        finally:
            losing.cancel()
            acting.cancel()
            await asyncio.wait([acting], timeout=_LOOK)
            with contextlib.suppress(*_PASSING):  # a drain waits for the statuses that nats-py 2.16's fetch threw away
                await fetching.unsubscribe()

    def _subscribe(self, broker: ReactionsBroker) -> None:
        dead, inbox = self._dead_letters(), self._settings.inbox_prefix
        hearing = Hearing(broker, self._stream, inbox, understanding(self._opened.store), dead, utc_now)
        for reaction in self.reactions.values():
            hearing.subscribe(reaction)

    async def _last_of(self, aggregate: str) -> int:
        last = await self._opened.log.last(aggregate)
        return last.sequence if last else 0

    async def _unheard(self) -> tuple[int, int]:
        info = await self._jetstream().consumer_info(self._stream, self.deadlines.name)
        return info.num_pending or 0, info.num_ack_pending or 0

    async def _look(self) -> None:
        """What can't be seen just now stays as it was."""
        with contextlib.suppress(*_PASSING):
            now = asyncio.get_running_loop().time()
            for name in self.reactions:
                info = await self._jetstream().consumer_info(self._stream, name)
                done = info.ack_floor.stream_seq if info.ack_floor else 0
                before = self.standings.get(name)
                moved = before.moved if before and before.done == done and before.unheard else now
                self.standings[name] = Standing(info.num_pending or 0, info.num_ack_pending or 0, done, moved)
            found = [each.reaction for each in await self.replaying.given_up()]
            self.dead = {name: found.count(name) for name in self.reactions}
            self.timers_set = (await self._jetstream().stream_info(self._timers_stream)).state.messages

    def _jetstream(self) -> JetStreamContext:
        """Raises StoreUnavailable where there is no connection just now."""
        state = self._broker.config.connection_state
        if not state:
            raise StoreUnavailable("reactions are not connected")
        return state.stream

    def _dead_letters(self) -> NatsDeadLetters:
        return NatsDeadLetters(self._jetstream(), self._settings.prefix)


async def _stop(broker: ReactionsBroker) -> None:
    """What is in hand is finished, for some seconds, and then cut off; where the nats-server is away, at once."""
    stopping = asyncio.create_task(broker.stop())
    await asyncio.wait([stopping], timeout=_STOPPING)
    if stopping.done():
        stopping.exception()
    stopping.cancel()
    if state := broker.config.connection_state:
        with contextlib.suppress(*_PASSING):
            await state.connection.close()


@asynccontextmanager
async def open_reacting(
    settings: Settings,
    broker: Broker,
    keys: KeyStore,
    news: News | None = None,
    *,
    more: Callable[[Opened], Sequence[Reaction]] = lambda _: (),
) -> AsyncIterator[Reacting]:
    """Reactions under way until it is left: the deadlines, and ``more`` on the same desk. Raises Failure."""
    async with (
        open_store(settings, broker, keys, user=CONSUMERS, news=news) as opened,
        open_lease(settings, broker, REACTIONS) as lease,
    ):
        signing_in, prefix = log_settings(settings, broker.signed_in_as(CONSUMERS)), settings.prefix
        reacting = Reacting(signing_in, opened, settings.time_zone, lease, more(opened))
        durables = [*of_reactions(prefix, reacting.reactions.values()), of_timers(prefix, Deadlines.name)]
        try:
            await make_ready(log_settings(settings, broker.signed_in_as(OPERATIONS)), durables)
        except (LogUnavailable, ConfigDrift) as error:
            raise store_failure(error, broker) from None
        task = asyncio.create_task(reacting.run())
        try:
            yield reacting
        finally:
            await reacting.stop(task)
