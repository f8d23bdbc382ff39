"""Puts the service together on an open nats-server, from the bottom up; the stack closes it from the top down."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client.core import Metric

from api.accounts.port import Accounts
from api.callers import Identify
from api.service import Service
from api.staff_records import StaffRecords
from api.subscriptions.port import Subscribers
from api.tables.past import Past
from api.webhooks.port import NoWebhooks, Webhooks
from domain.application import utc_now
from domain.refusals import Language, StoreUnavailable
from domain.ticket.follow_code import follow_code
from eventsourcing_nats import EventLog
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from gongdan.attachments.for_tickets import TicketFiles
from gongdan.attachments.opening import open_attachments
from gongdan.bodies.logged import LoggedBodies
from gongdan.cli.past.words import WORDS
from gongdan.composition import Broker, Opened, log_settings, open_store
from gongdan.documents.printer import Printer
from gongdan.failures import Failure
from gongdan.feeding.granting import Granting
from gongdan.mailing.keeping.store import LetterStore
from gongdan.mailing.room import LetterRoom
from gongdan.nats_servers.users import API, PROJECTIONS
from gongdan.notices.previewing import TicketPreviews
from gongdan.notices.settings import load_notice_settings
from gongdan.policies.for_api import RulesOfTheProgram
from gongdan.policies.on_record import put_calendars_on_record, put_packs_on_record
from gongdan.service.apart.beside import open_apart
from gongdan.service.apart.forking import Forks
from gongdan.service.apart.measures import added
from gongdan.service.apart.news import SharedNews
from gongdan.service.check import examine
from gongdan.service.followers import Followers, open_followers
from gongdan.service.granting import open_granting
from gongdan.service.notarising import Notarising, notarised, open_notarising
from gongdan.service.questions.foreign import dismissed_in
from gongdan.service.storing import Storing, watching
from gongdan.settings import Settings
from gongdan.storing.dismissed import Dismissal
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.watching.connections import ConnectionWatch, watching_connections
from gongdan.watching.dismissed import dismissed, known
from gongdan.watching.drift import DriftWatch, watching_drift
from gongdan.watching.losses import watching_losses
from gongdan.watching.quorum import QuorumWatch, watching_quorum
from gongdan.watching.reads import ReadWatch, watching_reads
from gongdan.watching.standing import standing


@dataclass(frozen=True, slots=True)
class Parts:
    """What runs below the API. ``opened`` stores and decides, ``reading`` feeds the read models; each has a log."""

    settings: Settings
    keys: KeyStore
    opened: Opened
    reading: Opened
    logs: Mapping[str, EventLog]
    connections: ConnectionWatch
    reads: ReadWatch
    quorum: QuorumWatch
    drift: DriftWatch
    storing: Storing
    followers: Followers
    granting: Granting | None
    notarising: Notarising | None

    @property
    def hindrance(self) -> Failure | None:
        """Why no event can, or should, be stored."""
        differs = self.notarising.hindrance if self.notarising else None
        return self.storing.hindrance or self.opened.losses.hindrance or self.drift.hindrance or differs

    def why_not(self, language: Language) -> str:
        return failure.say(language) if (failure := self.hindrance) else ""


async def open_parts(
    settings: Settings,
    broker: Broker,
    keys: KeyStore,
    stack: AsyncExitStack,
    reload: Callable[[], None] | None = None,
    forks: Forks | None = None,
) -> Parts:
    """Opened and running; ``reload`` has our own nats-server take other partners. Raises Failure."""
    news, signing_in = SharedNews(), log_settings(settings, broker.signed_in_as(API))
    opened = await stack.enter_async_context(open_store(settings, broker, keys, news=news))
    reading = await stack.enter_async_context(open_store(settings, broker, keys, user=PROJECTIONS, news=news))
    opened.policies.require_chosen()
    notarising = await stack.enter_async_context(open_notarising(settings, reading.log, opened.losses))
    if opened.losses.whole:
        await put_packs_on_record(opened.desk, opened.policies.chosen)
        await put_calendars_on_record(opened.desk)
    await stack.enter_async_context(watching_losses(opened.losses))
    logs = {"api": opened.log, "projections": reading.log}
    connections = await stack.enter_async_context(watching_connections(logs, time.monotonic))
    reads = await stack.enter_async_context(watching_reads(logs, time.monotonic))
    quorum = await stack.enter_async_context(watching_quorum(opened.log))
    drift = await stack.enter_async_context(watching_drift(opened.log, broker))
    storing = Storing(quorum, signing_in, broker, own=settings.embedded, clock=time.monotonic)
    await stack.enter_async_context(watching(storing))
    following = _following(settings, broker, keys, opened, reading, news, forks)
    followers = await stack.enter_async_context(following)
    opened.desk.tickets_of = followers.models.numbers_of
    granted = open_granting(settings, broker, reading, reload)
    granting = await stack.enter_async_context(granted) if settings.reactions else None
    await stack.enter_async_context(notarised(notarising, followers.projecting))
    watched = connections, reads, quorum, drift
    return Parts(settings, keys, opened, reading, logs, *watched, storing, followers, granting, notarising)


def _following(
    settings: Settings,
    broker: Broker,
    keys: KeyStore,
    opened: Opened,
    reading: Opened,
    news: SharedNews,
    forks: Forks | None,
) -> AbstractAsyncContextManager[Followers]:
    """In a process of their own where there is who forks it, else in this one."""
    if forks:
        return open_apart(settings, forks, broker, keys, opened, reading, news)
    return open_followers(settings, load_notice_settings(), broker, keys, opened, reading, news)


async def service_of(
    parts: Parts,
    identify: Identify,
    accounts: Accounts,
    subscribers: Subscribers | None = None,
    letters: LetterStore | None = None,
    webhooks: Webhooks | None = None,
) -> Service:
    """What the API works on. Raises Failure."""
    settings, opened, projecting = parts.settings, parts.opened, parts.followers.projecting
    attachments = await open_attachments(settings, parts.keys)
    return Service(
        desk=opened.desk,
        attachments=TicketFiles(attachments, opened.policies, settings.attachment_limits),
        rules=RulesOfTheProgram(opened.store, opened.policies),
        log=opened.store,
        replaying=LoggedBodies(opened.log, EventMapper(parts.keys), parts.keys),
        read=projecting.store,
        past=Past(parts.reading.store, projecting.store, settings.time_zone),
        runner=projecting.runner,
        stopped=lambda: projecting.stopped,
        identify=identify,
        zone=settings.time_zone,
        version=version("gongdan"),
        staff=StaffRecords(opened.desk, settings.time_zone, utc_now),
        accounts=accounts,
        subscribers=subscribers,
        webhooks=webhooks or NoWebhooks(),
        can_store=lambda: parts.hindrance is None,
        waiting=lambda: parts.storing.waiting,
        why_not=parts.why_not,
        lost=lambda: {**parts.followers.lost(), **parts.connections.lost},
        unread=lambda: [*parts.reads.unread, *parts.followers.unread()],
        dismissals=lambda: known(settings.home, opened.log.epoch),
        dismiss=lambda position, reason, by: _dismissed(parts, position, reason, by),
        examine=lambda: examine(settings),
        code_of=lambda number: follow_code(parts.keys.pseudonym("follow-code", number)),
        previews=TicketPreviews(lambda: opened.desk.policies, settings.time_zone),
        proofs=parts.notarising.proofs(settings.time_zone) if parts.notarising else None,
        documents=Printer(load_notice_settings().mail_name),
        words=WORDS,
        standing=_measures(parts),
        mail=LetterRoom(letters, utc_now) if letters else None,
        reactions=parts.followers.reactions,
        counted=parts.followers.counted,
    )


async def _dismissed(parts: Parts, position: int, reason: str, by: str) -> Dismissal:
    """Raises NotDismissed, StoreUnavailable."""
    settings = parts.settings
    try:
        return await dismissed_in(parts.opened.log, settings.home, settings.time_zone, position, reason, by)
    except LogUnavailable as error:
        raise StoreUnavailable(str(error)) from error


def _measures(parts: Parts) -> Callable[[], Iterator[Metric]]:
    def archived() -> Iterator[Metric]:
        if parts.notarising:
            yield from parts.notarising.measured()

    home, epoch, store = parts.settings.home, parts.opened.log.epoch, parts.followers.projecting.store
    watched = (
        parts.drift.measured,
        parts.opened.losses.measured,
        parts.reads.measured,
        archived,
    )
    ours = standing(
        home, parts.keys, parts.logs, lambda: parts.quorum.seen, *watched, lambda: dismissed(home, epoch, store)
    )
    return lambda: added(ours(), parts.followers.measured())
