"""Tries to deliver what is due, and puts on record how it ended: certainly sent, certainly not, or not known."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

import structlog

from consumers.notices.channels.port import (
    Channel,
    Deferred,
    Delivered,
    May,
    Message,
    NotOurs,
    Outcome,
    Refused,
    Unknown,
)
from consumers.notices.delivering.addresses import Addresses, Apart, NoAddress
from consumers.notices.delivering.digests import Digests
from consumers.notices.delivering.letters import Letters
from consumers.notices.delivering.taking import Taking, surely
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
from domain.notices.events import NoticeOutcomeUnknown, NoticeRequested, NoticeTaken
from domain.notices.preferences import quiet_until
from domain.notices.state import Notice, fold
from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

_OUTCOMES: Final = {Delivered: "sent", Deferred: "deferred", Refused: "refused", Unknown: "unknown"}
_AGAIN: Final = 2.0
_AT_IT: Final = timedelta(minutes=1)
"""A letter that is handed over takes no longer, unless the process stands still: then it does not arrive at all."""
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
        zone: ZoneInfo,
        run: str,
    ) -> None:
        self._desk, self._recorder, self._deliveries, self._digests = desk, recorder, deliveries, digests
        self._addresses, self._letters, self._channels = addresses, letters, channels
        self._rules, self._clock, self._zone, self._run = rules, clock, zone, run

    async def own_up(self) -> None:
        """Of what was being handed over when this program was stopped nobody knows how it ended; the rest waits."""
        for delivery in await unbroken(self._deliveries.interrupted):
            events, notice = await self._look(delivery.notice)
            if notice and notice.waits and notice.taken is None:
                await unbroken(self._deliveries.postpone, delivery, self._clock(), max(delivery.tries - 1, 0))
            else:
                if notice and notice.waits:
                    await self._end_surely(delivery.notice, events, _interrupted(delivery.tries))
                await unbroken(self._deliveries.done, delivery)

    async def deliver(self, delivery: Delivery) -> None:
        """Try once, unless it has ended or is of no use any more."""
        if delivery.held is None and delivery.tries == 0:
            await self._digests.require_requested(delivery)
        events, notice = await self._look(delivery.notice)
        if notice is None or not notice.waits:
            await unbroken(self._deliveries.done, delivery)
            return
        if notice.taken and notice.taken.by != self._run:
            await self._left_by_another(delivery, events, notice.taken)
            return
        if self._clock() - _asked(events) > self._rules.use:
            await self._ended(delivery, events, LetLapse(why="too-old"))
            return
        channel = self._channels.get(notice.said.channel)
        if channel is None:
            await self._ended(delivery, events, RecordFailure(tries=max(delivery.tries, 1), why="no-channel"))
            return
        await self._try(delivery, events, notice.said, channel)

    async def _left_by_another(self, delivery: Delivery, events: tuple[Recorded, ...], taken: NoticeTaken) -> None:
        """It may be at it still, without being able to say so."""
        known = max(each.envelope.recorded for each in events if isinstance(each.event, NoticeTaken)) + _AT_IT
        if self._clock() < known:
            await unbroken(self._deliveries.hold, delivery, known, None)
        else:
            await self._ended(delivery, events, _interrupted(taken.tries))

    async def _try(
        self, delivery: Delivery, events: tuple[Recorded, ...], said: NoticeRequested, channel: Channel
    ) -> None:
        """Where and when the records say now."""
        items = await self._items(said)
        try:
            reached = await (self._addresses.of(said) if said.items is None else self._addresses.of_all(items))
            until = None if said.urgent else quiet_until(reached.wishes, self._clock().astimezone(self._zone))
            if until is not None:
                await unbroken(self._deliveries.hold, delivery, until, "quiet-hours" if said.items is None else None)
                return
            letter = await self._letters.write(said, items)
        except NoAddress as none:
            await self._ended(delivery, events, LetLapse(why=none.why))
        except Apart:
            await unbroken(self._deliveries.part, delivery.notice)
            await self._ended(delivery, events, LetLapse(why="not-theirs"))
        except StoreUnavailable:
            raise
        except Exception as error:
            log.error("notice_not_written", notice=delivery.notice, kind=said.kind, error=type(error).__name__)
            await self._later(delivery, delivery.tries + 1, events, None)
        else:
            await self._hand_over(delivery, events, channel, Message(delivery.notice, reached.address, letter))

    async def _hand_over(
        self, delivery: Delivery, events: tuple[Recorded, ...], channel: Channel, message: Message
    ) -> None:
        taken = await unbroken(self._deliveries.try_now, delivery)
        if taken is None:
            return
        taking = Taking(self._recorder, delivery.notice, len(events), taken.tries, self._run)
        outcome = await _delivered(channel, message, taking.may)
        if isinstance(outcome, NotOurs):
            await unbroken(
                self._deliveries.postpone, delivery, self._clock() + timedelta(seconds=_AGAIN), delivery.tries
            )
            return
        TRIES.labels(channel.name, _OUTCOMES[type(outcome)]).inc()
        if taking.taken and isinstance(outcome, Deferred):
            await surely(delivery.notice, lambda: taking.put_back(outcome.answer))
        await self._came_out(taken, events, outcome)

    async def _items(self, said: NoticeRequested) -> list[NoticeRequested]:
        found = [(await self._look(key))[1] for key in said.items or ()]
        return [item.said for item in found if item]

    async def _came_out(self, delivery: Delivery, events: tuple[Recorded, ...], outcome: Outcome) -> None:
        tries = delivery.tries
        match outcome:
            case Delivered(message=message):
                await self._ended(delivery, events, RecordSent(tries=tries, message=message))
            case Refused(answer=answer):
                await self._ended(delivery, events, RecordFailure(tries=tries, why="refused", answer=answer))
            case Unknown():
                await self._ended(delivery, events, RecordUnknown(tries=tries, why="connection-lost"))
            case Deferred(why=why, answer=answer):
                log.info("notice_deferred", notice=delivery.notice, tries=tries, why=why, answer=answer)
                await self._later(delivery, tries, events, answer)

    async def _later(self, delivery: Delivery, tries: int, events: tuple[Recorded, ...], answer: int | None) -> None:
        pause = self._rules.pause_after(tries)
        if pause is None:
            await self._ended(delivery, events, RecordFailure(tries=tries, why="retries-exhausted", answer=answer))
        else:
            await unbroken(self._deliveries.postpone, delivery, self._clock() + pause, tries)

    async def _ended(self, delivery: Delivery, events: tuple[Recorded, ...], command: NoticeCommand) -> None:
        await self._end_surely(delivery.notice, events, command)
        await unbroken(self._deliveries.done, delivery)

    async def _end_surely(self, key: str, events: tuple[Recorded, ...], command: NoticeCommand) -> None:
        if not await surely(key, lambda: self._recorder.note(key, len(events), command)):
            return
        notice = fold(events)
        channel, kind = (notice.said.channel, notice.said.kind) if notice else ("", "")
        ENDED.labels(channel, _ENDS[type(command)]).inc()
        why = getattr(command, "why", None)
        if not isinstance(command, RecordSent):
            log.warning("notice_not_sent", notice=key, kind=kind, channel=channel, why=why)
        before = any(isinstance(recorded.event, NoticeOutcomeUnknown) for recorded in events)
        if isinstance(command, RecordUnknown) and not before and notice and await self._again(notice.said):
            await surely(key, lambda: self._recorder.note(key, len(events) + 1, ResendNotice()))

    async def _again(self, said: NoticeRequested) -> bool:
        """Of several in one letter, whether any is of a kind that is sent again."""
        return any(KINDS[each.kind].again for each in (said, *await self._items(said)))

    async def _look(self, key: str) -> tuple[tuple[Recorded, ...], Notice | None]:
        events = await self._desk.events_of(key)
        return events, fold(events)


def _interrupted(tries: int) -> RecordUnknown:
    return RecordUnknown(tries=max(tries, 1), why="interrupted")


async def _delivered(channel: Channel, message: Message, may: May) -> Outcome:
    """What a channel stumbled over leaves the end unknown: nobody can say how far it came."""
    try:
        return await channel.deliver(message, may)
    except Exception as error:
        return Unknown(type(error).__name__)


def _asked(events: tuple[Recorded, ...]) -> datetime:
    """When it was last asked for: by what happened, or by hand."""
    first, last = events[0], events[-1]
    happened = first.event.at if isinstance(first.event, NoticeRequested) else first.envelope.occurred
    return last.envelope.recorded if last.envelope.type == "notice-resent" else happened
