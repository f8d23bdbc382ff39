"""All that follows the log: read models, reactions, notices, rounds and the public feed, kept going."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from prometheus_client import REGISTRY
from prometheus_client.core import Metric

from api.operation.given_up import NoReactions, Reactions
from consumers.lessons import Lessons
from consumers.reaction import Reaction
from consumers.surveys import Surveys
from domain.application import utc_now
from eventsourcing_nats import News
from gongdan.composition import Broker, Opened
from gongdan.notices.settings import NoticeSettings
from gongdan.reacting.standing import none_measured
from gongdan.service.feeding import measured, open_feeding
from gongdan.service.notifying import open_notifying
from gongdan.service.projecting import Projecting, open_projecting
from gongdan.service.reacting import open_reacting
from gongdan.service.rounds import ReadModels, going_round
from gongdan.settings import Settings
from gongdan.storing.keys import KeyStore


async def _nothing_held() -> None:
    """Where nothing is held but by those who forget by themselves."""


@dataclass(frozen=True, slots=True)
class Followers:
    """What the rest of the service sees of them, wherever they are.

    ``measured`` tells how reactions and the feed stand, ``counted`` all that was counted where it happened.
    ``lost`` and ``unread`` are as of :class:`api.service.Service`. ``forget`` has them hold nothing in the clear any
    more. ``running`` ends only when something broke.
    """

    projecting: Projecting
    models: ReadModels
    reactions: Reactions
    measured: Callable[[], Iterable[Metric]]
    counted: Callable[[], Iterable[Metric]] = REGISTRY.collect
    lost: Callable[[], Mapping[str, Sequence[str]]] = dict
    unread: Callable[[], Sequence[str]] = tuple
    forget: Callable[[], Awaitable[None]] = _nothing_held
    running: "asyncio.Task[None] | None" = None


def _nothing() -> Iterator[Metric]:
    """Measured where no reactions run."""
    yield from none_measured()
    yield from measured(None)


@asynccontextmanager
async def open_followers(
    settings: Settings,
    said: NoticeSettings,
    broker: Broker,
    keys: KeyStore,
    opened: Opened,
    reading: Opened,
    news: News,
    *,
    mend: bool = True,
) -> AsyncIterator[Followers]:
    """Under way in this process until it is left; ``mend`` as of the projections. Raises Failure."""
    zone = settings.time_zone
    async with open_projecting(settings, broker, reading.store, keys, mend=mend) as projecting:
        models = ReadModels(opened.desk, reading.store, projecting.runner, projecting.store, utc_now, zone)
        if not settings.reactions:
            yield Followers(projecting, models, NoReactions(), _nothing)
            return

        def more(opened: Opened) -> tuple[Reaction, ...]:
            """All but the deadlines, which need timers."""
            return Surveys(opened.desk, said.channels), Lessons(opened.desk, models)

        async with (
            open_reacting(settings, broker, keys, news, more=more) as reacting,
            open_notifying(settings, said, broker, opened, reading.store, projecting),
            going_round(opened.desk, models, utc_now, zone, said.channels, reacting.lease),
            open_feeding(settings, broker, reading, projecting) as feeding,
        ):

            def standing() -> Iterator[Metric]:
                yield from reacting.measured()
                yield from measured(feeding)

            yield Followers(projecting, models, reacting.replaying, standing, forget=reacting.forget)
