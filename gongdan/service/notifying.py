"""Notices of a running service: put together from the desk, the read models and the mail server, and kept going."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final

from consumers.leases.lease import Lease
from consumers.notices.channels.email import EmailChannel, Replies
from consumers.notices.channels.port import Channel
from consumers.notices.delivering.addresses import Addresses
from consumers.notices.delivering.digests import Digests
from consumers.notices.delivering.sender import Sender
from consumers.notices.outbox.causes import Causes
from consumers.notices.outbox.deliveries import Deliveries
from consumers.notices.outbox.reading import OutboxReader
from consumers.notices.planning.about import LookingUp
from consumers.notices.planning.people import People
from consumers.notices.planning.planner import Planner
from consumers.notices.planning.recording import NoticeRecorder
from consumers.notices.running import Notifying
from domain.application import utc_now
from domain.ticket.follow_code import follow_code
from gongdan.composition import Broker, Opened
from gongdan.console.portal.entry.reception import inviting
from gongdan.ending import ended
from gongdan.mailing.opening import signed_replies
from gongdan.notices.letters import Author
from gongdan.notices.settings import NoticeSettings
from gongdan.service.leasing import NOTICES, open_lease
from gongdan.service.projecting import Projecting
from gongdan.settings import Settings
from gongdan.storing.store import NatsEventStore
from projections.inbox import finding

_PATIENCE: Final = 600.0
"""Seconds for the read model of notices to show the log, where that has to say what was told before."""


@asynccontextmanager
async def open_notifying(
    settings: Settings,
    said: NoticeSettings,
    broker: Broker,
    opened: Opened,
    source: NatsEventStore,
    projecting: Projecting,
) -> AsyncIterator[None]:
    """Notices under way until it is left, in one process at a time; none where the settings say so. Raises Failure."""
    if not (settings.reactions and said.notices):
        yield
        return
    async with open_lease(settings, broker, NOTICES) as lease, inviting(settings) as link_of:
        notifying, reader = put_together(
            settings, said, opened, source, projecting, lease, link_of, signed_replies(opened.keys)
        )
        task = asyncio.create_task(notifying.run(reader))
        try:
            yield
        finally:
            await ended(task)


def put_together(
    settings: Settings,
    said: NoticeSettings,
    opened: Opened,
    source: NatsEventStore,
    projecting: Projecting,
    lease: Lease,
    link_of: Callable[[str], str] | None = None,
    replies: Replies | None = None,
) -> tuple[Notifying, OutboxReader]:
    """The parts, from the bottom up."""
    desk, store, rules = opened.desk, projecting.store, said.rules
    channels: dict[str, Channel] = {}
    if (server := said.mail_server) is not None:
        channels[EmailChannel.name] = EmailChannel(server, replies)
    channels |= said.beside
    causes, deliveries, people = Causes(store), Deliveries(store), People(desk)
    looking_up, recorder = LookingUp(desk, settings.time_zone, utc_now), NoticeRecorder(desk)
    addresses = Addresses(looking_up, people, said.routes)
    digests = Digests(desk, recorder, deliveries, addresses, utc_now)
    author = Author(
        looking_up,
        lambda: people.known,
        lambda number: follow_code(opened.keys.pseudonym("follow-code", number)),
        said.mail_name,
        link_of,
    )
    zone = settings.time_zone
    sender = Sender(desk, recorder, deliveries, digests, addresses, author, channels, rules, utc_now, zone, lease.run)
    planner = Planner(looking_up, people, recorder, causes, deliveries, rules, utc_now, channels, said.routes)
    shown = _Shown(source, projecting)
    notifying = Notifying(causes, deliveries, people, planner, digests, sender, utc_now, shown.under_way, lease, desk)
    reader = OutboxReader(
        source,
        source.epoch,
        causes,
        rules,
        utc_now,
        told_before=shown.told_before,
        first=notifying.first,
        news=notifying.heard,
    )
    return notifying, reader


class _Shown:
    """What the read model of notices says, once it shows the whole log."""

    def __init__(self, source: NatsEventStore, projecting: Projecting) -> None:
        self._source, self._projecting = source, projecting

    async def told_before(self) -> bool:
        await self._caught_up()
        return await asyncio.to_thread(self._any)

    async def under_way(self) -> Sequence[str]:
        """The keys of those that wait for a channel."""
        await self._caught_up()
        return [f"notice-{notice}" for notice in await asyncio.to_thread(self._undecided)]

    async def _caught_up(self) -> None:
        """Raises TimeoutError."""
        if not await self._projecting.runner.wait_for(await self._source.end(), _PATIENCE, "inbox"):
            raise TimeoutError

    def _any(self) -> bool:
        with self._projecting.store.read() as connection:
            return finding.any_at_all(connection)

    def _undecided(self) -> list[str]:
        with self._projecting.store.read() as connection:
            return finding.undecided(connection)
