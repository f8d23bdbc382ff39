"""Keeps one timer for each ticket and complaint, at the next turn of a clock of it, and notes the turns that came."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final
from weakref import WeakValueDictionary

import structlog

from consumers.deadlines.looking import Desk, Looking
from consumers.deadlines.turns import Turn
from consumers.reaction import Reaction
from consumers.timers.port import Timer, Timers
from domain.clocks.calendars import Calendars
from domain.clocks.fact import fact_of
from domain.record.envelope import Recorded

log = structlog.get_logger(__name__)

_REMEMBERED: Final = 100_000
"""Tickets of which it is known up to where they were looked at."""


class Deadlines(Reaction):
    """``calendars`` are those in force now; ``clock`` says what time it is."""

    name = "deadlines"
    kinds = ("ticket", "complaint")
    since = "beginning"

    def __init__(
        self, desk: Desk, timers: Timers, calendars: Callable[[], Calendars], clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._timers, self._clock = desk, timers, clock
        self._looking = Looking(desk, calendars, clock)
        self._locks = WeakValueDictionary[str, asyncio.Lock]()
        self._seen = OrderedDict[str, int]()
        self._complaints: dict[str, set[str]] = {}

    async def react(self, recorded: Recorded) -> None:
        """Of many events of one ticket that wait, the first makes all be looked at; a wait moves its complaints."""
        key, fact = recorded.envelope.aggregate, fact_of(recorded)
        if recorded.sequence > self._seen.get(key, 0):
            await self.look(key, recorded.sequence)
        if fact is not None and fact.waits is not None:
            for complaint in tuple(self._complaints.get(key, ())):
                await self.look(complaint)

    async def look(self, key: str, told: int | None = None) -> None:
        """Judge its clocks, and have the next turn told; what should have been noted already is told at once.

        One look at a time: the last to set the timer has seen the most. ``told`` of an event at that position.
        """
        async with self._lock(key):
            if told is not None and told <= self._seen.get(key, 0):
                return
            ahead = await self._looking.at(key, told)
            if ahead.next is not None:
                await self._timers.set(Timer(key, ahead.next))
            else:
                await self._timers.cancel(key)
            if ahead.ticket is not None:
                self._complaints.setdefault(ahead.ticket, set()).add(key)
            self._see(key, ahead.end)

    async def settle(self, keys: Iterable[str], most: int | None = None) -> dict[str, Exception]:
        """Note all that has come to a turn on any of them by now, in order of time; the keys that failed, and why.

        ``most`` turns of each: what is left of one that has many is told again at once, and holds up no other.
        """
        failed: dict[str, Exception] = {}
        due: list[Turn] = []
        chosen = list(dict.fromkeys(keys))
        for key in chosen:
            try:
                now = self._clock()
                self._timers.told(key)
                due += [turn for turn in (await self._looking.at(key)).turns if turn.at <= now][:most]
            except Exception as error:
                failed[key] = error
        await self._note(sorted(due, key=lambda turn: turn.at), failed)
        for key in chosen:
            if key not in failed:
                try:
                    await self.look(key)
                except Exception as error:
                    failed[key] = error
        return failed

    async def _note(self, due: Sequence[Turn], failed: dict[str, Exception]) -> None:
        noted = 0
        for turn in due:
            if turn.aggregate in failed:
                continue
            try:
                await self._desk.act(turn.aggregate, turn.command, turn.metadata)
            except Exception as error:
                failed[turn.aggregate] = error
            else:
                noted += 1
        if noted:
            log.info("deadlines_noted", turns=noted)

    def _see(self, key: str, end: int) -> None:
        self._seen.pop(key, None)
        self._seen[key] = end
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def _lock(self, key: str) -> asyncio.Lock:
        lock = self._locks.get(key)
        if lock is None:
            lock = self._locks[key] = asyncio.Lock()
        return lock
