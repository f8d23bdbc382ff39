"""The desk: takes commands about tickets, loads, decides and appends; one lock a ticket, one writer wins."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from domain.desk.cache import Aggregate, RecentAggregates
from domain.desk.occurred import occurrence
from domain.desk.opening import OpeningQueue, Prepare
from domain.record.envelope import Actor, Envelope, Recorded
from domain.record.identity import customer_key, event_id, is_customer_key
from domain.refusals import Forbidden, NotAllowed, StaleVersion, TicketNotFound
from domain.rights import check
from domain.store import Change, EventStore, Pending
from domain.ticket.commands import ACTIONS, COMMAND_OF, CloseTicket, OpenTicket, TicketCommand
from domain.ticket.decide import decide
from domain.ticket.events import TicketEvent
from domain.ticket.numbering import NumberFormat, number_of, ticket_key
from domain.ticket.state import Ticket, fold

ATTEMPTS: Final = 8
POLICY: Final = "handbook@1"
_SHOWN: Final = 120
"""Signs of what is no ticket number, in the refusal of it."""


@dataclass(frozen=True, slots=True)
class CommandMetadata:
    """Who asks, when it happened, and under which id; a command sent twice with one id is done once.

    ``roles`` are all the actor holds; the event names the one that allowed it. ``occurred`` None means now.
    ``customer`` is for an opening only: the customer's key, a new one where None.
    """

    id: str
    actor: Actor
    roles: frozenset[str] = frozenset()
    occurred: datetime | None = None
    expected_version: int | None = None
    correlation: str | None = None
    causation: str | None = None
    trace: str | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a command: the ticket's number and version, the log position, and its events (none: already so)."""

    number: str
    version: int
    position: int
    events: tuple[Recorded, ...]


def utc_now() -> datetime:
    return datetime.now(UTC)


