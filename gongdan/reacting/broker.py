"""FastStream's broker on the client that the log uses too: encrypted where that was asked for, and back for ever."""

import ssl
from typing import TYPE_CHECKING

import structlog
from faststream.nats import NatsBroker
from faststream.nats.security import NatsCredentials, NatsSecurity, NatsUserPassword

from eventsourcing_nats import LogSettings
from eventsourcing_nats.broker.client import QuickClient

if TYPE_CHECKING:
    from nats.aio.client import Client

log = structlog.get_logger(__name__)


class ReactionsBroker(NatsBroker):
    """``apply_types`` off: what a reaction gets is decided here, not guessed from a signature."""

    def __init__(self, settings: LogSettings) -> None:
        self._encrypted = settings.encrypted
        super().__init__(
            settings.servers,
            security=_security(settings),
            name=f"{settings.name} reactions",
            inbox_prefix=settings.inbox_prefix,
            max_reconnect_attempts=-1,
            reconnect_time_wait=1,
            ping_interval=5,
            drain_timeout=2,
            graceful_timeout=5.0,
            apply_types=False,
            logger=None,
            error_cb=_note,
        )

    async def _connect(self) -> "Client":
        client = QuickClient(encrypted=self._encrypted)
        await client.connect(**self._connection_kwargs)
        self.config.connect(client)
        return client


async def _note(error: Exception) -> None:
    log.warning("reactions_connection_error", error=str(error))


def _security(settings: LogSettings) -> NatsSecurity:
    trusted = ssl.create_default_context(cafile=settings.ca) if settings.ca else None
    if settings.credentials:
        return NatsCredentials(str(settings.credentials), ssl_context=trusted)
    if settings.user:
        return NatsUserPassword(settings.user, settings.password or "", ssl_context=trusted)
    return NatsSecurity(ssl_context=trusted)
