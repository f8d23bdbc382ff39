"""The domain's event store on NATS: encodes, chains the hashes, and turns the broker's words into ours."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog
from eventsourcing.persistence import OperationalError, StoredEvent

from domain.record.envelope import Actor, Damaged, Envelope, Recorded, Unreadable
from domain.refusals import EventTooLarge, HistoryDamaged, StaleVersion, StoreUnavailable
from domain.store import AlreadyStored, Change, History
from domain.ticket.numbering import number_of
from eventsourcing_nats import EventLog, ForeignMessage, LoggedEvent, NewEvent, StaleTip, StoredElsewhere, Tip, Unit
from eventsourcing_nats import EventTooLarge as TooLarge
from eventsourcing_nats import LogGap as MessagesMissing
from gongdan.storing.chain import Chain
from gongdan.storing.dismissed import NO_EVENT
from gongdan.storing.mapper import EventMapper
from gongdan.storing.measures import appending
from projections.errors import LogGap

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where an aggregate ends: the log's tip, and the hash of its last event."""

    tip: Tip
    hash: str


class NatsEventStore:
    """Implements :class:`domain.store.EventStore` over an event log and a mapper."""

    def __init__(
        self, log: EventLog, mapper: EventMapper, prefix: str, *, require_whole: Callable[[], None] = lambda: None
    ) -> None:
        """``require_whole`` is asked before anything is recorded, and may refuse."""
        self._log, self._mapper, self._require_whole = log, mapper, require_whole
        self._chain = Chain(mapper, prefix)
        self._told = set[int]()

    @property
    def epoch(self) -> str:
        """Names this very log: positions of another mean nothing here."""
        return self._log.epoch

    async def load(self, aggregate: str, *, fresh: bool = False) -> History:
        """Raises HistoryDamaged where an event can't be read or the chain of hashes is broken.

        Messages that are no events are left out; who follows the log meets them.
        """
        with translated(aggregate):
            logged, tip = await self._log.load(aggregate, fresh=fresh)
            if tip is None:
                return History((), None)
            events = [self.decode(event) for event in logged]
            last = self._chain.end(events, [event.state for event in logged])
            return History(tuple(events), Mark(tip, last or ""))

    async def category(self, category: str) -> list[Recorded]:
        """All events of the aggregates of a kind of which there are few, as :meth:`load` reads them."""
        with translated(category):
            return [self.decode(event) for event in await self._log.category(category)]

    async def exists(self, aggregate: str) -> bool:
        """Also where only a message that is no event stands there: the id is taken."""
        with translated():
            return await self._log.tip(aggregate) is not None

    async def make_ready(self, changes: Sequence[Change]) -> None:
        """The keys of personal values."""
        pending = [(event.envelope, event.event) for change in changes for event in change.events]
        if missing := self._mapper.keys_needed(pending):
            await asyncio.to_thread(self._mapper.make_keys, missing)  # blocks while the disk syncs

    async def append(self, changes: Sequence[Change]) -> list[History]:
        with appending(changes):
            self._require_whole()
            return await self._append(changes)

    async def _append(self, changes: Sequence[Change]) -> list[History]:
        await self.make_ready(changes)
        encoded = [self._encoded(change) for change in changes]
        try:
            with translated():
                tips = await self._log.append([unit for unit, _, _ in encoded])
        except StoredElsewhere as error:
            raise AlreadyStored(await self._holding(error.sequence)) from error
        return [
            await self._as_stored(unit) if tip.found else _placed(events, Mark(tip, last))
            for (unit, events, last), tip in zip(encoded, tips, strict=True)
        ]

    async def follow(self, after: int = 0, *, until: int | None = None) -> AsyncIterator[list[Recorded]]:
        """A message that is no event comes as Damaged too; raises projections.errors.LogGap."""
        while until is None or after < until:
            try:
                async for batch in self._log.follow(after, until=until):
                    yield await asyncio.to_thread(self._decoded, batch)
                    after = batch[-1].sequence
                return
            except ForeignMessage as error:
                self._tell(error)
                yield [_foreign(error)]
                after = error.sequence
            except MessagesMissing as error:
                raise LogGap(after, 0) from error

    def _tell(self, error: ForeignMessage) -> None:
        """Once, though the log is read again and again."""
        if error.sequence not in self._told:
            self._told.add(error.sequence)
            log.error("message_is_no_event", subject=error.subject, position=error.sequence)

    async def end(self) -> int:
        with translated():
            return await self._log.end()

    async def _as_stored(self, unit: Unit) -> History:
        """What an earlier try stored: the same events, but sealed under other nonces and so of another hash."""
        with translated():
            logged, _ = await self._log.load(unit.aggregate_id, fresh=True)
        ids = {event.event_id for event in unit.events}
        ours = [event for event in logged if event.event_id in ids]
        last = ours[-1]
        found = tuple(self.decode(event) for event in ours)
        return History(found, Mark(last.tip, self._chain.hash(found[-1], last.state)))

    async def _holding(self, sequence: int) -> History:
        with translated():
            found = await self._log.at(sequence)
        if found is None:
            raise StoreUnavailable(f"position {sequence} of the log cannot be read")
        return await self.load(found.aggregate_id, fresh=True)

    def decode(self, logged: LoggedEvent) -> Recorded:
        """Raises UnknownEventType, Unreadable."""
        stored = StoredEvent(logged.aggregate_id, logged.version, logged.topic, logged.state)
        recorded = self._mapper.to_domain_event(stored, logged.sequence)
        if recorded.envelope.id != logged.event_id:
            raise Unreadable(f"the event at position {logged.sequence} does not belong where it stands")
        return recorded

    def _decoded(self, batch: Sequence[LoggedEvent]) -> list[Recorded]:
        self._mapper.have_keys(event.state for event in batch)
        return [self._decoded_or_damaged(event) for event in batch]

    def _decoded_or_damaged(self, logged: LoggedEvent) -> Recorded:
        try:
            return self.decode(logged)
        except Unreadable as error:
            log.error("event_unreadable", aggregate=logged.aggregate_id, position=logged.sequence)
            return Damaged(_outside(logged), logged.sequence, str(error))

    def _encoded(self, change: Change) -> tuple[Unit, list[Recorded], str]:
        events, encoded, last = self._chain.link(change.events, (change.tip and change.tip.hash) or None)
        new = tuple(_new(recorded.envelope, stored) for recorded, stored in zip(events, encoded, strict=True))
        return Unit(new, change.tip.tip if change.tip else None), events, last or ""


