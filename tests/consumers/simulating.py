"""A made-up department under a clock that is moved: its events as they come, and the deadlines beside them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from consumers.deadlines.deadlines import Deadlines
from consumers.timers.port import Timer
from consumers.timers.virtual import VirtualTimers
from domain.clocks.calendars import shipped_calendars
from domain.clocks.complaints import with_waits_of
from domain.clocks.fact import Fact, facts_of
from domain.clocks.judging import judge
from domain.clocks.run import Run
from domain.desk.answering import Answer, answer
from domain.desk.cache import Aggregate
from domain.desk.deciding import acting
from domain.desk.kinds import kind_of
from domain.desk.metadata import CommandMetadata
from domain.policy.in_force import Policies
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.store import Pending
from domain.ticket.events import DeadlineEvent
from gongdan.demo.making import Making, Wanted, policies

SHANGHAI = ZoneInfo("Asia/Shanghai")
JUDGED = ("ticket", "complaint")
Key = tuple[str, str, str, int]
"""The aggregate, and which run of which clock of it."""


def to_the_minute(pending: Pending) -> Pending:
    """Without seconds, which the oracle does not know, and as if the department itself had typed it in."""
    envelope, event = pending.envelope, pending.event
    actor = envelope.actor.model_copy(update={"entered_by": None})
    times = {name: _minute(value) for name, value in event if isinstance(value, datetime)}
    moved = {"occurred": _minute(envelope.occurred), "recorded": _minute(envelope.recorded), "actor": actor}
    return Pending(envelope.model_copy(update=moved), event.model_copy(update=times))


def _minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0)


@dataclass
class SimulatedDesk:
    """Histories as they grow, and what the deadlines add; the rules are the desk's own."""

    policies: Policies = field(default_factory=policies)
    now: datetime = datetime(2000, 1, 1, tzinfo=SHANGHAI)
    histories: dict[str, Aggregate] = field(default_factory=dict)
    count: int = 0

    async def events_of(self, key: str) -> tuple[Recorded, ...]:
        return self.histories[key].events

    async def events_through(self, key: str, position: int) -> tuple[Recorded, ...]:
        return await self.events_of(key)

    async def act(self, key: str, command: Command, metadata: CommandMetadata) -> Answer:
        found = acting(self.histories[key], command, metadata, self.now.astimezone(SHANGHAI), self.policies)
        return found if isinstance(found, Answer) else answer(tuple(self.add(found)))

    def add(self, events: Iterable[Pending]) -> list[Recorded]:
        added: list[Recorded] = []
        for one in events:
            self.count += 1
            recorded = Recorded(one.envelope, one.event, self.count)
            key = one.envelope.aggregate
            if key.partition("-")[0] in JUDGED:
                self.histories[key] = self._followed(self.histories.get(key), key, recorded)
            added.append(recorded)
        return added

    @staticmethod
    def _followed(before: Aggregate | None, key: str, recorded: Recorded) -> Aggregate:
        state: Any = kind_of(key).evolve(before.state if before else None, recorded)
        events, commands = (before.events, before.commands) if before else ((), ())
        return Aggregate(key, (*events, recorded), None, state, (*commands, recorded.envelope.command))


class Department:
    """``away`` are spans in which the program stands still, while people work on."""

    def __init__(
        self, first: date, months: int, per_day: float, seed: int, away: Iterable[tuple[datetime, datetime]] = ()
    ) -> None:
        self.making = Making(Wanted(first, months, seed, per_day), SHANGHAI)
        self.desk = SimulatedDesk()
        self.timers = VirtualTimers(datetime(first.year, first.month, 1, tzinfo=SHANGHAI) - timedelta(days=1))
        calendars = shipped_calendars(SHANGHAI)
        self.deadlines = Deadlines(self.desk, self.timers, lambda: calendars, self.timers.now)
        self.away, self.unheard = list(away), list[Recorded]()

    async def live(self, until: datetime) -> None:
        """Every event of the months, and every timer between them."""
        self.making.batches()
        for made in self.making.clockwork.run():
            item = [to_the_minute(one) for one in made]
            at = item[0].envelope.occurred
            if self.away and at >= self.away[0][1]:
                await self._return(at)
            if self.away and at >= self.away[0][0]:
                self.unheard += self.desk.add(item)
            else:
                await self._pass(at)
                await self._hear(self.desk.add(item))
        await self._pass(until)

    async def _return(self, at: datetime) -> None:
        """Heard of all that happened meanwhile first, then told of all timers that fell due, at once."""
        self.away.pop(0)
        fired = await self.timers.skip(at)
        await self._hear(self.unheard)
        self.unheard = []
        await self._told([*fired, *await self.timers.skip(at)])

    async def _hear(self, events: Iterable[Recorded]) -> None:
        for recorded in events:
            if recorded.envelope.aggregate.partition("-")[0] in JUDGED:
                await self.deadlines.react(recorded)

    async def _pass(self, until: datetime) -> None:
        await self.timers.advance(until, self._told)
        self.desk.now = self.timers.now()

    async def _told(self, timers: Iterable[Timer]) -> None:
        self.desk.now = self.timers.now()
        assert await self.deadlines.settle(timer.key for timer in timers) == {}

    def noted(self) -> dict[str, Counter[Key]]:
        """How often each run was noted, by the event's name."""
        found: dict[str, Counter[Key]] = {}
        for key, aggregate in self.desk.histories.items():
            for recorded in aggregate.events:
                if isinstance(event := recorded.event, DeadlineEvent):
                    found.setdefault(event.stored_name, Counter())[(key, event.clock, event.started, event.period)] += 1
        return found

    def judged(self, at: datetime) -> dict[Key, Run]:
        """Every run as the engine has it at the end."""
        calendars, found = shipped_calendars(SHANGHAI), dict[Key, Run]()
        for key, aggregate in self.desk.histories.items():
            pack = self.desk.policies.of(aggregate.events[0].envelope.policy)
            for run in judge(self.facts_of(key), pack, calendars, at):
                found[(key, run.clock, run.started.id, run.period)] = run
        return found

    def facts_of(self, key: str) -> tuple[Fact, ...]:
        """Those of a complaint with the waits of its ticket."""
        return with_waits_of(facts_of(self.desk.histories[key].events), facts_of(self.of_its_ticket(key)))

    def of_its_ticket(self, key: str) -> tuple[Recorded, ...]:
        """Of a complaint that has one."""
        ticket = self.desk.histories[key].events[0].envelope.ticket if key.startswith("complaint-") else None
        return self.desk.histories[ticket].events if ticket else ()

    def moved(self) -> set[str]:
        """Tickets whose clocks were judged anew after they had run: graded again, paused, corrected."""
        moving = {"ticket-graded", "ticket-paused", "correction-recorded", "visit-moved", "estimate-given"}
        return {
            key
            for key, aggregate in self.desk.histories.items()
            if any(one.envelope.type in moving for one in (*aggregate.events, *self.of_its_ticket(key)))
        }
