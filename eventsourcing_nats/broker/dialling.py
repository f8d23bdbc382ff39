"""Making one standing connection: nats-py tries a first connection for ever or not at all."""

import contextlib
import os
import re
import ssl
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError

from eventsourcing_nats.broker.client import NoTls, QuickClient
from eventsourcing_nats.broker.credentials import CredentialsFile, UnusableCredentials
from eventsourcing_nats.broker.requests import Requests
from eventsourcing_nats.errors import (
    CertificateNotTrusted,
    NotReached,
    StoreUnavailable,
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

    Raises StoreUnavailable (with the URL, without secrets), WrongCredentials, CertificateNotTrusted, TlsNotOffered
    or InboxNotPermitted, with nothing left open.
    """
    trusted, credentials = _trusted(settings), _credentials(settings)
    client = QuickClient(encrypted=settings.encrypted)
    reasons: list[str] = []
    refused: list[str] = []
    try:
        await client.connect(
            settings.servers,
            name=f"{settings.name} {purpose}",
            user=settings.user,
            password=settings.password,
            user_jwt_cb=credentials.jwt if credentials else None,
            signature_cb=credentials.signature if credentials else None,
            tls=trusted,
            inbox_prefix=settings.inbox_prefix,
            allow_reconnect=False,
            max_reconnect_attempts=1,
            reconnect_time_wait=0.5,  # pyright: ignore[reportArgumentType]  -- declared int, any number works
            ping_interval=5,
            flush_timeout=settings.request_timeout,
            error_cb=_noting(purpose, reasons, refused, client, watcher),
            disconnected_cb=_telling(client, watcher.lost),
            reconnected_cb=_telling(client, watcher.back),
            closed_cb=_telling(client, watcher.ended),
        )
        client.options.update(allow_reconnect=True, max_reconnect_attempts=-1)
        requests = Requests(client)
        await requests.start(settings.request_timeout)
        for subject in refused:
            requests.refuse(subject)
        requests.require_inbox()
    except BaseException as error:
        with contextlib.suppress(NatsError, OSError):
            await client.close()
        if isinstance(error, ssl.SSLCertVerificationError):
            raise CertificateNotTrusted(settings.safe_url, error.verify_message.rstrip(".")) from error
        if isinstance(error, NoTls):
            raise TlsNotOffered(settings.safe_url) from error
        if isinstance(error, NatsError | OSError):
            raise _unreachable(settings.safe_url, [_said(error), *reasons]) from error
        raise
    return client, requests


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


def _unreachable(url: str, reasons: list[str]) -> StoreUnavailable:
    if any("authorization" in reason.lower() or "authentication" in reason.lower() for reason in reasons):
        return WrongCredentials(url)
    return NotReached(url, reasons[-1])


def _said(error: Exception) -> str:
    """What the system calls it rather than the whole of Python's sentence; some errors say nothing at all."""
    if isinstance(error, OSError) and error.errno and not isinstance(error, ssl.SSLError):
        return os.strerror(error.errno)
    return str(error) or type(error).__name__


def _noting(
    purpose: str, reasons: list[str], refusals: list[str], client: Client, watcher: Watcher
) -> Callable[[Exception], Awaitable[None]]:
    logged, untold = -_QUIET, 0

    async def note(error: Exception) -> None:
        nonlocal logged, untold
        reasons.append(_said(error))
        del reasons[:-10]
        if refused := _REFUSED.search(str(error)):
            refusals.append(refused[1])
            del refusals[:-10]
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
