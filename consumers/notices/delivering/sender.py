"""Tries to deliver what is due, and puts on record how it ended: certainly sent, certainly not, or not known."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final, Protocol

import structlog

from consumers.notices.channels.port import Channel, Deferred, Delivered, Letter, Message, Outcome, Refused, Unknown
from consumers.notices.delivering.addresses import Addresses, NoAddress
from consumers.notices.delivering.digests import Digests
from consumers.notices.delivering.letters import Letters
from consumers.notices.measures import ENDED, TRIES
from consumers.notices.outbox.deliveries import Deliveries, Delivery
from consumers.notices.planning.recording import NoticeRecorder
from consumers.notices.rules import NoticeRules
from domain.notices.catalogue import KINDS
from domain.notices.commands import (
    LetLapse,
    NoticeCommand,
    RecordFailure,
    RecordSent,
    RecordUnknown,
    ResendNotice,
)
from domain.notices.events import NoticeOutcomeUnknown, NoticeRequested
from domain.notices.state import Notice, fold
from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

_OUTCOMES: Final = {Delivered: "sent", Deferred: "deferred", Refused: "refused", Unknown: "unknown"}
_AGAIN: Final = 2.0
_ENDS: Final = {RecordSent: "sent", RecordFailure: "failed", RecordUnknown: "unknown", LetLapse: "lapsed"}


class Desk(Protocol):
    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...


class Sender:
    """``channels`` by name. Its methods raise StoreUnavailable; the same is tried again then."""

    def __init__(
        self,
        desk: Desk,
        recorder: NoticeRecorder,
        deliveries: Deliveries,
        digests: Digests,
        addresses: Addresses,
        letters: Letters,
        channels: Mapping[str, Channel],
        rules: NoticeRules,
        clock: Callable[[], datetime],
    ) -> None:
        self._desk, self._recorder, self._deliveries, self._digests = desk, recorder, deliveries, digests
        self._addresses, self._letters, self._channels = addresses, letters, channels
        self._rules, self._clock = rules, clock

    async def own_up(self, notices: Sequence[str] = ()) -> None:
        """Of what was being sent when the program was stopped, nobody knows how it ended; nor of these ``notices``."""
        interrupted = await unbroken(self._deliveries.interrupted)
        for key, tries in [*((each.notice, each.tries) for each in interrupted), *((key, 1) for key in notices)]:
            events, notice = await self._look(key)
            if notice and notice.waits:
                await self._end(key, events, RecordUnknown(tries=max(tries, 1), why="interrupted"))
            await unbroken(self._deliveries.done, key)

    async def deliver(self, delivery: Delivery) -> None:
        """Try once, unless it has ended or is of no use any more."""
        if delivery.held is None and delivery.tries == 0:
            await self._digests.require_requested(delivery)
        events, notice = await self._look(delivery.notice)
        if notice is None or not notice.waits:
            await unbroken(self._deliveries.done, delivery.notice)
            return
        command = await self._tried(delivery, events, notice)
        if command is not None:
            await self._end_surely(delivery.notice, events, command)
            await unbroken(self._deliveries.done, delivery.notice)

    async def _tried(self, delivery: Delivery, events: tuple[Recorded, ...], notice: Notice) -> NoticeCommand | None:
        """How it ended; None where it is tried again later."""
        if self._clock() - _asked(events) > self._rules.use:
            return LetLapse(why="too-old")
        channel = self._channels.get(notice.said.channel)
        if channel is None:
            return RecordFailure(tries=max(delivery.tries, 1), why="no-channel")
        try:
            address = await self._addresses.of(notice.said, events[0].envelope.customer)
            letter = await self._letter(notice.said)
        except NoAddress as none:
            return LetLapse(why=none.why)
        except StoreUnavailable:
            raise
        except Exception as error:
            log.error("notice_not_written", notice=delivery.notice, kind=notice.said.kind, error=type(error).__name__)
            return await self._later(delivery, delivery.tries + 1, None)
        tries = await unbroken(self._deliveries.try_now, delivery)
        if tries is None:
            return None
        outcome = await _delivered(channel, Message(delivery.notice, address, letter))
        TRIES.labels(notice.said.channel, _OUTCOMES[type(outcome)]).inc()
        return await self._came_out(delivery, tries, outcome)

    async def _letter(self, said: NoticeRequested) -> Letter:
        items = [(await self._look(key))[1] for key in said.items or ()]
        return await self._letters.write(said, [item.said for item in items if item])

    async def _came_out(self, delivery: Delivery, tries: int, outcome: Outcome) -> NoticeCommand | None:
        match outcome:
            case Delivered(message=message):
                return RecordSent(tries=tries, message=message)
            case Refused(answer=answer):
                return RecordFailure(tries=tries, why="refused", answer=answer)
            case Unknown():
                return RecordUnknown(tries=tries, why="connection-lost")
            case Deferred(why=why, answer=answer):
                log.info("notice_deferred", notice=delivery.notice, tries=tries, why=why, answer=answer)
                return await self._later(delivery, tries, answer)

    async def _later(self, delivery: Delivery, tries: int, answer: int | None) -> NoticeCommand | None:
        pause = self._rules.pause_after(tries)
        if pause is None:
            return RecordFailure(tries=tries, why="retries-exhausted", answer=answer)
        await unbroken(self._deliveries.postpone, delivery, self._clock() + pause, tries)
        return None

    async def _end_surely(self, key: str, events: tuple[Recorded, ...], command: NoticeCommand) -> None:
        """How it ended is known now and by nobody else: it waits for the log to take it."""
        while True:
            try:
                return await self._end(key, events, command)
            except StoreUnavailable:
                log.warning("notice_end_not_recorded", notice=key, retry_in=_AGAIN)
                await asyncio.sleep(_AGAIN)

    async def _end(self, key: str, events: tuple[Recorded, ...], command: NoticeCommand) -> None:
        """On record, and told; what may have arrived is sent again only where its kind says so, and once."""
        await self._recorder.note(key, len(events), command)
        notice = fold(events)
        channel, kind = (notice.said.channel, notice.said.kind) if notice else ("", "")
        ENDED.labels(channel, _ENDS[type(command)]).inc()
        why = getattr(command, "why", None)
        if not isinstance(command, RecordSent):
            log.warning("notice_not_sent", notice=key, kind=kind, channel=channel, why=why)
        before = any(isinstance(recorded.event, NoticeOutcomeUnknown) for recorded in events)
        if isinstance(command, RecordUnknown) and KINDS[kind].again and not before:
            await self._recorder.note(key, len(events) + 1, ResendNotice())

    async def _look(self, key: str) -> tuple[tuple[Recorded, ...], Notice | None]:
        events = await self._desk.events_of(key)
        return events, fold(events)


async def _delivered(channel: Channel, message: Message) -> Outcome:
    """What a channel stumbled over leaves the end unknown: nobody can say how far it came."""
    try:
        return await channel.deliver(message)
    except Exception as error:
        return Unknown(type(error).__name__)


def _asked(events: tuple[Recorded, ...]) -> datetime:
    """When it was last asked for: by what happened, or by hand."""
    first, last = events[0], events[-1]
    happened = first.event.at if isinstance(first.event, NoticeRequested) else first.envelope.occurred
    return last.envelope.recorded if last.envelope.type == "notice-resent" else happened
