"""The notary of a running service: begins once the read models show the log, and goes on for ever."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from prometheus_client.core import Metric
from sqlalchemy.exc import SQLAlchemyError

from api.gauges import gauge
from consumers.notary.notary import Differs, Notary
from consumers.notary.scrub import Scrub
from consumers.notary.taking import Taking
from eventsourcing_nats import EventLog, StoreUnavailable
from gongdan.ending import ended
from gongdan.failures import Failure
from gongdan.proving.for_api import ArchivedProofs
from gongdan.proving.opening import open_archive
from gongdan.service.projecting import Projecting
from gongdan.settings import Settings
from gongdan.watching.losses import LossWatch
from trust.archive import Archive, Overtaken
from trust.signing import Signer

log = structlog.get_logger(__name__)

_AGAIN: Final = 5.0
_FIRST: Final = 600.0
"""Seconds for the read models to show the log: people's pages come before proofs."""


class Notarising:
    """``differs`` is where log and archive say different things, while they do."""

    def __init__(self, archive: Archive, signer: Signer, events: EventLog, losses: LossWatch) -> None:
        self.archive, self._events, self._losses = archive, events, losses
        self.notary = Notary(events, archive, lambda: Taking(archive, signer), lambda: datetime.now(UTC))
        self._key = signer.key
        self.scrub = Scrub(events, archive)
        self.differs: Differs | None = None

    def proofs(self, zone: ZoneInfo) -> ArchivedProofs:
        """For the API."""
        return ArchivedProofs(self.archive, self._key, zone)

    @property
    def hindrance(self) -> Failure | None:
        """Why nothing may be recorded: behind a log that lost its end, numbers would be given out again."""
        found = self.differs
        return Failure("log-differs", stream=self._events.stream, position=found.position) if found else None

    async def look(self) -> None:
        """Whether the log still reaches as far as the archive."""
        end = await asyncio.to_thread(self.archive.end)
        if end and (there := await self._end(end.position)) < end.position:
            self._tell(Differs(there + 1, "", missing=True), end.position - there)

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

    async def read_all(self, projecting: Projecting) -> None:
        """The scrub, for ever."""
        await projecting.runner.wait_for(await self._end(), _FIRST)
        while True:
            try:
                await self.scrub.run()
            except (StoreUnavailable, SQLAlchemyError) as error:
                log.warning("scrub_interrupted", error=type(error).__name__, why=str(error), retry_in=_AGAIN)
            except Exception:
                log.error("scrub_broke", exc_info=True, retry_in=_AGAIN)
            await asyncio.sleep(_AGAIN)

    def measured(self) -> Iterator[Metric]:
        taking = self.notary.taking
        position, sealed, broken = (taking.position, taking.sealed, len(taking.broken)) if taking else (0, 0, 0)
        yield gauge("gongdan_archive_position", "The last event of the log that is archived.", (), [((), position)])
        yield gauge("gongdan_checkpoint_position", "The last event that a checkpoint covers.", (), [((), sealed)])
        yield gauge("gongdan_chain_broken", "Events that do not follow from those before them.", (), [((), broken)])
        damage, rounds = len(self.scrub.found), self.scrub.rounds
        yield gauge("gongdan_log_damaged", "Events that are not in the log as they were archived.", (), [((), damage)])
        yield gauge("gongdan_log_scrubbed", "How often all of the log was read since the start.", (), [((), rounds)])
        yield gauge("gongdan_log_differs", "1 where log and archive differ.", (), [((), int(self.differs is not None))])

    def _tell(self, found: Differs, gone: int = 1) -> None:
        """Once; nothing is recorded any more."""
        self._losses.cut = max(gone, self._losses.cut)
        if self.differs is None or self.differs.position != found.position:
            missing = found.missing
            log.error("log_differs", position=found.position, subject=found.subject, missing=missing)
        self.differs = found

    async def _end(self, otherwise: int = 0) -> int:
        try:
            return await self._events.end()
        except StoreUnavailable:
            return otherwise


@asynccontextmanager
async def open_notarising(settings: Settings, events: EventLog, losses: LossWatch) -> AsyncIterator[Notarising | None]:
    """Opened, and the log looked at: ``losses`` hears where it lost its end. None where the settings say so.

    Raises Failure.
    """
    if not settings.notary:
        yield None
        return
    archive, signer = await asyncio.to_thread(open_archive, settings, events.epoch)
    try:
        notarising = Notarising(archive, signer, events, losses)
        await notarising.look()
        yield notarising
    finally:
        archive.close()


@asynccontextmanager
async def notarised(notarising: Notarising | None, projecting: Projecting) -> AsyncIterator[None]:
    """Under way until it is left."""
    if notarising is None:
        yield
        return
    tasks = [asyncio.create_task(each) for each in (notarising.run(projecting), notarising.read_all(projecting))]
    try:
        yield
    finally:
        for task in tasks:
            await ended(task)
