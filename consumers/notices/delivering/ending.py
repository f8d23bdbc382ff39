"""Puts on record how a notice ended, once, and sees to what follows: it is counted, sent again, or parted."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

import structlog

from consumers.notices.delivering.taking import surely
from consumers.notices.measures import ENDED
from consumers.notices.outbox.deliveries import Deliveries, Delivery
from consumers.notices.planning.recording import NoticeRecorder
from domain.notices.catalogue import KINDS
from domain.notices.commands import LetLapse, RecordFailure, RecordSent, RecordUnknown, ResendNotice
from domain.notices.events import NoticeOutcomeUnknown, NoticeRequested
from domain.notices.state import Notice, fold
from domain.notices.vocabulary import PARTING
from domain.record.envelope import Recorded
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

End = RecordSent | RecordFailure | RecordUnknown | LetLapse
_ENDS: Final = {RecordSent: "sent", RecordFailure: "failed", RecordUnknown: "unknown", LetLapse: "lapsed"}


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


class Ending:
    """``run`` names this process."""

    def __init__(
        self,
        desk: Desk,
        recorder: NoticeRecorder,
        deliveries: Deliveries,
        clock: Callable[[], datetime],
        run: str,
    ) -> None:
        self._desk, self._recorder, self._deliveries = desk, recorder, deliveries
        self._clock, self._run = clock, run

    async def ended(self, delivery: Delivery, events: tuple[Recorded, ...], end: End) -> None:
        """So it is on record; where that is another's to say, it is looked at anew."""
        key = delivery.notice
        if not await surely(key, lambda: self._recorder.note(key, len(events), end, self._run)):
            await unbroken(self._deliveries.postpone, delivery, self._clock(), delivery.tries)
            return
        await self._follow(key, events, end)
        if isinstance(end, LetLapse) and end.why in PARTING:
            await unbroken(self._deliveries.part, key)
        await unbroken(self._deliveries.done, delivery)

    async def over(self, delivery: Delivery, notice: Notice | None) -> None:
        """It had ended, or never was requested; what was to go in it and does not waits by itself."""
        if notice is None or notice.parted:
            await unbroken(self._deliveries.part, delivery.notice)
        await unbroken(self._deliveries.done, delivery)

    async def _follow(self, key: str, events: tuple[Recorded, ...], end: End) -> None:
        notice = fold(events)
        if notice is None:
            return
        channel, kind = notice.said.channel, notice.said.kind
        ENDED.labels(channel, _ENDS[type(end)]).inc()
        if not isinstance(end, RecordSent):
            log.warning("notice_not_sent", notice=key, kind=kind, channel=channel, why=end.why)
        before = any(isinstance(recorded.event, NoticeOutcomeUnknown) for recorded in events)
        if isinstance(end, RecordUnknown) and not before:
            await surely(key, lambda: self._send_again(key, len(events) + 1, notice.said))

    async def _send_again(self, key: str, version: int, said: NoticeRequested) -> None:
        if await self._again(said):
            await self._recorder.note(key, version, ResendNotice())

    async def _again(self, said: NoticeRequested) -> bool:
        """Of several in one letter, whether any is of a kind that is sent again."""
        items = [fold(await self._desk.events_of(key)) for key in said.items or ()]
        return any(KINDS[each.kind].again for each in (said, *(item.said for item in items if item)))
