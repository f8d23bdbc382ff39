"""One matter as its story tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.desk.kinds import id_of
from domain.record.command import Command
from domain.staff.vocabulary import Role
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Step, Who
from gongdan.demo.stories.case import By, Steps
from gongdan.demo.times import in_hours
from gongdan.demo.world.customers import Customer
from gongdan.demo.world.staff import Member, settled_in
from gongdan.demo.world.world import World


@dataclass(slots=True)
class Thread:
    """``at`` is the time of its last step."""

    world: World
    chance: Chance
    at: datetime
    key: str = ""

    @property
    def number(self) -> str:
        return id_of(self.key)

    @property
    def state(self) -> Any:
        return self.world.state(self.key)

    def begins(self, by: By, command: Command, after: timedelta, customer: str | None = None) -> Steps:
        who, self.at = by(self.at + after)
        aggregate = yield Step(self.at, who, command, customer=customer)
        self.key = aggregate.key if aggregate else ""

    def does(self, by: By, command: Command, after: timedelta) -> Steps:
        """So long after the last step, or when somebody is there."""
        who, self.at = by(self.at + after)
        yield Step(self.at, who, command, self.key)

    def by(self, role: Role, team: str | None = None) -> By:
        """Somebody of that role who works then."""

        def found(at: datetime) -> tuple[Who, datetime]:
            if role is Role.AGENT:
                member, at = self.world.staff.agent(self.chance, at)
            else:
                member, at = self.world.staff.there(self.chance, at, role, team)
            return member.who(), at

        return found

    def supervisors(self, team: str) -> By:
        return lambda at: self.world.staff.supervisor(self.chance, at, team)

    def member(self, member: Member, role: Role | None = None) -> By:
        """This one of the staff, when they work."""
        return lambda at: (member.who(role=role), settled_in(member, self.chance, at))

    def customer(self, customer: Customer) -> By:
        """Not while they sleep."""
        return lambda at: (customer.who, in_hours(at, self.chance, 7, 23))

    def after(self, other: "Thread") -> "Thread":
        """The same, to be told on from where another has come to."""
        self.at = max(self.at, other.at)
        return self

    def from_then(self, at: datetime) -> "Thread":
        """The same, to be told on from that time."""
        self.at = max(self.at, at)
        return self

    def over(self) -> None:
        self.world.desk.forget(self.key)


def at_once(who: Who) -> By:
    """At the very time: for what the system does."""
    return lambda at: (who, at)
