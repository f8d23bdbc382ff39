"""The leases of a running service: each kept on a connection of its own, and let go when the service stops."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from consumers.leases.lease import Lease
from eventsourcing_nats import ConfigDrift, LogSettings, NotPermitted, StoreUnavailable
from eventsourcing_nats.broker.connection import Connection
from gongdan.composition import Broker, log_settings, store_failure
from gongdan.ending import ended
from gongdan.failures import Failure
from gongdan.nats_servers.users import CONSUMERS, OPERATIONS
from gongdan.reacting.board import NatsBoard
from gongdan.reacting.making import make_ready
from gongdan.service.home import name_of
from gongdan.settings import Settings

REACTIONS = "reactions"
NOTICES = "notices"


@asynccontextmanager
async def open_lease(settings: Settings, broker: Broker, name: str) -> AsyncIterator[Lease]:
    """Waited for or held until it is left. Raises Failure."""
    signing_in = log_settings(settings, broker.signed_in_as(CONSUMERS))
    try:
        await make_ready(log_settings(settings, broker.signed_in_as(OPERATIONS)), ())
        connection = await Connection.open(signing_in, f"lease of {name}")
    except (StoreUnavailable, ConfigDrift) as error:
        raise store_failure(error, broker) from None
    board = NatsBoard(connection, settings.prefix, name)
    await _require_rights(board, connection, broker)
    lease = Lease(name, board, name_of(settings.home))
    task = asyncio.create_task(lease.keep())
    try:
        yield lease
    finally:
        await ended(task)
        await lease.let_go()
        await connection.close()


async def _require_rights(board: NatsBoard, connection: Connection, broker: Broker) -> None:
    """nats-servers with yesterday's rights would keep it from us for ever, in silence. Raises Failure."""
    try:
        await board.require_rights()
    except NotPermitted:
        await connection.close()
        raise Failure("leases-not-permitted", url=LogSettings(url=broker.url).safe_url) from None
    except StoreUnavailable as error:
        await connection.close()
        raise store_failure(error, broker) from None
