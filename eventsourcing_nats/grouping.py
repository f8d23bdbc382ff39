"""Group commit: while one batch is on its way to disk, the appends that come meanwhile collect for the next."""

import asyncio
import contextlib
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from eventsourcing_nats.broker.publishing import Conflict, Message, TooLarge
from eventsourcing_nats.broker.requests import Unanswered, Undelivered
from eventsourcing_nats.errors import OutcomeUnknown, StoreUnavailable, WrongStream
from eventsourcing_nats.planning import MOST_EVENTS, tips
from eventsourcing_nats.records import Tip, Unit

FEW: Final = 6
"""Fewer appends than this are quicker each on its own: a batch costs the broker as much as several messages."""
_MOST_BYTES: Final = 4 * 1024 * 1024
_LINGER: Final = 0.0025
"""Seconds that a group waits for the writers whom the one before released; without it half-size groups alternate."""


def _now() -> float:
    return asyncio.get_running_loop().time()


@dataclass(slots=True, eq=False)
class Member:
    """One append: units that are stored whole or not at all, and the messages that store them, in ``patience`` s.

    ``sent``: whether it is on its way, so that it may be stored.
    """

    units: Sequence[Unit]
    messages: list[Message]
    patience: float = math.inf
    answer: "asyncio.Future[list[Tip]]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    begun: float = field(default_factory=_now)
    sent: bool = False
    timer: asyncio.TimerHandle | None = None

    @property
    def deadline(self) -> float:
        return self.begun + self.patience

    async def answered(self) -> list[Tip]:
        """The new tips, waited for until the patience ends, or until it is stored by itself, which ends with it too."""
        self.timer = asyncio.get_running_loop().call_at(self.deadline, self._expire)
        try:
            return await self.answer
        finally:
            self.timer.cancel()

    def _expire(self) -> None:
        if self.sent:
            _fail(self, OutcomeUnknown(sorted(self.aggregates), self.patience))
        else:
            _fail(self, StoreUnavailable(f"nothing was stored: it was not its turn within {self.patience:g} s"))

    @property
    def aggregates(self) -> set[str]:
        return {unit.aggregate_id for unit in self.units}

    @property
    def size(self) -> int:
        return sum(len(message.body) for message in self.messages)


Alone = Callable[[Member, bool], Awaitable[list[Tip]]]
"""Stores one append by itself, to the end; the flag says that an earlier try may have stored it."""
Together = Callable[[list[Message]], Awaitable[int]]
"""Stores all messages or none, in one try; returns the sequence of the last."""


class Groups:
    """Sends appends one by one while there are few, together when there are many; one group at a time."""

    def __init__(self, alone: Alone, together: Together) -> None:
        self._alone, self._together = alone, together
        self._waiting: list[Member] = []
        self._flying = 0
        self._landed = asyncio.Event()
        self._wanted: float = math.inf
        self._enough = asyncio.Event()
        self._worker: asyncio.Task[None] | None = None
        self._falling_back: set[asyncio.Task[None]] = set()

    async def append(self, member: Member) -> list[Tip]:
        """The member's new tips. Raises what storing it alone raises."""
        if self._worker is None and self._flying < FEW:
            return await self._fly(member)
        self._waiting.append(member)
        if len(self._waiting) >= self._wanted:
            self._enough.set()
        if self._worker is None:
            self._worker = asyncio.create_task(self._work())
        return await member.answered()

    async def _fly(self, member: Member, *, unknown: bool = False) -> list[Tip]:
        self._flying += 1
        try:
            return await self._alone(member, unknown)
        finally:
            self._flying -= 1
            self._landed.set()

    async def _work(self) -> None:
        """Until nobody waits."""
        try:
            while self._waiting:
                group = self._taken()
                if len(group) >= FEW:
                    await self._send(group)
                    await self._linger(len(group))
                else:
                    await self._send_one_by_one(group)
        except BaseException as error:
            for member in self._waiting:
                _fail(member, error)
            self._waiting.clear()
            raise
        finally:
            self._worker = None

    def _taken(self) -> list[Member]:
        """The next group: first come, first served; each aggregate once, so that all expectations can hold."""
        group: list[Member] = []
        rest: list[Member] = []
        taken: set[str] = set()
        events = size = 0
        for member in self._waiting:
            if member.answer.done():
                continue
            events, size = events + len(member.messages), size + member.size
            fits = not group or (events <= MOST_EVENTS and size <= _MOST_BYTES)
            if fits and taken.isdisjoint(member.aggregates):
                group.append(member)
                taken |= member.aggregates
            else:
                rest.append(member)
        self._waiting = rest
        return group

    async def _send(self, group: list[Member]) -> None:
        units = [unit for member in group for unit in member.units]
        for member in group:
            member.sent = True
        try:
            last = await self._together([message for member in group for message in member.messages])
        except (Conflict, TooLarge, Unanswered, Undelivered, StoreUnavailable, WrongStream) as error:
            for member in group:
                self._fall_back(member, unknown=isinstance(error, Unanswered))
            return
        except BaseException as error:
            for member in group:
                _fail(member, error)
            raise
        found = iter(tips(units, last))
        for member in group:
            if not member.answer.done():
                member.answer.set_result([next(found) for _ in member.units])
            else:
                for _ in member.units:
                    next(found)

    async def _send_one_by_one(self, members: list[Member]) -> None:
        for member in members:
            while self._flying >= FEW:
                self._landed.clear()
                await self._landed.wait()
            self._fall_back(member, unknown=False)
            await asyncio.sleep(0)

    def _fall_back(self, member: Member, *, unknown: bool) -> None:
        """Store a member by itself, while others go on; not one that was given up meanwhile."""
        if member.answer.done():
            return
        if member.timer:
            member.timer.cancel()
        task = asyncio.create_task(self._answered(member, unknown=unknown))
        self._falling_back.add(task)
        task.add_done_callback(self._falling_back.discard)

    async def _answered(self, member: Member, *, unknown: bool) -> None:
        try:
            found = await self._fly(member, unknown=unknown)
        except BaseException as error:
            _fail(member, error)
            if not isinstance(error, Exception):
                raise
        else:
            if not member.answer.done():
                member.answer.set_result(found)

    async def _linger(self, released: int) -> None:
        """Wait until as many wait as were just released, beside those who wait already; not for long."""
        self._wanted = min(len(self._waiting) + released, MOST_EVENTS)
        self._enough.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_LINGER):
                await self._enough.wait()
        self._wanted = math.inf


def _fail(member: Member, error: BaseException) -> None:
    if member.answer.done():
        return
    if isinstance(error, asyncio.CancelledError):
        member.answer.cancel()
    else:
        member.answer.set_exception(error)
        member.answer.exception()  # a caller who went away is nobody's unhandled error
