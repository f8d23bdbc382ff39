"""What lies ahead of a ticket or complaint: the turns of its clocks that are to be noted, and when to look again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from consumers.deadlines.ours import ours
from consumers.deadlines.turns import Turn, turns_of
from domain.clocks.calendars import Calendars
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import Fact, facts_of
from domain.clocks.judging import judge
from domain.clocks.run import Run
from domain.desk.answering import Answer
from domain.desk.metadata import CommandMetadata
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import Recorded

_A_DAY: Final = timedelta(days=1)
"""After which a clock is looked at again that goes by working days: a calendar may have been published meanwhile."""
_SOON: Final = timedelta(minutes=1)
"""After which a complaint whose ticket waits is looked at again at the earliest."""


class Desk(Protocol):
    """As much of :class:`domain.application.TicketDesk` as this needs."""

    @property
    def policies(self) -> Policies: ...

    async def events_of(self, key: str) -> tuple[Recorded, ...]: ...

    async def events_through(self, key: str, position: int) -> tuple[Recorded, ...]: ...

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Ahead:
    """``turns`` past and to come that nothing was said of; ``again`` to be looked at whatever happens.

    It holds up to the position ``end``; ``ticket`` is whose waits a complaint goes by.
    """

    turns: Sequence[Turn] = ()
    again: datetime | None = None
    end: int = 0
    ticket: str | None = None

    @property
    def next(self) -> datetime | None:
        moments = [turn.at for turn in self.turns[:1]] + ([self.again] if self.again else [])
        return min(moments, default=None)


class Looking:
    """``calendars`` are those in force now; ``clock`` says what time it is."""

    def __init__(self, desk: Desk, calendars: Callable[[], Calendars], clock: Callable[[], datetime]) -> None:
        self._desk, self._calendars, self._clock = desk, calendars, clock

    async def at(self, key: str, told: int | None = None) -> Ahead:
        """Where the clock of who recorded is before ours, what they recorded has happened all the same.

        ``told`` of an event at that position, what came after it may be left out: that is told too.
        """
        desk = self._desk
        history = await (desk.events_of(key) if told is None else desk.events_through(key, told))
        if not history:
            return Ahead()
        ticket = history[0].envelope.ticket if key.startswith("complaint-") else None
        others = await self._desk.events_of(ticket) if ticket else ()
        now = max(self._clock(), *(one.envelope.occurred for one in (*history, *others)))
        facts = with_waits_of(facts_of(history), facts_of(others))
        runs = self._runs(history, facts, now)
        turns = ours(turns_of(key, history, runs), history)
        return Ahead(turns, self._again(key, history, facts, runs, now), history[-1].sequence, ticket)

    def _runs(self, history: Sequence[Recorded], facts: Iterable[Fact], now: datetime) -> Sequence[Run]:
        return judge(facts, self._desk.policies.of(history[0].envelope.policy), self._calendars(), now)

    def _again(
        self, key: str, history: Sequence[Recorded], facts: Sequence[Fact], runs: Sequence[Run], now: datetime
    ) -> datetime | None:
        """A complaint that stands still: no sooner than its turn comes if its ticket goes on at once."""
        moments = [now + _A_DAY] if any(_goes_by_a_calendar(run) for run in runs) else []
        if key.startswith("complaint-") and any(run.state == "paused" for run in runs):
            last = max(facts, key=lambda fact: fact.version)
            resumed = Fact(last.id, "ticket-resumed", now, last.version + 1, waits="nobody")
            turns = ours(turns_of(key, history, self._runs(history, (*facts, resumed), now)), history)
            moments += [max(turn.at, now + _SOON) for turn in turns[:1]]
        return min(moments, default=None)


def _goes_by_a_calendar(run: Run) -> bool:
    """Its due may come sooner than is known now, or be known at last."""
    return run.state == "unknown" or (run.state == "running" and run.rule.calendar == "working-time")
