"""Making one standing connection: nats-py tries a first connection for ever or not at all."""

import contextlib
import os
import re
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError

from eventsourcing_nats.broker.client import NoTls, QuickClient
from eventsourcing_nats.broker.credentials import CredentialsFile, UnusableCredentials
from eventsourcing_nats.broker.requests import Requests
from eventsourcing_nats.broker.tls_first import any_wants_tls_first
from eventsourcing_nats.errors import (
    CertificateNotTrusted,
    NotReached,
    StoreUnavailable,
    TlsFirst,
    TlsNotOffered,
    WrongCredentials,
)
from eventsourcing_nats.settings import LogSettings

_REFUSED = re.compile(r'permissions violation for (?:publish|subscription) to "([^"]+)"', re.IGNORECASE)

_QUIET = 10.0
"""Seconds between two log lines of one connection: while a server is away, every attempt fails."""

log = structlog.get_logger(__name__)


class Watcher(Protocol):
    """Is told what becomes of a client."""

    def lost(self, client: Client) -> None: ...

    def back(self, client: Client) -> None: ...

    def ended(self, client: Client) -> None: ...

    def refused(self, client: Client, subject: str) -> None: ...


async def dial(settings: LogSettings, purpose: str, watcher: Watcher) -> tuple[Client, Requests]:
    """Connect and make ready for requests. Not reconnecting until it stands, always from then on.

    Raises StoreUnavailable (with the URL, without secrets), WrongCredentials, CertificateNotTrusted, TlsNotOffered,
    TlsFirst or InboxNotPermitted, with nothing left open.
    """
    trusted, credentials = _trusted(settings), _credentials(settings)
    client = QuickClient(encrypted=settings.encrypted)
    heard = _Heard()
    try:
        await client.connect(
            error_cb=_noting(purpose, heard, client, watcher),
            disconnected_cb=_telling(client, watcher.lost),
            reconnected_cb=_telling(client, watcher.back),
            closed_cb=_telling(client, watcher.ended),
            **_options(settings, purpose, trusted, credentials),
        )
        return client, await _ready(client, settings, heard)
    except BaseException as error:
        with contextlib.suppress(NatsError, OSError):
            await client.close()
        if isinstance(error, NatsError | OSError):
            raise await _why(settings, error, heard) from error
        raise


@dataclass(slots=True)
class _Heard:
    """The last things that the server complained of, and the subjects that it refused."""

    reasons: list[str] = field(default_factory=list[str])
    refused: list[str] = field(default_factory=list[str])


def _options(
    settings: LogSettings, purpose: str, trusted: ssl.SSLContext | None, credentials: CredentialsFile | None
) -> dict[str, Any]:
    return {
        "servers": settings.servers,
        "name": f"{settings.name} {purpose}",
        "user": settings.user,
        "password": settings.password,
        "user_jwt_cb": credentials.jwt if credentials else None,
        "signature_cb": credentials.signature if credentials else None,
        "tls": trusted,
        "inbox_prefix": settings.inbox_prefix,
        "allow_reconnect": False,
        "max_reconnect_attempts": 1,
        "reconnect_time_wait": 0.5,
        "ping_interval": 5,
        "flush_timeout": settings.request_timeout,
    }


async def _ready(client: QuickClient, settings: LogSettings, heard: _Heard) -> Requests:
    """For requests, whose answers it may hear, on a connection that comes back from now on."""
    client.options.update(allow_reconnect=True, max_reconnect_attempts=-1)
    requests = Requests(client)
    await requests.start(settings.request_timeout)
    for subject in heard.refused:
        requests.refuse(subject)
    requests.require_inbox()
    return requests


async def _why(settings: LogSettings, error: NatsError | OSError, heard: _Heard) -> StoreUnavailable:
    """What keeps us from connecting, as far as it can be told apart."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return CertificateNotTrusted(settings.safe_url, error.verify_message.rstrip("."))
    if isinstance(error, NoTls):
        return TlsNotOffered(settings.safe_url)
    reasons = [_said(error), *heard.reasons]
    if any("authorization" in reason.lower() or "authentication" in reason.lower() for reason in reasons):
        return WrongCredentials(settings.safe_url)
    if await any_wants_tls_first(settings.servers):
        return TlsFirst(settings.safe_url)
    return NotReached(settings.safe_url, reasons[-1])


def _trusted(settings: LogSettings) -> ssl.SSLContext | None:
    """What is trusted in place of the system's authorities."""
    if settings.ca is None:
        return None
    try:
        return ssl.create_default_context(cafile=settings.ca)
    except OSError as error:
        raise StoreUnavailable(
            f"no certificates can be read from {settings.ca} ({_said(error)}): name a PEM file of certificates"
        ) from error


def _credentials(settings: LogSettings) -> CredentialsFile | None:
    """The credentials' file, which is in order now."""
    if settings.credentials is None:
        return None
    found = CredentialsFile(settings.credentials)
    try:
        found.read()
    except UnusableCredentials as error:
        raise StoreUnavailable(str(error)) from error
    return found


def _said(error: Exception) -> str:
    """What the system calls it rather than the whole of Python's sentence; some errors say nothing at all."""
    if isinstance(error, OSError) and error.errno and not isinstance(error, ssl.SSLError):
        return os.strerror(error.errno)
    return str(error) or type(error).__name__


def _noting(purpose: str, heard: _Heard, client: Client, watcher: Watcher) -> Callable[[Exception], Awaitable[None]]:
    logged, untold = -_QUIET, 0

    async def note(error: Exception) -> None:
        nonlocal logged, untold
        heard.reasons.append(_said(error))
        del heard.reasons[:-10]
        if refused := _REFUSED.search(str(error)):
            heard.refused.append(refused[1])
            del heard.refused[:-10]
            watcher.refused(client, refused[1])
        if time.monotonic() - logged < _QUIET:
            untold += 1
            return
        log.warning("nats_connection_error", purpose=purpose, error=str(error), untold=untold)
        logged, untold = time.monotonic(), 0

    return note


def _telling(client: Client, told: Callable[[Client], None]) -> Callable[[], Awaitable[None]]:
    async def tell() -> None:
        told(client)

    return tell
