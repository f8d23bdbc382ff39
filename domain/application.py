"""The desk: takes commands, loads, decides and appends; one lock an aggregate, one writer wins."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from domain.customer.commands import EndTerms, EraseCustomer, RequestMeasure
from domain.customer.in_use import require_in_use
from domain.customer.keeping import Kept
from domain.desk.answering import Answer, answer
from domain.desk.beginning import About, beginning
from domain.desk.cache import Aggregate, RecentAggregates
from domain.desk.deciding import acting, creating, opening, reflecting
from domain.desk.kinds import id_of, kind_of
from domain.desk.looking_up import LookingUp
from domain.desk.metadata import CommandMetadata, following
from domain.desk.opened_once import OpenedOnce
from domain.desk.opening import OpeningQueue, Prepare
from domain.desk.unseen import is_stale
from domain.matters.articles.lesson import takes_words
from domain.matters.kind import MatterKind
from domain.matters.kinds import MATTERS
from domain.policy.in_force import Policies, shipped
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.numbering import NumberFormat, Numbering
from domain.refusals import Forbidden, NotAllowed, StaleVersion, StoreUnavailable, TicketNotFound
from domain.staff.state import Staff
from domain.store import Change, EventStore
from domain.ticket.commands import GradeTicket, OpenTicket, TicketCommand
from domain.ticket.decide.always.ours_to_say import of_tier
from domain.ticket.decide.taking_in.linking import other_side
from domain.ticket.decide.taking_in.routing import next_route
from domain.ticket.known import Known
from domain.ticket.numbering import ticket_key
from domain.ticket.state import Ticket, fold

ATTEMPTS: Final = 8


def utc_now() -> datetime:
    return datetime.now(UTC)


TicketsOf = Callable[[str], Awaitable[Sequence[str]]]
"""The numbers of all tickets of a customer, by their key. Raises StoreUnavailable."""


class TicketDesk:
    """Every way of acting on tickets and on what belongs to them. Safe for any number of callers on one event loop.

    ``tickets_of`` tells a customer's tickets, which the log is not sorted by; without it nobody is erased.
    What a remembered history says no to, or calls already so, is asked again of a fresh one: another process may act.
    """

    def __init__(
        self,
        store: EventStore,
        *,
        zone: ZoneInfo,
        policies: Callable[[], Policies] = shipped,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store, self._clock, self._zone, self._policies = store, clock, zone, policies
        self._recent, self._looking_up = RecentAggregates(store), LookingUp(store)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._openings: dict[NumberFormat, OpeningQueue] = {
            "month": self._queue(Numbering("ticket", per="month")),
            "day": self._queue(Numbering("ticket", per="day")),
        }
        self._once = OpenedOnce(store)
        self._beginnings = {name: self._queue(kind.numbering) for name, kind in MATTERS.items()}
        self.tickets_of: TicketsOf | None = None

    async def kept(self, numbers: Iterable[str]) -> Kept:
        """Until when each of these tickets must be kept. Raises HistoryDamaged, StoreUnavailable, NotAllowed."""
        return await self._looking_up.kept(numbers, self._policies(), self._zone)

    @property
    def policies(self) -> Policies:
        """The packs in force now."""
        return self._policies()

    async def open(self, command: OpenTicket, metadata: CommandMetadata) -> Answer:
        """Open a ticket under the next free number. Raises Forbidden, NotAllowed, StoreUnavailable."""
        known = await self._looking_up.customer(metadata.customer)
        command = of_tier(command, known.customer)
        pack = self._policies().chosen(command)
        prepare = opening(command, metadata, self._now(), pack, known)
        history = await self._openings[pack.number_format].open(metadata.id, prepare)
        self._recent.offer(history.events[0].envelope.aggregate, history)
        return await self._routed(answer(history.events[:1]), metadata)

    async def begin(self, kind: MatterKind, command: Command, metadata: CommandMetadata) -> Answer:
        """Open a matter under the next free number of its kind.

        Raises NotAllowed too where it names a ticket that is none, and as :meth:`open`.
        """
        about = await self._about(getattr(command, "ticket", None) or getattr(command, "lesson_of", None))
        pack = self._policies().of(about.policy if about else None)
        named = await self._looking_up.named_in(command)
        if kind.whose == "customer" or takes_words(command):
            known = await self._looking_up.customer(about.ticket.customer if about else metadata.customer)
            require_in_use(known.customer)
            named = replace(named, customer=known.customer)
        if self._once.asked_of(kind):
            return await self._begun_once(kind, command, metadata, about, named)
        prepare = beginning(kind, command, metadata, self._now(), pack, about, named)
        return await self._begun(kind, metadata, prepare)

    async def _begun_once(
        self, kind: MatterKind, command: Command, metadata: CommandMetadata, about: About | None, named: Known
    ) -> Answer:
        """Opened in the order of their numbers, each knowing of all before it, so that there is one of the same."""
        pack = self._policies().of(about.policy if about else None)
        async with self._lock(kind.name):
            for _ in range(ATTEMPTS):
                now = self._now()
                found, number = await self._once.before(kind, command, metadata, about, now)
                prepare = beginning(kind, command, metadata, now, pack, about, replace(named, same=found), number)
                with suppress(StaleVersion):
                    return await self._begun(kind, metadata, prepare)
        raise StaleVersion(kind.letters)

    async def _begun(self, kind: MatterKind, metadata: CommandMetadata, prepare: Prepare) -> Answer:
        history = await self._beginnings[kind.name].open(metadata.id, prepare)
        self._recent.offer(history.events[0].envelope.aggregate, history)
        return answer(history.events[:1])

    async def handle(self, number: str, command: TicketCommand, metadata: CommandMetadata) -> Answer:
        """Act on a ticket. Raises TicketNotFound, Forbidden, NotAllowed, StaleVersion, StoreUnavailable."""
        return await self.act(key_of(number), command, metadata)

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer:
        """Act on any aggregate, or create one that is no ticket. Raises as :meth:`handle`."""
        done = await self._done(key, command, metadata)
        return await self._routed(done, metadata) if isinstance(command, GradeTicket) else done

    async def _done(self, key: str, command: Command, metadata: CommandMetadata) -> Answer:
        async with self._lock(key):
            for _ in range(ATTEMPTS):
                fresh = not self._recent.has(key)
                aggregate = await self._recent.get(key)
                try:
                    answer = await self._act(aggregate, command, metadata)
                except StaleVersion:
                    self._recent.forget(key)
                    if fresh and is_stale(metadata.expected_version, aggregate.events):
                        raise
                except (NotAllowed, Forbidden):
                    self._recent.forget(key)
                    if fresh:
                        raise
                else:
                    if answer.events or fresh:
                        return answer
                    self._recent.forget(key)
        raise StaleVersion(id_of(key))

    def forget(self) -> None:
        """Remember nothing in the clear any more: somebody was erased."""
        self._recent.clear()

    async def ticket(self, number: str) -> Ticket:
        """The ticket's state now. Raises TicketNotFound."""
        return fold(await self.history(number)) or Ticket()

    async def history(self, number: str) -> tuple[Recorded, ...]:
        """All events of a ticket in order, read from the log. Raises TicketNotFound."""
        events = await self.events_of(key_of(number))
        if not events:
            raise TicketNotFound(number)
        return events

    async def events_of(self, key: str) -> tuple[Recorded, ...]:
        """All events of any aggregate in order, read from the log; none where there is no such aggregate."""
        return (await self._store.load(key, fresh=True)).events

    async def events_through(self, key: str, position: int) -> tuple[Recorded, ...]:
        """As :meth:`events_of`, but from memory where that knows all up to a ``position``, if perhaps none later."""
        known = self._recent.known(key)
        if known is not None and known.events[-1].sequence >= position:
            return known.events
        return await self.events_of(key)

    async def staff(self) -> list[Staff]:
        """Everybody who is on record, read from the log: for a question that is seldom asked."""
        return await self._looking_up.everybody()

    async def _act(self, aggregate: Aggregate, command: Command, metadata: CommandMetadata) -> Answer:
        now, policies = self._now(), self._policies()
        known = await self._known(command, aggregate, metadata)
        if aggregate.state is None and not kind_of(aggregate.key).numbered:
            pending = creating(aggregate.key, command, metadata, now, policies, known)
        else:
            pending = acting(aggregate, command, metadata, now, policies, known)
        if isinstance(pending, Answer):
            return pending
        others = await self._on_the_other(aggregate, command, metadata, now, known)
        changes = [Change(aggregate.tip, pending), *others]
        appended, *reflected = await self._store.append(changes)
        self._recent.put(aggregate.followed_by(appended))
        for other in reflected:
            self._recent.forget(other.events[0].envelope.aggregate)
        return answer(appended.events)

    async def _known(self, command: Command, aggregate: Aggregate, metadata: CommandMetadata) -> Known:
        known = await self._looking_up.known_for(command, aggregate, metadata.actor.id)
        if self.tickets_of is None or not isinstance(command, EraseCustomer | RequestMeasure | EndTerms):
            return known
        numbers = await self.tickets_of(aggregate.key)
        return replace(known, kept=await self.kept(numbers))

    async def _on_the_other(
        self, aggregate: Aggregate, command: Command, metadata: CommandMetadata, now: datetime, known: Known
    ) -> Sequence[Change]:
        """What linking and merging do to the other ticket, stored in one with what they do to this one.

        Raises StaleVersion where the other is not any more as it was ``known`` when this was decided.
        """
        number = other_side(command)
        if number is None:
            return ()
        other = Aggregate.of(key_of(number), await self._store.load(key_of(number), fresh=True))
        if known.tickets.get(number, other.state) != other.state:
            raise StaleVersion(number)
        pending = reflecting(other, command, metadata, now, self._policies(), aggregate)
        return (Change(other.tip, pending),) if pending else ()

    async def _routed(self, done: Answer, metadata: CommandMetadata) -> Answer:
        """What was done, and that the rules of routing sent the ticket somewhere for it (R8a).

        Where that can't be recorded just now, the ticket stays for all, as without rules.
        """
        routing = self._policies().routing
        if not done.events or not routing.rules:
            return done
        key = ticket_key(done.number)
        command = next_route((await self._recent.get(key)).state, routing)
        if command is None:
            return done
        try:
            routed = await self._done(key, command, following(metadata, done.events[-1], command.action))
        except (NotAllowed, Forbidden, StaleVersion, StoreUnavailable):
            return done
        return replace(routed, events=(*done.events, *routed.events))

    async def _about(self, number: str | None) -> About | None:
        """Raises NotAllowed for what is no ticket's number."""
        if number is None:
            return None
        aggregate = await self._recent.get(key_of(number))
        if aggregate.state is None:
            raise NotAllowed("matter-of-no-ticket", number=number)
        return About.of(number, aggregate)

    def _queue(self, numbering: Numbering) -> OpeningQueue:
        return OpeningQueue(self._store, clock=self._clock, zone=self._zone, numbering=numbering)

    def _now(self) -> datetime:
        return self._clock().astimezone(self._zone)

    def _lock(self, key: str) -> asyncio.Lock:
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock


def key_of(number: str) -> str:
    """The ticket's key. Raises NotAllowed for what is no number."""
    try:
        return ticket_key(number)
    except ValueError:
        raise NotAllowed("bad-number", number=number[:120]) from None
