"""One ticket as its story tells it: what it is about, who has it, and how far it has come."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.desk.cache import Aggregate
from domain.desk.kinds import id_of
from domain.record.command import Command
from domain.staff.vocabulary import Role
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Kind
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Process, Start, Step, Wait, Who
from gongdan.demo.times import in_hours
from gongdan.demo.world.catalogue import Fault
from gongdan.demo.world.customers import Customer, Owned
from gongdan.demo.world.staff import HOTLINE, SOFTWARE, Member
from gongdan.demo.world.world import World

Steps = Generator[Step | Wait | Start, Aggregate | None, None]


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def days(count: float) -> timedelta:
    return timedelta(days=count)


@dataclass(slots=True)
class Case:
    """``at`` is the time of its last step; ``agent`` looks after it, ``engineer`` works on it.

    ``answer`` is what the customer is told who only asks.
    """

    world: World
    name: str
    chance: Chance
    at: datetime
    customer: Customer
    owned: Owned
    fault: Fault
    opened: datetime
    kind: Kind = Kind.FAULT
    key: str = ""
    summary: str = ""
    answer: str = ""
    agent: Member | None = None
    engineer: Member | None = None
    remedies: int = 0

    @property
    def ticket(self) -> Ticket:
        return self.world.state(self.key)

    @property
    def number(self) -> str:
        return id_of(self.key)

    @property
    def pack(self) -> str:
        return self.owned.sort.pack

    @property
    def team(self) -> str:
        """Of the engineers whose work it would be."""
        return SOFTWARE if self.pack == "software-support" else self.customer.team

    def does(self, who: Who, command: Command, after: timedelta) -> Steps:
        """A step, so long after the last one."""
        self.at += after
        yield Step(self.at, who, command, self.key)

    def soon(self, median: timedelta) -> timedelta:
        return self.chance.wait(median)

    def until(self, at: datetime) -> timedelta:
        """From the last step to a time; at once where that has passed."""
        return max(at - self.at, timedelta(seconds=30))

    def in_office(self, after: timedelta, opens: float = 8.5, closes: float = 18.0) -> timedelta:
        """So long after the last step, but not at night."""
        return self.until(in_hours(self.at + after, self.chance, opens, closes))

    def by(self, role: Role, after: timedelta, team: str | None = None) -> Who:
        """Somebody of that role who works then."""
        day = (self.at + after).date()
        return self.world.staff.there(self.chance, day, role, team).who()

    def supervisor(self, after: timedelta) -> Who:
        """Of the ticket's team, else of the hotline."""
        team = self.ticket.team or HOTLINE
        return self.world.staff.supervisor((self.at + after).date(), team)

    @property
    def agents(self) -> Who:
        assert self.agent is not None  # noqa: S101 -- every case begins with one
        return self.agent.who()

    @property
    def engineers(self) -> Who:
        assert self.engineer is not None  # noqa: S101 -- asked for once one is dispatched
        return self.engineer.who("app")


def starting(case: Case, name: str, process: Process) -> Start:
    """Another process that begins with this one's last step."""
    return Start(case.at, name, process)
