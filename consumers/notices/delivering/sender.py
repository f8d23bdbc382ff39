"""Tries to deliver what is due, and puts on record how it ended: certainly sent, certainly not, or not known."""

import time
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
from consumers.notices.delivering.binding import Binding
from consumers.notices.delivering.digests import Digests
from consumers.notices.delivering.ending import Ending
from consumers.notices.delivering.letters import Letters
from consumers.notices.delivering.patience import Patience
from consumers.notices.delivering.taking import Taking, surely
from consumers.notices.measures import TRIES
from consumers.notices.outbox.deliveries import Deliveries, Delivery
from consumers.notices.planning.recording import NoticeRecorder
from consumers.notices.rules import NoticeRules
from domain.notices.commands import (
    LetLapse,
    RecordFailure,
    RecordSent,
    RecordUnknown,
)
from domain.notices.events import NoticeRequested, NoticeTaken
from domain.notices.preferences import quiet_until
from domain.notices.state import Notice, fold
from domain.record.envelope import Recorded
from domain.refusals import StoreUnavailable
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

_OUTCOMES: Final = {Delivered: "sent", Deferred: "deferred", Refused: "refused", Unknown: "unknown"}
_AGAIN: Final = 2.0


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
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._desk, self._recorder, self._deliveries, self._digests = desk, recorder, deliveries, digests
        self._addresses, self._letters, self._channels = addresses, letters, channels
        self._rules, self._clock, self._zone, self._run, self._now = rules, clock, zone, run, now
        self._binding, self._patience = Binding(desk, recorder, deliveries, clock), Patience(now)
        self._ending = Ending(desk, recorder, deliveries, clock, run)
        self._kept: set[str] = set()

    async def own_up(self, *, alone: bool = True) -> None:
        """Of what was being handed over when this program was stopped nobody knows how it ended; the rest waits.

        Unless we were ``alone``, another may have taken it since: then it is left to that one as ever.
        """
        for delivery in await unbroken(self._deliveries.interrupted):
            events, notice = await self._look(delivery.notice)
            if notice is None or not notice.waits:
                await self._ending.over(delivery, notice)
            elif notice.taken and (alone or notice.taken.by == self._run):
                await self._ending.ended(delivery, events, _interrupted(delivery.tries, notice.taken.by))
            else:
                await unbroken(self._deliveries.postpone, delivery, self._clock(), max(delivery.tries - 1, 0))

    async def deliver(self, delivery: Delivery) -> None:
        """Try once, unless it has ended or is of no use any more."""
        if delivery.held is None and delivery.tries == 0:
            await self._digests.require_requested(delivery)
        events, notice = await self._look(delivery.notice)
        if notice is None or not notice.waits:
            await self._ending.over(delivery, notice)
        elif notice.digest is not None:
            await self._binding.see_to(delivery, len(events), notice.digest)
        elif notice.taken is not None:
            await self._taken_before(delivery, events, notice.taken)
        elif not await self._binding.bound(delivery.notice, notice.said.items or ()):
            await self._ending.ended(delivery, events, LetLapse(why="parted"))
        else:
            await self._while_of_use(delivery, events, notice.said)

    async def _while_of_use(self, delivery: Delivery, events: tuple[Recorded, ...], said: NoticeRequested) -> None:
        """Ours to be sent now, by the channel that it is for."""
        channel = self._channels.get(said.channel)
        if self._clock() - _asked(events) > self._rules.use:
            await self._ending.ended(delivery, events, LetLapse(why="too-old"))
        elif channel is None:
            await self._ending.ended(delivery, events, RecordFailure(tries=max(delivery.tries, 1), why="no-channel"))
        else:
            await self._try(delivery, events, said, channel)

    async def _taken_before(self, delivery: Delivery, events: tuple[Recorded, ...], taken: NoticeTaken) -> None:
        """By us, who heard no answer then and kept the letter; or by whoever may be at it still."""
        if taken.by == self._run and delivery.notice in self._kept:
            ours = Taking(self._recorder, delivery.notice, len(events), taken.tries, self._run, self._now)
            await ours.put_back(None)
            await unbroken(self._deliveries.postpone, delivery, self._clock(), delivery.tries)
            return
        left = self._patience.left(delivery.notice, events)
        if left > 0:
            await unbroken(self._deliveries.hold, delivery, self._clock() + timedelta(seconds=left), None)
        else:
            self._patience.forget(delivery.notice)
            await self._ending.ended(delivery, events, _interrupted(taken.tries, taken.by))

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
            await self._ending.ended(delivery, events, LetLapse(why=none.why))
        except Apart:
            await self._ending.ended(delivery, events, LetLapse(why="parted"))
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
        self._kept.discard(delivery.notice)
        taking = Taking(self._recorder, delivery.notice, len(events), taken.tries, self._run, self._now)
        outcome = await _delivered(channel, message, taking.may)
        if isinstance(outcome, NotOurs):
            self._kept.add(delivery.notice)
            await unbroken(
                self._deliveries.postpone, delivery, self._clock() + timedelta(seconds=_AGAIN), delivery.tries
            )
            return
        TRIES.labels(channel.name, _OUTCOMES[type(outcome)]).inc()
        if taking.taken and isinstance(outcome, Deferred):
            await surely(delivery.notice, lambda: taking.put_back(outcome.answer))
        await self._came_out(taken, events, outcome, self._run if taking.taken else None)

    async def _items(self, said: NoticeRequested) -> list[NoticeRequested]:
        found = [(await self._look(key))[1] for key in said.items or ()]
        return [item.said for item in found if item]

    async def _came_out(
        self, delivery: Delivery, events: tuple[Recorded, ...], outcome: Outcome, by: str | None
    ) -> None:
        tries = delivery.tries
        match outcome:
            case Delivered(message=message):
                await self._ending.ended(delivery, events, RecordSent(tries=tries, message=message))
            case Refused(answer=answer):
                await self._ending.ended(
                    delivery, events, RecordFailure(tries=tries, why="refused", answer=answer, by=by)
                )
            case Unknown():
                await self._ending.ended(delivery, events, RecordUnknown(tries=tries, why="connection-lost", by=by))
            case Deferred(why=why, answer=answer):
                log.info("notice_deferred", notice=delivery.notice, tries=tries, why=why, answer=answer)
                await self._later(delivery, tries, events, answer)

    async def _later(self, delivery: Delivery, tries: int, events: tuple[Recorded, ...], answer: int | None) -> None:
        pause = self._rules.pause_after(tries)
        if pause is None:
            failed = RecordFailure(tries=tries, why="retries-exhausted", answer=answer)
            await self._ending.ended(delivery, events, failed)
        else:
            await unbroken(self._deliveries.postpone, delivery, self._clock() + pause, tries)

    async def _look(self, key: str) -> tuple[tuple[Recorded, ...], Notice | None]:
        events = await self._desk.events_of(key)
        return events, fold(events)


def _interrupted(tries: int, by: str) -> RecordUnknown:
    return RecordUnknown(tries=max(tries, 1), why="interrupted", by=by)


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