def _new(envelope: Envelope, stored: StoredEvent) -> NewEvent:
    return NewEvent(envelope.aggregate, envelope.version, stored.topic, stored.state, envelope.id)


def _outside(logged: LoggedEvent) -> Envelope:
    """What the message itself says of an event whose body can't be read."""
    return _bare(logged.event_id, logged.topic, logged.aggregate_id, logged.version, logged.time)


def _bare(event_id: str, topic: str, aggregate: str, version: int, time: datetime) -> Envelope:
    return Envelope(
        id=event_id,
        type=topic,
        schema_version=1,
        aggregate=aggregate,
        version=version,
        occurred=time,
        recorded=time,
        actor=Actor(id="unknown", role="unknown", channel="unknown"),
        command="unknown",
        correlation="unknown",
    )


def _foreign(error: ForeignMessage) -> Damaged:
    """Something that somebody published where an event should stand: one by itself, as it is no event of anything's."""
    name = f"message-{error.sequence}"
    return Damaged(_bare(f"{error.sequence}", NO_EVENT, name, 1, error.time), error.sequence, str(error))


def _placed(events: list[Recorded], mark: Mark) -> History:
    """A unit is stored whole, so its events stand side by side and end at the tip."""
    first = mark.tip.sequence - len(events) + 1
    placed = tuple(Recorded(event.envelope, event.event, at) for at, event in enumerate(events, first))
    return History(placed, mark)


@contextmanager
def translated(aggregate: str = "") -> Iterator[None]:
    """The log's errors as the domain's refusals."""
    try:
        yield
    except StaleTip as error:
        raise StaleVersion(", ".join(number_of(name) for name in error.aggregate_ids[:3])) from error
    except TooLarge as error:
        raise EventTooLarge(error.size, error.limit) from error
    except (Unreadable, ForeignMessage, MessagesMissing) as error:
        log.error("history_damaged", aggregate=aggregate, reason=str(error))
        raise HistoryDamaged(number_of(aggregate), str(error)) from error
    except OperationalError as error:
        raise StoreUnavailable(str(error)) from error
