"""Storing events: all or nothing, each aggregate only onto the tip it expects, and never a guess about the outcome."""

import asyncio
import itertools
import uuid
from collections.abc import Iterator, Sequence

from eventsourcing_nats import ancestry, subjects
from eventsourcing_nats.broker import messages
from eventsourcing_nats.broker.connection import Connection
from eventsourcing_nats.broker.publishing import Conflict, Message, TooLarge, publish
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from eventsourcing_nats.broker.stream import Place
from eventsourcing_nats.errors import (
    AppendTooLarge,
    EventTooLarge,
    OutcomeUnknown,
    StaleTip,
    StoredElsewhere,
    StoreUnavailable,
)
from eventsourcing_nats.reading import Reader
from eventsourcing_nats.records import Tip, Unit

MOST_EVENTS = 1000
_HEADER_ROOM = 8192
_BATCHES_AT_ONCE = 16


class Writer:
    """Appends to one stream over a connection of its own; safe for many appends at once."""

    def __init__(self, connection: Connection, reader: Reader, where: Place) -> None:
        self._connection, self._reader, self._place = connection, reader, where
        self._batches = asyncio.Semaphore(_BATCHES_AT_ONCE)

    @property
    def max_event(self) -> int:
        """Bytes allowed for one event's state: what the broker takes, less room for the headers."""
        return self._connection.client.max_payload - _HEADER_ROOM

    async def append(self, units: Sequence[Unit]) -> list[Tip]:
        """Store all units or none, and return their new tips in order.

        Raises StaleTip, EventTooLarge, AppendTooLarge, StoreUnavailable (nothing was stored), OutcomeUnknown.
        """
        self._check(units)
        plan = [message for unit in units for message in self._messages(unit)]
        if not plan:
            return []
        try:
            return await self._settled(plan, units)
        except TooLarge as error:
            event = max((event for unit in units for event in unit.events), key=lambda event: len(event.state))
            raise EventTooLarge(event.aggregate_id, event.version, len(event.state), self.max_event) from error

    async def _settled(self, plan: list[Message], units: Sequence[Unit]) -> list[Tip]:
        """Try until the outcome is certain. A time-out means unknown: only the same again may follow.

        Trying again is safe: whichever copy is stored first makes the expectation of the others false.
        """
        loop, settings = asyncio.get_running_loop(), self._connection.settings
        deadline, unknown, names = loop.time() + settings.patience, False, [unit.aggregate_id for unit in units]
        for pause in _pauses():
            refused = False
            try:
                return await self._tried(plan, units, certain=not unknown)
            except Unanswered as error:
                unknown, why = True, str(error)
            except Conflict as error:
                refused, why = True, str(error)
            except Undelivered as error:
                why = str(error)
            except StoreUnavailable as error:
                if not unknown:
                    raise
                why = str(error)
            if loop.time() > deadline or self._connection.closed:
                if unknown:
                    raise OutcomeUnknown(names, settings.patience)
                if refused:
                    raise StaleTip(names)
                raise StoreUnavailable(f"nothing was stored, {settings.safe_url} does not answer: {why}")
            await asyncio.sleep(pause)
        raise AssertionError("pauses never end")

    async def _tried(self, plan: list[Message], units: Sequence[Unit], *, certain: bool) -> list[Tip]:
        """One try. Raises StaleTip or StoredElsewhere when that is sure, Conflict when it isn't yet.

        A cluster refuses (10164) what repeats a try of ours that is not stored yet, what competes with another's
        that is not stored yet, and right after a change of leader even what is right. ``certain``: no try of ours
        is under way.
        """
        try:
            return _tips(units, await self._send(plan))
        except Conflict as conflict:
            try:
                tips = await self._after_conflict(units, conflict.stored_at)
            except StoreUnavailable as error:
                raise Unanswered(str(error)) from error
            if tips:
                return tips
            if certain and conflict.final(self._connection.settings.replicas):
                raise StaleTip([unit.aggregate_id for unit in units]) from None
            raise

    async def _send(self, plan: list[Message]) -> int:
        timeout = self._connection.settings.request_timeout
        if len(plan) == 1:
            return await publish(self._connection, self._place.stream, plan, "", timeout)
        async with self._batches:
            return await publish(self._connection, self._place.stream, plan, uuid.uuid4().hex, timeout)

    async def _after_conflict(self, units: Sequence[Unit], stored_at: int | None) -> list[Tip] | None:
        """The tips when these very events are stored, by an earlier try or an earlier program; None if not so yet.

        Raises StaleTip when an aggregate moved on without them, StoredElsewhere where the broker knows the event id
        from another aggregate.
        """
        found = await asyncio.gather(*(self._stored(unit) for unit in units))
        tips = [tip for tip, _ in found if tip]
        if len(tips) == len(units):
            return tips
        known = await self._reader.at(stored_at) if stored_at else None
        if known and known.aggregate_id != units[0].aggregate_id:
            raise StoredElsewhere(known.event_id, known.sequence)
        stale = [unit.aggregate_id for unit, (tip, moved) in zip(units, found, strict=True) if moved and not tip]
        if stale:
            raise StaleTip(stale)
        return None

    async def _stored(self, unit: Unit) -> tuple[Tip | None, bool]:
        """The tip that this unit's own events made, if they are stored; and whether the aggregate moved on."""
        last = await self._reader.last(unit.aggregate_id)
        moved = (last.sequence if last else 0) > (unit.tip.sequence if unit.tip else 0)
        if last is None:
            return None, moved
        tip = last.tip
        for event in reversed(unit.events):
            there = await self._reader.version(tip, event.version)
            if there is None or there.event_id != event.event_id:
                return None, moved
            tip = there.tip
        ours = await self._reader.version(last.tip, unit.events[-1].version)
        return (ours.tip if ours else None), moved

    def _messages(self, unit: Unit) -> list[Message]:
        lineage = unit.tip.lineage if unit.tip else ()
        expected = unit.tip.sequence if unit.tip else 0
        subject = subjects.subject(self._place.prefix, unit.aggregate_id)
        return [
            Message(
                subject,
                messages.headers(event, ancestry.written(lineage, offset), None if offset else expected),
                event.state,
            )
            for offset, event in enumerate(unit.events)
        ]

    def _check(self, units: Sequence[Unit]) -> None:
        events = [event for unit in units for event in unit.events]
        if len(events) > MOST_EVENTS:
            raise AppendTooLarge(len(events), MOST_EVENTS)
        if len({unit.aggregate_id for unit in units}) < len(units):
            raise ValueError("an append holds at most one unit of each aggregate")
        if len({event.event_id for event in events}) < len(events):
            raise ValueError("an append holds each event id only once")
        if self._place.lasting:
            for unit in units:
                _check_versions(unit)
        for event in events:
            _check_header("topic", event.topic, 1024)
            _check_header("event id", event.event_id, 256)
            if len(event.state) > self.max_event:
                raise EventTooLarge(event.aggregate_id, event.version, len(event.state), self.max_event)


