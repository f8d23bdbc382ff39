"""The composition root: opens keys, log and store from the settings, and gives them to the parts that work on them."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from domain.application import TicketDesk
from eventsourcing_nats import (
    CertificateNotTrusted,
    ConfigDrift,
    EventLog,
    LogSettings,
    News,
    NoJetStream,
    NotReached,
    ServerTooOld,
    StoreUnavailable,
    StreamMissing,
    TlsFirst,
    TlsNotOffered,
    WrongCredentials,
)
from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.nats_servers.embedded import NatsServer
from gongdan.nats_servers.passwords import Passwords
from gongdan.nats_servers.users import API, OPERATIONS
from gongdan.opening.keys import open_keys
from gongdan.policies.in_force import PoliciesInForce
from gongdan.policies.library import choice_of
from gongdan.service.run_file import RunFile, beside
from gongdan.settings import Settings
from gongdan.storing.key_database import KeyStoreFailed, OtherLog
from gongdan.storing.keys import KeyStore
from gongdan.storing.mapper import EventMapper
from gongdan.storing.store import NatsEventStore
from gongdan.watching.losses import LossWatch

PATIENCE: Final = 5.0
"""Seconds that one operation waits for a broker that is away, before its caller is told to come again."""


@dataclass(frozen=True, slots=True)
class Broker:
    """Where the nats-servers are and how to sign in; ``monitor`` is where they show how they sync, if that is known.

    ``url`` and ``monitor`` may hold several addresses, with commas between.
    ``passwords`` has one for each part of the program; without them all parts sign in the same way.
    """

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    credentials: Path | None = None
    monitor: str | None = None
    passwords: Passwords | None = None

    @classmethod
    def of(cls, server: NatsServer) -> "Broker":
        return cls(server.url, monitor=server.monitor, passwords=server.passwords)

    @classmethod
    def external(cls, settings: Settings) -> "Broker":
        password = settings.nats_password.get_secret_value() if settings.nats_password else None
        url, monitor = settings.nats_url or "", settings.nats_monitor_url
        passwords = Passwords(settings.nats_users) if settings.nats_users else None
        return cls(url, settings.nats_user, password, settings.nats_creds, monitor, passwords)

    @classmethod
    def running(cls, settings: Settings, run: RunFile) -> "Broker":
        """The broker of the service that runs on this home; signing in as this shell says where it is not ours."""
        if run.nats_users:
            return cls(run.nats, monitor=run.nats_monitor, passwords=Passwords(Path(run.nats_users)))
        return cls.external(beside(settings, run))

    def signed_in_as(self, user: str) -> "Broker":
        """With the rights of one part of the program. Raises Failure where its password is not there."""
        return replace(self, user=user, password=self.passwords.of(user)) if self.passwords else self


@dataclass(frozen=True, slots=True)
class Opened:
    """The open event store with what it stands on."""

    keys: KeyStore
    log: EventLog
    store: NatsEventStore
    desk: TicketDesk
    policies: PoliciesInForce
    losses: LossWatch


async def open_log(settings: Settings, broker: Broker, *, create: bool = False, news: News | None = None) -> EventLog:
    """Raises Failure with the log's own sentence."""
    try:
        return await EventLog.open(log_settings(settings, broker, create=create), news=news)
    except (StoreUnavailable, ConfigDrift) as error:
        raise store_failure(error, broker) from None


def store_failure(error: StoreUnavailable | ConfigDrift, broker: Broker) -> Failure:
    """What is wrong with the nats-server, in our words where it is something usual."""
    url = LogSettings(url=broker.url).safe_url
    match error:
        case StreamMissing():
            return Failure("other-log", stream=error.stream)
        case WrongCredentials():
            return Failure("nats-credentials", url=url)
        case CertificateNotTrusted():
            return Failure("nats-untrusted", url=url, why=error.why)
        case TlsNotOffered():
            return Failure("nats-no-tls", url=url)
        case TlsFirst():
            return Failure("nats-tls-first", url=url)
        case NotReached():
            return Failure("nats-not-reached", url=url)
        case ServerTooOld():
            return Failure("nats-too-old", url=url, version=error.version)
        case NoJetStream():
            return Failure("nats-no-jetstream", url=url)
        case StoreUnavailable() if type(error) is StoreUnavailable:
            return Failure("log-silent", url=url)
        case ConfigDrift():
            return Failure("log-unsafe" if error.unsafe else "log-drifted", stream=error.stream, fields=_fields(error))
        case _:
            return Failure("store-refused", why=str(error).rstrip("."))


