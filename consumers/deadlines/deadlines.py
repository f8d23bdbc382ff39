"""Keeps one timer for each ticket and complaint, at the next turn of a clock of it, and notes the turns that came."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol
from weakref import WeakValueDictionary

import structlog

from consumers.deadlines.turns import Turn, turns_of
from consumers.reaction import Reaction
from consumers.timers.port import Timer, Timers
from domain.clocks.calendars import Calendars
from domain.clocks.fact import facts_of
from domain.clocks.judging import judge
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import Recorded

log = structlog.get_logger(__name__)

_UNANNOUNCED: Final = timedelta(days=1)
"""After which a clock is looked at again that comes to a year whose working days nobody has announced."""


_REMEMBERED: Final = 100_000
"""Tickets of which it is known up to where they were looked at."""


class Desk(Protocol):
    """As much of :class:`domain.application.TicketDesk` as this needs."""

    @property
    def policies(self) -> Policies: ...

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


class Deadlines(Reaction):
    """``calendars`` are those in force now; ``clock`` says what time it is."""

    name = "deadlines"
    kinds = ("ticket", "complaint")
    since = "beginning"

    def __init__(
        self, desk: Desk, timers: Timers, calendars: Callable[[], Calendars], clock: Callable[[], datetime]
    ) -> None:
        self._desk, self._timers, self._calendars, self._clock = desk, timers, calendars, clock
        self._locks = WeakValueDictionary[str, asyncio.Lock]()
        self._seen = OrderedDict[str, int]()

    async def react(self, recorded: Recorded) -> None:
        """Of many events of one ticket that wait, the first makes all be looked at."""
        key = recorded.envelope.aggregate
        if recorded.sequence > self._seen.get(key, 0):
            await self.look(key)

    async def look(self, key: str) -> None:
        """Judge its clocks, and have the next turn told; what should have been noted already is told at once.

        One look at a time: the last to set the timer has seen the most.
        """
        async with self._lock(key):
            turns, again, end = await self._judged(key)
            moments = [turn.at for turn in turns[:1]] + ([again] if again else [])
            if moments:
                await self._timers.set(Timer(key, min(moments)))
            else:
                await self._timers.cancel(key)
            self._see(key, end)

    async def settle(self, keys: Iterable[str]) -> dict[str, Exception]:
        """Note all that has come to a turn on any of them by now, in order of time; the keys that failed, and why."""
        failed: dict[str, Exception] = {}
        due: list[Turn] = []
        chosen = list(dict.fromkeys(keys))
        for key in chosen:
            try:
                now = self._clock()
                turns, _, _ = await self._judged(key)
                due += [turn for turn in turns if turn.at <= now]
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

    async def _judged(self, key: str) -> tuple[list[Turn], datetime | None, int]:
        """The turns that are to be noted, when to look again whatever happens, and up to which position that holds.

        None of what another system reported last: its clocks are that system's.
        """
        history = await self._desk.events_of(key)
        end = history[-1].sequence if history else 0
        if not history or history[-1].envelope.source is not None:
            return [], None, end
        now, pack = self._clock(), self._desk.policies.of(history[0].envelope.policy)
        runs = judge(facts_of(history), pack, self._calendars(), now)
        unknown = any(run.state == "unknown" for run in runs)
        return turns_of(key, history, runs), now + _UNANNOUNCED if unknown else None, end

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
