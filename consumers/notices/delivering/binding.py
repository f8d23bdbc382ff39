"""Puts notices in a digest on record before it is handed over: of two letters that would hold the same, one does."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

import structlog

from consumers.notices.outbox.deliveries import Deliveries, Delivery
from consumers.notices.planning.recording import NoticeRecorder
from domain.desk.kinds import id_of
from domain.notices.commands import PutInDigest, TakeOutOfDigest
from domain.notices.state import fold
from domain.record.envelope import Recorded
from domain.refusals import NotAllowed
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


class Binding:
    """Its methods raise StoreUnavailable; the same is tried again then."""

    def __init__(
        self, desk: Desk, recorder: NoticeRecorder, deliveries: Deliveries, clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._recorder, self._deliveries, self._clock = desk, recorder, deliveries, clock

    async def bound(self, digest: str, items: Iterable[str]) -> bool:
        """Whether all of them go in this digest, on record. Not so where one ended, or goes in another letter.

        In the order of their keys: of two digests that share some, the first shared one decides.
        """
        for key in sorted(items):
            events = await self._desk.events_of(key)
            notice = fold(events)
            if notice is None or (notice.waits and notice.digest == digest):
                continue
            try:
                await self._recorder.note(key, len(events), PutInDigest(digest=digest), id_of(digest))
            except NotAllowed as refusal:
                log.info("notice_goes_elsewhere", notice=key, digest=digest, why=refusal.code)
                return False
        return True

    async def see_to(self, item: Delivery, version: int, digest: str) -> None:
        """To the digest that an item was put in, by whomever: it is sent, or the item goes by itself, or it ended."""
        holding = fold(await self._desk.events_of(digest))
        if holding is not None and holding.waits:
            letter = Delivery(digest, holding.said.recipient, item.channel, "waiting", None, None, 0, self._clock())
            await unbroken(self._deliveries.put_together, letter, [item])
        elif holding is None or holding.parted:
            await self._recorder.note(item.notice, version, TakeOutOfDigest(digest=digest))
            await unbroken(self._deliveries.postpone, item, self._clock(), item.tries)
        else:
            await unbroken(self._deliveries.done, item)
