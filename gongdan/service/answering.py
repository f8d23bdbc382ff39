"""Requests over NATS answered by a running service, on a connection that may do nothing but that."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Final

import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError
from starlette.types import ASGIApp

from api.app import all_routes
from api.messages import measures
from api.messages.answering import Answering
from api.messages.operations import Operations
from eventsourcing_nats import StoreUnavailable as LogUnavailable
from eventsourcing_nats.broker.connection import Connection
from gongdan.answering.micro import Micro
from gongdan.answering.schemas import schemas
from gongdan.composition import Broker, log_settings
from gongdan.ending import ended
from gongdan.failures import Failure
from gongdan.nats_servers.users import ANSWERING
from gongdan.settings import Settings

log = structlog.get_logger(__name__)

_LOOK: Final = 1.0
_AGAIN: Final = 5.0
_STOPPING: Final = 12.0


@asynccontextmanager
async def answering_requests(settings: Settings, broker: Broker, app: ASGIApp) -> AsyncIterator[None]:
    """Until it is left. Where the nats-servers know no such user yet, it is said, and the rest goes on."""
    try:
        connection = await Connection.open(log_settings(settings, broker.signed_in_as(ANSWERING)), "requests")
    except Failure as failure:
        log.warning("nats_requests_off", why=failure.say("en"))
        yield
        return
    except LogUnavailable as error:
        log.warning("nats_requests_off", why=str(error))
        yield
        return
    answering = Answering(app, Operations(all_routes()))
    measures.begin(each.subject for each in answering.operations)
    task = asyncio.create_task(_for_ever(connection, answering, settings.prefix))
    try:
        yield
    finally:
        await ended(task, within=_STOPPING)
        await answering.end(0)
        await connection.close()


async def _for_ever(connection: Connection, answering: Answering, prefix: str) -> None:
    """nats-py subscribes again by itself; after it gave up there is another client, which has to be told everything."""
    while True:
        client = connection.client
        try:
            async with Micro(client, answering, prefix, schemas()).serving(version("gongdan")):
                while _in_use(connection, client):  # noqa: ASYNC110 -- nobody tells us
                    await asyncio.sleep(_LOOK)
        except (NatsError, OSError, TimeoutError, LogUnavailable) as error:
            log.warning("nats_requests_interrupted", error=type(error).__name__, why=str(error), retry_in=_AGAIN)
        await asyncio.sleep(_LOOK if connection.up else _AGAIN)


def _in_use(connection: Connection, client: Client) -> bool:
    return connection.client is client and not client.is_closed