class TicketDesk:
    """Every way of acting on tickets. Safe for any number of concurrent callers on one event loop.

    What a remembered history says no to, or calls already so, is asked again of a fresh one: another process may act.
    """

    def __init__(
        self,
        store: EventStore,
        *,
        zone: ZoneInfo,
        number_format: NumberFormat = "month",
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._store, self._clock = store, clock
        self._recent = RecentAggregates(store)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._openings = OpeningQueue(store, clock=clock, zone=zone, number_format=number_format)

    async def open(self, command: OpenTicket, metadata: CommandMetadata) -> Answer:
        """Open a ticket under the next free number. Raises Forbidden, NotAllowed, StoreUnavailable."""
        history = await self._openings.open(metadata.id, opening(command, metadata, self._clock()))
        self._recent.offer(Aggregate.of(history.events[0].envelope.aggregate, history))
        return answer(history.events[:1])

    async def handle(self, number: str, command: TicketCommand, metadata: CommandMetadata) -> Answer:
        """Act on a ticket. Raises TicketNotFound, Forbidden, NotAllowed, StaleVersion, StoreUnavailable."""
        key = key_of(number)
        async with self._lock(key):
            for _ in range(ATTEMPTS):
                fresh = not self._recent.has(key)
                aggregate = await self._recent.get(key)
                try:
                    answer = await self._act(aggregate, command, metadata)
                except StaleVersion:
                    self._recent.forget(key)
                    if fresh and metadata.expected_version not in (None, aggregate.version):
                        raise
                except (NotAllowed, Forbidden):
                    self._recent.forget(key)
                    if fresh:
                        raise
                else:
                    if answer.events or fresh:
                        return answer
                    self._recent.forget(key)
        raise StaleVersion(number)

    async def ticket(self, number: str) -> Ticket:
        """The ticket's state now. Raises TicketNotFound."""
        return fold(await self.history(number)) or Ticket()

    async def history(self, number: str) -> tuple[Recorded, ...]:
        """All events of a ticket in order, read from the log. Raises TicketNotFound."""
        history = await self._store.load(key_of(number), fresh=True)
        if not history.events:
            raise TicketNotFound(number)
        return history.events

    async def _act(self, aggregate: Aggregate, command: TicketCommand, metadata: CommandMetadata) -> Answer:
        pending = acting(aggregate, command, metadata, self._clock())
        if isinstance(pending, Answer):
            return pending
        [appended] = await self._store.append([Change(aggregate.tip, pending)])
        self._recent.put(aggregate.followed_by(appended))
        return answer(appended.events)

    def _lock(self, key: str) -> asyncio.Lock:
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock


def opening(command: OpenTicket, metadata: CommandMetadata, now: datetime) -> Prepare:
    """Who may open opens: from a number and the time of recording to the event. Raises Forbidden, NotAllowed."""
    role = check(metadata.actor.id, _roles(metadata), "open")
    [event] = decide(None, command)
    occurred = occurrence(metadata.occurred, now, None)
    if metadata.customer is not None and not is_customer_key(metadata.customer):
        raise NotAllowed("bad-customer-key")
    metadata = replace(metadata, occurred=occurred, customer=metadata.customer or customer_key(metadata.id))

    def prepare(number: str, recorded: datetime) -> Pending:
        return _pending(event, metadata, role, recorded, key=ticket_key(number), version=1)

    return prepare


def acting(
    aggregate: Aggregate, command: TicketCommand, metadata: CommandMetadata, now: datetime
) -> Answer | tuple[Pending, ...]:
    """What is to be stored after the aggregate's tip, or the answer where nothing is: done before, or already so.

    Raises TicketNotFound, Forbidden, NotAllowed, StaleVersion.
    """
    events, ticket = aggregate.events, aggregate.ticket
    if ticket is None:
        raise TicketNotFound(number_of(aggregate.key))
    role = check(metadata.actor.id, _roles(metadata), _action(command), ticket)
    if earlier := aggregate.caused_by(metadata.id):
        return _again(tuple(earlier), command)
    if metadata.expected_version not in (None, aggregate.version):
        raise StaleVersion(number_of(aggregate.key))
    occurred = occurrence(metadata.occurred, now, events[0].envelope.occurred)
    caused = decide(ticket, command)
    if not caused:
        return replace(answer(events), events=())
    metadata = replace(metadata, occurred=occurred, customer=events[0].envelope.customer)
    recorded = max(now, events[-1].envelope.recorded)
    return tuple(
        _pending(event, metadata, role, recorded, key=aggregate.key, version=len(events) + 1 + index, index=index)
        for index, event in enumerate(caused)
    )


def answer(events: tuple[Recorded, ...]) -> Answer:
    """The answer that these events, the last of their ticket as yet, make."""
    last = events[-1]
    return Answer(number_of(last.envelope.aggregate), last.envelope.version, last.sequence, events)


def key_of(number: str) -> str:
    """The ticket's key. Raises NotAllowed for what is no number."""
    try:
        return ticket_key(number)
    except ValueError:
        raise NotAllowed("bad-number", number=number[:_SHOWN]) from None


def _again(earlier: tuple[Recorded, ...], command: TicketCommand) -> Answer:
    if not isinstance(earlier[0].event, command.causes):
        raise NotAllowed("command-reused", action=ACTIONS[COMMAND_OF[type(earlier[0].event)]])
    return answer(earlier)


def _pending(
    event: TicketEvent,
    metadata: CommandMetadata,
    role: str,
    recorded: datetime,
    *,
    key: str,
    version: int,
    index: int = 0,
) -> Pending:
    envelope = Envelope(
        id=event_id(metadata.id, index),
        type=event.stored_name,
        schema_version=event.schema_version,
        aggregate=key,
        version=version,
        occurred=min(metadata.occurred or recorded, recorded),
        recorded=recorded,
        actor=metadata.actor.model_copy(update={"role": role}),
        ticket=key,
        customer=metadata.customer,
        command=metadata.id,
        correlation=metadata.correlation or metadata.id,
        causation=metadata.causation,
        policy=POLICY,
        trace=metadata.trace,
    )
    return Pending(envelope, event)


def _roles(metadata: CommandMetadata) -> frozenset[str]:
    return metadata.roles or frozenset({metadata.actor.role})


def _action(command: TicketCommand) -> str:
    if isinstance(command, CloseTicket) and command.closed_as != "satisfied":
        return "close-without-consent"
    return ACTIONS[type(command)]
