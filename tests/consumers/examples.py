"""A desk in memory under a clock that tests move, with the deadlines beside it."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from consumers.deadlines.deadlines import Deadlines
from consumers.timers.port import Timer
from consumers.timers.virtual import VirtualTimers
from domain.application import CommandMetadata, TicketDesk
from domain.clocks.calendars import shipped_calendars
from domain.matters.complaints.commands import RaiseComplaint
from domain.matters.kinds import MATTERS
from domain.policy.choice import Choice
from domain.policy.in_force import Policies, shipped
from domain.record.command import Command
from domain.record.envelope import Actor, Recorded, Source
from domain.ticket.commands import OpenTicket
from domain.ticket.events import DeadlineEvent
from domain.ticket.vocabulary import Channel, Kind
from tests.scenarios.desk.memory import MemoryStore

SHANGHAI = ZoneInfo("Asia/Shanghai")
AGENT = Actor(id="a-001", role="agent", channel="api")
SUPERVISOR = Actor(id="s-001", role="supervisor", channel="api")
_commands = itertools.count(1)


def at(clock: str) -> datetime:
    """``09:30``, or ``05-02 09:30``, of May 2024."""
    day, _, time = clock.rpartition(" ")
    return datetime.fromisoformat(f"2024-{day or '05-01'}T{time}").replace(tzinfo=SHANGHAI)


def metadata(by: Actor = AGENT, **more: object) -> CommandMetadata:
    return CommandMetadata(f"c-{next(_commands)}", by, **more)  # type: ignore[arg-type]


async def none_to_be_kept(customer: str) -> list[str]:
    """As though the years of all tickets were over."""
    return []


@dataclass
class Office:
    """What a test does at the desk is heard at once, unless nobody is ``there``."""

    pack: str = "handbook"
    timers: VirtualTimers = field(default_factory=lambda: VirtualTimers(at("09:30")))
    there: bool = True

    def __post_init__(self) -> None:
        policies = Policies(shipped().packs, Choice(default=self.pack))
        self.store = MemoryStore()
        self.desk = TicketDesk(self.store, zone=SHANGHAI, policies=lambda: policies, clock=self.timers.now)
        self.desk.tickets_of = none_to_be_kept
        self.deadlines = self.begun()
        self.heard = 0

    def begun(self) -> Deadlines:
        calendars = shipped_calendars(SHANGHAI)
        return Deadlines(self.desk, self.timers, lambda: calendars, self.timers.now)

    async def open(self, channel: Channel = Channel.PHONE, **more: object) -> str:
        """The key of a new ticket."""
        done = await self.desk.open(OpenTicket(channel=channel, kind=Kind.FAULT, summary="停机"), metadata(**more))
        await self.hear()
        return f"ticket-{done.number}"

    async def act(self, key: str, command: Command, by: Actor = AGENT, **more: object) -> None:
        await self.desk.act(key, command, metadata(by, **more))
        await self.hear()

    async def hear(self) -> None:
        """All that was not heard of yet."""
        if self.there:
            async for events in self.store.follow(self.heard):
                for recorded in events:
                    await self.deadlines.react(recorded)
                self.heard += len(events)

    async def complain(self, ticket: str) -> str:
        """The key of a complaint about it."""
        said = RaiseComplaint(ticket=ticket.removeprefix("ticket-"), categories=("attitude",), words="等了一天")
        done = await self.desk.begin(MATTERS["complaint"], said, metadata())
        await self.hear()
        return f"complaint-{done.number}"

    def imported(self, first: int, last: int) -> None:
        """As if another system had reported these events, from 1 on."""
        for ordinal in range(first, last + 1):
            one = self.store._log[ordinal - 1]
            source = Source(name="crm", case="A-7", ordinal=ordinal)
            envelope = one.envelope.model_copy(update={"source": source})
            self.store._log[ordinal - 1] = Recorded(envelope, one.event, ordinal)

    async def wait(self, until: str) -> None:
        await self.timers.advance(at(until), self._told)

    async def return_at(self, moment: str) -> None:
        """Nobody was there until then; what is heard and what fell due is acted on together."""
        fired = await self.timers.skip(at(moment))
        self.deadlines, self.there, self.heard = self.begun(), True, 0
        await self.hear()
        fired += await self.timers.skip(at(moment) + timedelta(microseconds=1))
        await self._told(fired)

    async def noted(self, key: str) -> list[tuple[str, str, int]]:
        """Event, clock and period of all that the program noted on it, in order."""
        events = await self.desk.events_of(key)
        return [
            (one.event.stored_name, one.event.clock, one.event.period)
            for one in events
            if isinstance(one.event, DeadlineEvent)
        ]

    async def log(self) -> list[Recorded]:
        return [one async for events in self.store.follow() for one in events]

    async def _told(self, timers: Iterable[Timer]) -> None:
        assert await self.deadlines.settle(timer.key for timer in timers) == {}
        await self.hear()
