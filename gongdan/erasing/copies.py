"""Every copy that this program keeps of what a key opened: files, read models, what is held in memory."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import structlog

from api.tables.past import Past
from domain.application import TicketDesk
from gongdan.attachments.store import Attachments
from gongdan.storing.keys import KeyStore
from gongdan.storing.store import NatsEventStore
from projections.operating import kept
from projections.operating.rebuild import rebuild
from projections.projection import Projection
from projections.registry import PROJECTIONS
from projections.store import ReadStore

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files were removed and tables written anew; ``whole``: whether no former byte of these is left."""

    files: int
    tables: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """Sweeps them, whoever it is about: read models are computed from the log again, which can't open it any more."""

    keys: KeyStore
    attachments: Attachments
    desk: TicketDesk
    source: NatsEventStore
    store: ReadStore
    past: Past
    others: Callable[[], Awaitable[None]]
    """Has those forget who follow the log."""
    projections: Sequence[Projection] = PROJECTIONS
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def sweep(self) -> Swept:
        """Harmless twice. Raises StoreUnavailable, AttachmentsUnavailable, StoreAway: then it is to be done again."""
        async with self._one_at_a_time:
            return await self._sweep()

    async def _sweep(self) -> Swept:
        await asyncio.to_thread(self.keys.settle)
        await self.forget()
        files = await self.attachments.discard_erased()
        for each in self.projections:
            await rebuild(self.source, self.store, each, epoch=self.source.epoch, clock=_now)
            await asyncio.to_thread(kept.discard, self.store, each)
        whole = await asyncio.to_thread(self.store.scrub)
        await self.forget()
        if not whole:
            log.warning("erased_rows_in_database_log", advice="see docs/privacy.md: PostgreSQL")
        return Swept(files, sum(len(each.tables) for each in self.projections), whole)

    async def forget(self) -> None:
        """Nothing in the clear stays in memory: neither keys nor histories nor past moments."""
        self.keys.forget()
        self.desk.forget()
        self.past.forget()
        await self.others()


def _now() -> datetime:
    return datetime.now(UTC)
