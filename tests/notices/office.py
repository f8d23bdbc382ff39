"""Everything that notices are made of, on a real log, a real database and a clock that a test moves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from consumers.leases.lease import Lease, Pace
from consumers.leases.words import Said, Word
from consumers.notices.channels.email import EmailChannel, MailServer
from consumers.notices.channels.port import Channel
from consumers.notices.delivering.addresses import Addresses
from consumers.notices.delivering.digests import Digests
from consumers.notices.delivering.sender import Sender
from consumers.notices.outbox.causes import Cause, Causes
from consumers.notices.outbox.deliveries import Deliveries
from consumers.notices.planning.about import About, LookingUp
from consumers.notices.planning.people import People
from consumers.notices.planning.planner import Planner
from consumers.notices.planning.recording import NoticeRecorder
from consumers.notices.planning.routes import Route
from consumers.notices.rules import NoticeRules
from consumers.notices.running import Notifying
from domain.application import TicketDesk
from domain.notices.state import Notice, fold
from domain.staff.events import NoticePreferencesSet
from domain.staff.spans import Days, Span
from domain.staff.state import Staff
from domain.staff.vocabulary import Role
from domain.store import EventStore
from domain.ticket.follow_code import follow_code
from gongdan.notices.letters import Author
from projections.store import ReadStore

ZONE = ZoneInfo("Asia/Shanghai")
NOON = datetime(2024, 5, 1, 4, 0, tzinfo=UTC)
"""Noon in Shanghai: nobody's quiet hours."""
ALWAYS = Days((Span(date(2020, 1, 1)),))


def member(number: str, *roles: Role, team: str | None = None, **wishes: Any) -> Staff:
    """Somebody of staff with an address, who may want things otherwise than usual."""
    said = {"email": f"{number}@desk.example", **wishes}
    return Staff(
        number=number,
        name="王芳",
        employed=ALWAYS,
        roles=dict.fromkeys(roles, ALWAYS),
        teams={team: ALWAYS} if team else {},
        notices=NoticePreferencesSet(**said),
    )


class Clock:
    """The time in the desk and around it, until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def ticks(self) -> float:
        """Seconds of a clock that nobody compares with another."""
        return self.now.timestamp()

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


class Alone:
    """A lease that nobody else wants: a :class:`consumers.leases.words.Board`."""

    def __init__(self) -> None:
        self.words: list[Word] = []

    async def last(self) -> Said | None:
        return Said(self.words[-1], len(self.words)) if self.words else None

    async def say(self, word: Word, after: int) -> int | None:
        if after != len(self.words):
            return None
        self.words.append(word)
        return len(self.words)


class Told(LookingUp):
    """Besides what the log knows, what a test tells of."""

    def __init__(self, desk: TicketDesk, clock: Clock) -> None:
        super().__init__(desk, ZONE, clock)
        self.abouts: dict[str, About] = {}

    async def about(self, aggregate: str, event: str) -> About | None:
        return self.abouts.get(event) or await super().about(aggregate, event)

    async def ticket(self, number: str) -> Any:
        known = (each.history for each in self.abouts.values())
        return next((history for history in known if history[0].originator_id == f"ticket-{number}"), ())


@dataclass
class Office:
    desk: TicketDesk
    clock: Clock
    causes: Causes
    deliveries: Deliveries
    people: People
    told: Told
    planner: Planner
    notifying: Notifying
    sender: Sender
    channels: dict[str, Channel]
    lease: Lease

    def employ(self, *staff: Staff) -> None:
        self.people.known |= {each.number: each for each in staff}

    async def tell(self, about: About) -> None:
        """It happened just now: plan it."""
        envelope = about.cause.envelope
        self.told.abouts[envelope.id] = about
        await self.planner.plan(Cause(envelope.id, envelope.aggregate, envelope.type, self.clock.now, 0))

    async def round(self) -> int:
        """What is due now, planned and tried."""
        return await self.notifying.plan_due() + await self.notifying.send_due()

    async def settle(self) -> None:
        """Until nothing is due."""
        while await self.round():
            pass

    async def notice(self, key: str) -> Notice:
        found = fold(await self.desk.events_of(key))
        assert found is not None
        return found

    async def types_of(self, key: str) -> list[str]:
        return [recorded.envelope.type for recorded in await self.desk.events_of(key)]

    def mail_by(self, server: MailServer) -> None:
        self.channels[EmailChannel.name] = EmailChannel(server)


def office(
    store: EventStore,
    read: ReadStore,
    clock: Clock,
    channels: Mapping[str, Channel],
    rules: NoticeRules | None = None,
    under_way: Collection[str] = (),
    routes: Collection[Route] = (),
) -> Office:
    """``under_way`` are the notices that the log says wait."""
    rules, desk = rules or NoticeRules(), TicketDesk(store, zone=ZONE, clock=clock)
    ways = dict(channels)
    causes, deliveries, people = Causes(read), Deliveries(read), People(desk)
    told, recorder = Told(desk, clock), NoticeRecorder(desk)
    addresses = Addresses(told, people, routes)
    digests = Digests(desk, recorder, deliveries, addresses, clock)
    author = Author(told, lambda: people.known, lambda number: follow_code("0f" * 16))
    planner = Planner(told, people, recorder, causes, deliveries, rules, clock, ways, routes)

    async def waiting() -> list[str]:
        return list(under_way)

    lease = Lease("notices", Alone(), "home", Pace(every=0.01))
    sender = Sender(
        desk, recorder, deliveries, digests, addresses, author, ways, rules, clock, ZONE, lease.run, clock.ticks
    )
    notifying = Notifying(causes, deliveries, people, planner, digests, sender, clock, waiting, lease, desk)
    return Office(desk, clock, causes, deliveries, people, told, planner, notifying, sender, ways, lease)