def _fields(drift: ConfigDrift) -> Both:
    """``max_age 应为 0，现为 3600000000000``."""
    listed = drift.differences
    return Both(
        "；".join(f"{field} 应为 {_value(want)}，现为 {_value(have)}" for field, want, have in listed),
        "; ".join(f"{field} should be {_value(want)} and is {_value(have)}" for field, want, have in listed),
    )


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def log_settings(settings: Settings, broker: Broker, *, create: bool = False) -> LogSettings:
    return LogSettings(
        url=broker.url,
        user=broker.user,
        password=broker.password,
        credentials=broker.credentials,
        ca=None if settings.embedded else settings.nats_ca,
        prefix=settings.prefix,
        replicas=settings.nats_replicas,
        create=create,
        patience=PATIENCE,
        inbox_prefix=f"_INBOX_{broker.user}" if broker.passwords else "_INBOX",
        name="gongdan",
    )


async def prepare(settings: Settings, broker: Broker, made: Callable[[Path], None], *, bound: bool) -> KeyStore:
    """The keys, and the stream that they belong to: each made where there is none, unless the other is in use.

    ``made`` is told at once of a key file that was made. Raises Failure.
    """
    if not bound:
        await _require_rights(settings, broker)
    log = await open_log(settings, broker.signed_in_as(OPERATIONS), create=not bound)
    try:
        keys, key = open_keys(settings, make=await end_of(log, broker) == 0)
        try:
            if key.fresh and key.path:
                made(key.path)
            await _bind(keys, log, broker)
        except BaseException:
            keys.close()
            raise
    finally:
        await log.close()
    return keys


async def _require_rights(settings: Settings, broker: Broker) -> None:
    """Raises Failure where the user that is to work with the stream may not: then none is made to be in the way."""
    try:
        await (await EventLog.open(log_settings(settings, broker.signed_in_as(API)))).close()
    except StreamMissing:
        return  # it may ask, and there is none yet
    except (StoreUnavailable, ConfigDrift) as error:
        raise store_failure(error, broker) from None


@asynccontextmanager
async def open_store(
    settings: Settings, broker: Broker, keys: KeyStore, *, user: str = API, news: News | None = None
) -> AsyncIterator[Opened]:
    """The store and the desk over it, with the rights of ``user``, closed on leaving (the keys stay open)."""
    log = await open_log(settings, broker.signed_in_as(user), news=news)
    try:
        await _bind(keys, log, broker)
        losses = LossWatch(log)
        await losses.look()
        store = NatsEventStore(log, EventMapper(keys), settings.prefix, require_whole=losses.require_whole)
        policies = PoliciesInForce(store, choice_of(settings.home))
        await policies.refresh()
        desk = TicketDesk(store, zone=settings.time_zone, policies=policies)
        async with policies.kept_fresh():
            yield Opened(keys, log, store, desk, policies, losses)
    finally:
        await log.close()


async def end_of(log: EventLog, broker: Broker) -> int:
    """The log's last sequence. Raises Failure where the servers that answer can't tell it, as without a majority."""
    try:
        return await log.end()
    except StoreUnavailable as error:
        raise store_failure(error, broker) from None


async def _bind(keys: KeyStore, log: EventLog, broker: Broker) -> None:
    """Raises Failure where the keys can't be this log's: else all personal data would read as if it were gone."""
    try:
        keys.bind(log.epoch, empty=await end_of(log, broker) == 0)
    except OtherLog:
        raise Failure("other-log", stream=log.stream) from None
    except KeyStoreFailed as error:
        raise Failure("keys", why=error.said) from None
