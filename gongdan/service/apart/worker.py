"""The process that follows the log: it does what it is told by the service, and says how far it is."""

import asyncio
import os
import socket
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, closing
from importlib.metadata import version
from typing import Final

import structlog
from prometheus_client import disable_created_metrics

from api.operation.given_up import GivenUp
from domain.refusals import Refusal, StoreUnavailable
from gongdan.composition import Broker, Opened, open_store
from gongdan.failures import Failure
from gongdan.nats_servers.users import PROJECTIONS
from gongdan.notices.settings import load_notice_settings
from gongdan.opening.keys import open_keys
from gongdan.service import logs
from gongdan.service.apart.channel import Channel, Hear
from gongdan.service.apart.measures import counted
from gongdan.service.apart.news import SharedNews
from gongdan.service.apart.standing import Standing, Stopped
from gongdan.service.followers import Followers, open_followers
from gongdan.service.looping import run
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore
from gongdan.watching.connections import watching_connections
from gongdan.watching.kept import under_way
from gongdan.watching.losses import watching_losses
from gongdan.watching.reads import watching_reads
from gongdan.watching.standing import connected
from gongdan.watching.tracing import set_up_tracing
from projections.errors import ReadingError

log = structlog.get_logger(__name__)

_EVERY: Final = 1.0
"""Seconds between two words on how all stands; that read models moved is said at once."""
_AFTER_PEOPLE: Final = 10
"""Nice: whoever is answered comes first, where the cores have more to do than they can."""


def follow(settings: Settings, line: socket.socket) -> None:
    """All that the process does, until it is told to stop."""
    os.nice(_AFTER_PEOPLE)
    logs.set_up(settings.home, beside=True)
    logs.started()
    disable_created_metrics()
    run(_follow(settings, line))


async def _follow(settings: Settings, line: socket.socket) -> None:
    channel, told = await Channel.on(line), asyncio.get_running_loop().create_future()
    stopping = asyncio.Event()
    working = _Working(channel, stopping)

    async def begin(said: tuple[Broker, int]) -> None:
        told.set_result(said)

    heard = {"begin": begin, **working.heard}
    hearing = asyncio.create_task(channel.hear(heard))
    hearing.add_done_callback(lambda _: stopping.set())
    await asyncio.wait([hearing, told], return_when=asyncio.FIRST_COMPLETED)
    if not told.done():
        return
    try:
        await working.work(settings, *told.result())
    except (ReadingError, Refusal) as error:
        log.error("followers_not_started", why=error.say("en"))
    except Failure as failure:
        log.error("followers_not_started", why=failure.say("en"))
        channel.tell("failed", failure)
    except Exception:
        log.error("followers_broke", exc_info=True)
        raise
    finally:
        hearing.cancel()
        channel.close()


class _Working:
    """What is under way, and what the service may have done with it."""

    def __init__(self, channel: Channel, stopping: asyncio.Event) -> None:
        self._channel, self._stopping = channel, stopping
        self._news = SharedNews()
        self._news.channel = channel
        self._cut = 0
        self._keys: KeyStore | None = None
        self._opened: Opened | None = None
        self._followers: Followers | None = None

    @property
    def heard(self) -> dict[str, Hear]:
        return {
            "stop": self._stop,
            "news": self._news.hear,
            "cut": self._lose,
            "forget": self._forget,
            "given-up": self._given_up,
            "again": self._again,
        }

    async def work(self, settings: Settings, broker: Broker, cut: int) -> None:
        """Until told to stop; ``cut``: events that the log lost at its end. Raises Failure, ReadingError, Refusal."""
        said = load_notice_settings()
        async with AsyncExitStack() as stack:
            stack.push_async_callback(asyncio.to_thread, set_up_tracing(version("gongdan")))
            keys, _ = open_keys(settings)
            stack.enter_context(closing(keys))
            self._keys, self._cut = keys, cut
            opened = await stack.enter_async_context(open_store(settings, broker, keys, news=self._news))
            reading = await stack.enter_async_context(
                open_store(settings, broker, keys, user=PROJECTIONS, news=self._news)
            )
            self._opened, opened.losses.cut = opened, self._cut
            await stack.enter_async_context(watching_losses(opened.losses))
            logs_of = {"followers": reading.log, "notices": opened.log}
            connections = await stack.enter_async_context(watching_connections(logs_of, time.monotonic))
            reads = await stack.enter_async_context(watching_reads(logs_of, time.monotonic))
            following = open_followers(settings, said, broker, keys, opened, reading, self._news, mend=False)
            followers = await stack.enter_async_context(following)
            opened.desk.tickets_of = followers.models.numbers_of
            self._followers = followers
            log.info("followers_started")

            def standing() -> Standing:
                return Standing(
                    Stopped.by(followers.projecting.stopped),
                    [*followers.reactions.names],
                    [*followers.measured(), *connected(logs_of), *reads.measured()],
                    counted(followers.counted()),
                    connections.lost,
                    reads.unread,
                )

            async def tell() -> None:
                while True:
                    self._channel.tell("standing", standing())
                    await asyncio.sleep(_EVERY)

            await stack.enter_async_context(under_way("standing", tell))
            await stack.enter_async_context(under_way("moves", lambda: self._tell_moves(followers)))
            await self._stopping.wait()
        log.info("followers_stopped")

    async def _tell_moves(self, followers: Followers) -> None:
        runner, before = followers.projecting.runner, None
        while True:
            now = runner.snapshot
            if now != before:
                self._channel.tell("moved", now)
                before = now
            await runner.moved(_EVERY)

    async def _stop(self, _: None) -> None:
        self._stopping.set()

    async def _lose(self, cut: int) -> None:
        self._cut = cut
        if self._opened:
            self._opened.losses.cut = cut

    async def _forget(self, _: None) -> None:
        """Raises StoreUnavailable while some begin of whom it is not known what they hold."""
        if self._keys:
            self._keys.forget()
        if self._opened:
            self._opened.desk.forget()
        if self._followers is None:
            raise StoreUnavailable("the followers are just beginning")
        await self._followers.forget()

    async def _given_up(self, _: None) -> Sequence[GivenUp]:
        return await self._followers.reactions.given_up() if self._followers else ()

    async def _again(self, one: GivenUp) -> str | None:
        if self._followers is None:
            raise LookupError(one.reaction)
        return await self._followers.reactions.again(one)
