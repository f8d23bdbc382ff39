"""Keeps notices going: reads the log, works out whom to tell, delivers; whatever fails is tried again, ever slower."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Final

import structlog

from consumers.leases.lease import Lease, Tenure, alone
from consumers.notices.delivering.digests import Digests
from consumers.notices.delivering.sender import Sender
from consumers.notices.measures import CAUSES, OUTBOX, POSITION, nothing_measured
from consumers.notices.outbox.causes import Cause, Causes
from consumers.notices.outbox.deliveries import Deliveries
from consumers.notices.outbox.reading import OutboxReader
from consumers.notices.outbox.succeeding import Desk, take_in_missing, under_way
from consumers.notices.planning.people import People
from consumers.notices.planning.planner import Planner
from consumers.notices.planning.settling import settle
from consumers.persisting import persist
from domain.record.envelope import Recorded
from projections.running.writer import unbroken

log = structlog.get_logger(__name__)

_PLANNED: Final = 100
_TOGETHER: Final = 8
"""So many letters are handed over at the same time; then it is looked again what is most urgent. So many causes are
planned at a time, too.
"""
_LAST: Final = 15.0
"""Seconds for what is half handed over when the program is stopped."""
_LOOK: Final = 1.0
"""Seconds after which it is looked for what has fallen due, where nothing new came."""
_SEARCH: Final = 300.0
"""Seconds after which it is looked again for what the log says is under way and the outbox does not know."""
_OF: Final = "@"
"""Between the name of an outbox and how far it came."""


class Notifying:
    """``waiting_notices`` names those that the log says are under way: one that the outbox does not know is taken in.

    People are told from here while the ``lease`` is ours.
    """

    def __init__(
        self,
        causes: Causes,
        deliveries: Deliveries,
        people: People,
        planner: Planner,
        digests: Digests,
        sender: Sender,
        clock: Callable[[], datetime],
        waiting_notices: Callable[[], Awaitable[Sequence[str]]],
        lease: Lease,
        desk: Desk,
    ) -> None:
        self._causes, self._deliveries, self._people = causes, deliveries, people
        self._planner, self._digests, self._sender, self._clock = planner, digests, sender, clock
        self._waiting_notices, self._lease, self._desk = waiting_notices, lease, desk
        self._new, self._planned = asyncio.Event(), asyncio.Event()

    async def first(self, events: Sequence[Recorded]) -> None:
        """A batch of the log is about to be taken into the outbox. Raises StoreUnavailable."""
        await self._people.note(events)

    def heard(self, events: Sequence[Recorded]) -> None:
        """A batch of the log was taken into the outbox."""
        POSITION.set(events[-1].sequence)
        self._new.set()

    async def run(self, reader: OutboxReader) -> None:
        """Until cancelled; what is being handed over then is waited for."""
        await alone(self._lease, lambda tenure: self._tell(reader, tenure))

    async def _tell(self, reader: OutboxReader, tenure: Tenure) -> None:
        try:
            await _persist(lambda: self._begin(reader, tenure))
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(_persist(reader.run))
                tasks.create_task(_persist(lambda: self._keep(self.plan_due, self._new)))
                tasks.create_task(_persist(lambda: self._keep(self.send_due, self._planned)))
                tasks.create_task(_persist(lambda: self._mark(reader)))
                tasks.create_task(_persist(self._search))
        finally:
            nothing_measured()

    async def _begin(self, reader: OutboxReader, tenure: Tenure) -> None:
        await self._people.load()
        await reader.begin(self._left_by_another(tenure), self._fill)
        await self._sender.own_up(alone=tenure.before is None or tenure.ours)

    def _left_by_another(self, tenure: Tenure) -> str | None:
        """Whose outbox knows what is under way says the mark, not who held the lease: they may have come no further."""
        note = tenure.before.note if tenure.before else None
        if note is None:
            return None if tenure.before is None or tenure.ours else ""
        outbox, _, mark = note.partition(_OF)
        return None if outbox == self._lease.holder else mark

    async def _fill(self) -> None:
        rows = await under_way(self._desk, await self._waiting_notices(), self._clock)
        await unbroken(self._deliveries.begin, rows)

    async def _search(self) -> None:
        """Now and then: who stood still may have requested one, or ended one half, while another told people."""
        while True:
            await self.take_in_missing()
            await asyncio.sleep(_SEARCH)

    async def take_in_missing(self) -> int:
        """What the log says is under way and the outbox does not know; how many there were."""
        found = await take_in_missing(self._desk, await self._waiting_notices(), self._deliveries, self._clock)
        if found:
            log.warning("notices_found_under_way", notices=found)
            self._planned.set()
        return found

    async def _mark(self, reader: OutboxReader) -> None:
        """Leave word of how far it came, for who may come after, and of what is under way."""
        while True:
            mark = await asyncio.to_thread(lambda: reader.mark)
            self._lease.note = f"{self._lease.holder}{_OF}{mark}"
            await self._measure()
            await asyncio.sleep(_LOOK)

    async def _keep(self, work: Callable[[], Awaitable[int]], new: asyncio.Event) -> None:
        """Plan, or send, beside the other: an inbox does not wait for a mail server."""
        while True:
            new.clear()
            if not (self._lease.holds and await work()):
                with suppress(TimeoutError):
                    await asyncio.wait_for(new.wait(), _LOOK)

    async def plan_due(self) -> int:
        """Have requested what is due now; of how many events that was. Raises StoreUnavailable, StoreAway."""
        causes = await asyncio.to_thread(self._causes.open, self._clock(), _PLANNED)
        for some in _apart(causes):
            await self._planner.plan(*some)
            self._planned.set()
        if await settle(self._desk, self._deliveries):
            self._planned.set()
        return len(causes)

    async def send_due(self) -> int:
        """Try some of what is due now, the most urgent first; how many. Raises StoreUnavailable, StoreAway."""
        due = await asyncio.to_thread(self._deliveries.due, self._clock(), _TOGETHER)
        due = await self._digests.gathered(due)
        for start in range(0, len(due), _TOGETHER):
            await _finished([self._sender.deliver(each) for each in due[start : start + _TOGETHER]])
        return len(due)

    async def _measure(self) -> None:
        causes, counts = await asyncio.to_thread(lambda: (self._causes.count(), self._deliveries.counts()))
        CAUSES.set(causes)
        OUTBOX.clear()
        for (channel, state), count in counts.items():
            OUTBOX.labels(channel, state).set(count)


def _apart(causes: Sequence[Cause]) -> Iterator[list[Cause]]:
    """Some at a time, in order, of different histories: what happened first to one of them is told first."""
    some: dict[str, Cause] = {}
    for cause in causes:
        if cause.aggregate in some or len(some) == _TOGETHER:
            yield [*some.values()]
            some = {}
        some[cause.aggregate] = cause
    if some:
        yield [*some.values()]


async def _finished(deliveries: Sequence[Awaitable[None]]) -> None:
    """All of them; a cancellation waits until they are done, since what is half handed over would have no known end."""
    together = asyncio.gather(*deliveries, return_exceptions=True)
    try:
        ended = await asyncio.shield(together)
    except asyncio.CancelledError:
        with suppress(TimeoutError, asyncio.CancelledError):
            await asyncio.wait_for(together, _LAST)
        raise
    for error in ended:
        if error is not None:
            raise error


async def _persist(work: Callable[[], Awaitable[None]]) -> None:
    await persist(work, lambda why, pause: log.warning("notices_interrupted", why=why, retry_in=pause))
