"""The notary of a running service: begins once the read models show the log, and goes on for ever."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final

import structlog
from prometheus_client.core import Metric
from sqlalchemy.exc import SQLAlchemyError

from api.metrics import gauge
from consumers.notary.notary import Differs, Notary
from consumers.notary.taking import Taking
from eventsourcing_nats import EventLog, StoreUnavailable
from gongdan.ending import ended
from gongdan.proving.opening import open_archive
from gongdan.service.projecting import Projecting
from gongdan.settings import Settings
from trust.archive import Archive, Overtaken
from trust.signing import Signer

log = structlog.get_logger(__name__)

_AGAIN: Final = 5.0
_FIRST: Final = 600.0
"""Seconds for the read models to show the log: people's pages come before proofs."""


class Notarising:
    """``differs`` is where log and archive say different things, while they do."""

    def __init__(self, archive: Archive, signer: Signer, events: EventLog) -> None:
        self.archive, self._events = archive, events
        self.notary = Notary(events, archive, lambda: Taking(archive, signer), lambda: datetime.now(UTC))
        self.differs: Differs | None = None

    async def run(self, projecting: Projecting) -> None:
        await projecting.runner.wait_for(await self._end(), _FIRST)
        while True:
            try:
                await self.notary.run()
            except Differs as found:
                self._tell(found)
            except (StoreUnavailable, SQLAlchemyError, Overtaken) as error:
                log.warning("notary_interrupted", error=type(error).__name__, why=str(error), retry_in=_AGAIN)
            except Exception:
                log.error("notary_broke", exc_info=True, retry_in=_AGAIN)
            await asyncio.sleep(_AGAIN)

    def measured(self) -> Iterator[Metric]:
        taking = self.notary.taking
        if taking is None:
            return
        position, sealed, broken = taking.position, taking.sealed, len(taking.broken)
        yield gauge("gongdan_archive_position", "The last event of the log that is archived.", (), [((), position)])
        yield gauge("gongdan_checkpoint_position", "The last event that a checkpoint covers.", (), [((), sealed)])
        yield gauge("gongdan_chain_broken", "Events that do not follow from those before them.", (), [((), broken)])
        yield gauge("gongdan_log_differs", "1 where log and archive differ.", (), [((), int(self.differs is not None))])

    def _tell(self, found: Differs) -> None:
        """Once."""
        if self.differs is None or self.differs.position != found.position:
            missing = found.missing
            log.error("log_differs", position=found.position, subject=found.subject, missing=missing)
        self.differs = found

    async def _end(self) -> int:
        try:
            return await self._events.end()
        except StoreUnavailable:
            return 0


@asynccontextmanager
async def open_notarising(settings: Settings, events: EventLog, projecting: Projecting) -> AsyncIterator[Notarising]:
    """Under way until it is left. Raises Failure."""
    archive, signer = await asyncio.to_thread(open_archive, settings, events.epoch)
    notarising = Notarising(archive, signer, events)
    task = asyncio.create_task(notarising.run(projecting))
    try:
        yield notarising
    finally:
        await ended(task)
        archive.close()
