"""One ticket as its story tells it: what it is about, who has it, how far it has come, and what happened on the way."""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from domain.desk.cache import Aggregate
from domain.desk.kinds import id_of
from domain.desk.metadata import SYSTEM
from domain.record.command import Command
from domain.staff.vocabulary import Role
from domain.ticket.commands import RouteTicket
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Kind, Stage
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Process, Start, Step, Wait, Who
from gongdan.demo.times import in_hours
from gongdan.demo.world.catalogue import Fault
from gongdan.demo.world.customers import Customer, Owned
from gongdan.demo.world.diary import Slot
from gongdan.demo.world.staff import HOTLINE, SOFTWARE, Member, settled_in
from gongdan.demo.world.words import Way
from gongdan.demo.world.world import World

Steps = Generator[Step | Wait | Start, Aggregate | None, None]
By = Callable[[datetime], tuple[Who, datetime]]
"""Who does something that is due at a time, and when they are there to do it."""
_SYSTEM: Final = Who(SYSTEM)
_SOLVED: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED})
_FAILING: Final = frozenset({Kind.FAULT, Kind.EXCHANGE, Kind.REFUND})
_GRAVE: Final = frozenset({"urgent", "1"})


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def days(count: float) -> timedelta:
    return timedelta(days=count)


@dataclass(slots=True)
class Case:
    """``at`` is the time of its last step; ``agent`` looks after it, ``engineer`` works on it, at the time of ``slot``.

    ``way`` is how it is handled; ``facts`` tell in words what went wrong for the customer; ``owed`` counts what comes
    of it and has not begun; ``back``: when goods that were sent in are at home again; ``touched``: somebody has worked
    on it with their hands; ``unmended``: the customer wanted no repair at its price; ``warned``: the customer was told
    to use it no more.
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
    pack: str = ""
    summary: str = ""
    answer: str = ""
    agent: Member | None = None
    engineer: Member | None = None
    slot: Slot | None = None
    way: Way = "remote"
    remedies: int = 0
    touched: bool = False
    unmended: bool = False
    warned: bool = False
    facts: dict[str, str] = field(default_factory=dict[str, str])
    low: str = ""
    still: str = ""
    back: datetime | None = None
    owed: int = 0

    @property
    def ticket(self) -> Ticket:
        return self.world.state(self.key)

    @property
    def number(self) -> str:
        return id_of(self.key)

    @property
    def agent_number(self) -> str:
        assert self.agent is not None  # noqa: S101 -- every case begins with one
        return self.agent.number

    @property
    def team(self) -> str:
        """Of the engineers whose work it would be."""
        return SOFTWARE if self.owned.sort.pack == "software-support" else self.customer.team

    @property
    def is_planned(self) -> bool:
        """Whether a plan comes before the work."""
        return self.pack in ("handbook", "service-plan")

    @property
    def is_dangerous(self) -> bool:
        """Whether it is seen to even at night, whatever its owner wants for it."""
        return self.fault.danger and self.kind in _FAILING

    @property
    def is_grave(self) -> bool:
        """Whether it can't wait until somebody is back."""
        return self.is_dangerous or (bool(self.key) and self.ticket.severity in _GRAVE)

    def does(self, by: By, command: Command, after: timedelta) -> Steps:
        """A step, so long after the last one, or when somebody is there; handed over first where another takes it."""
        agent = self.agent
        who, self.at = by(self.at + after)
        if self.key and agent is not None and self.agent is not agent:
            reason = "夜班交接" if agent.nightly else "原客服不当班，由当班客服接手"
            yield Step(self.at, who, RouteTicket(staff=who.actor.id, reason=reason), self.key)
            self.at += timedelta(seconds=40)
        yield Step(self.at, who, command, self.key)

    def not_solved(self) -> str:
        """The customer's words for it, which are remembered."""
        self.still = self.chance.one_of(self.fault.still)
        return self.still

    def soon(self, median: timedelta) -> timedelta:
        return self.chance.wait(median)

    def brief(self, least: float, most: float) -> timedelta:
        """Minutes, between these: of what is done while somebody waits."""
        return self.chance.between(minutes(least), minutes(most))

    def until(self, at: datetime) -> timedelta:
        """From the last step to a time; at once where that has passed."""
        return max(at - self.at, timedelta(seconds=30))

    def agents(self, at: datetime) -> tuple[Who, datetime]:
        """Who looks after it, or who takes it over: from the night, on days off, and of what is urgent at once.

        What is solved is not handed over: where the agent is away, a supervisor brings it to its end.
        """
        agent = self.agent
        assert agent is not None  # noqa: S101 -- every case begins with one
        solved = bool(self.key) and self.ticket.stage in _SOLVED
        if agent.on_duty(at) and not (solved and agent.nightly):
            return agent.who(), at
        away = agent.next_on(at) - at
        if solved and (agent.nightly or away > hours(20)):
            return self.supervisors(at)
        if not solved and (agent.nightly or away > hours(2 if self.is_grave else 20)):
            agent, at = self.world.staff.agent(self.chance, at, at_night=self.is_dangerous)
            self.agent = agent
            return agent.who(), at
        return agent.who(), settled_in(agent, self.chance, at)

    def engineers(self, at: datetime) -> tuple[Who, datetime]:
        assert self.engineer is not None  # noqa: S101 -- asked for once one is dispatched
        return self.engineer.who("app"), settled_in(self.engineer, self.chance, at)

    def customers(self, at: datetime) -> tuple[Who, datetime]:
        """Not while they sleep."""
        return self.customer.who, in_hours(at, self.chance, 7, 23)

    def system(self, at: datetime) -> tuple[Who, datetime]:
        """What the system sends, it does not send at night."""
        return _SYSTEM, in_hours(at, self.chance, 8, 21)

    def supervisors(self, at: datetime) -> tuple[Who, datetime]:
        """Of the ticket's team, else of the hotline."""
        return self.world.staff.supervisor(self.chance, at, self.ticket.team or HOTLINE)

    @property
    def on_the_way(self) -> timedelta:
        """How long it takes until what was mended in the workshop is back, and the customer can say how it is."""
        return max(self.back - self.at, timedelta()) if self.back else timedelta()

    def by_day(self, at: datetime) -> tuple[Who, datetime]:
        """An agent, at an hour at which people may be called."""
        return self.by(Role.AGENT)(in_hours(at, self.chance, 9, 20))

    def by(self, role: Role, team: str | None = None) -> By:
        """Somebody of that role who works then."""

        def found(at: datetime) -> tuple[Who, datetime]:
            if role is Role.AGENT:
                member, at = self.world.staff.agent(self.chance, at)
            else:
                member, at = self.world.staff.there(self.chance, at, role, team)
            return member.who(), at

        return found


def starting(case: Case, name: str, process: Process) -> Start:
    """Another process that begins with this one's last step."""
    return Start(case.at, name, process)