def _pauses() -> Iterator[float]:
    """Short at first: what a cluster is just storing is stored within milliseconds."""
    return itertools.chain((0.005, 0.02, 0.05), itertools.repeat(0.1))


def _check_versions(unit: Unit) -> None:
    first = unit.events[0].version
    if first not in ((unit.tip.version + 1,) if unit.tip else (0, 1)):
        after = f"version {unit.tip.version}" if unit.tip else "nothing"
        raise ValueError(f"version {first} of {unit.aggregate_id} does not follow {after}")
    if [event.version for event in unit.events] != list(range(first, first + len(unit.events))):
        raise ValueError(f"versions of {unit.aggregate_id} must be consecutive")


def _check_header(what: str, value: str, most: int) -> None:
    """Headers are stripped and kept on one line, so that nothing else would come back as it went in."""
    if not value or len(value.encode()) > most or not value.isprintable() or value != value.strip():
        raise ValueError(f"{what} {value!r}: must be printable, unpadded and at most {most} bytes")


def _tips(units: Sequence[Unit], last: int) -> list[Tip]:
    """The tips after units whose last event of all got sequence ``last``."""
    before_all = last - sum(len(unit.events) for unit in units)
    ends = itertools.accumulate(len(unit.events) for unit in units)
    return [_tip(unit, before_all + end) for unit, end in zip(units, ends, strict=True)]


def _tip(unit: Unit, last: int) -> Tip:
    """The tip after a unit whose last event got sequence ``last``."""
    count, final = len(unit.events), unit.events[-1]
    lineage = unit.tip.lineage if unit.tip else ()
    before = (*lineage, *range(last - count + 1, last))[-ancestry.MAX_ANCESTORS :]
    return Tip(last, final.version, before, final.event_id)
