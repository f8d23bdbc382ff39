"""One matter as its story tells it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.desk.kinds import id_of
from domain.record.command import Command
from domain.staff.vocabulary import Role
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Step, Who
from gongdan.demo.stories.case import Steps
from gongdan.demo.times import in_hours
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

    def begins(self, who: Who, command: Command, after: timedelta, customer: str | None = None) -> Steps:
        self.at = in_hours(self.at + after, self.chance)
        aggregate = yield Step(self.at, who, command, customer=customer)
        self.key = aggregate.key if aggregate else ""

    def does(self, who: Who, command: Command, after: timedelta) -> Steps:
        """So long after the last step, but not at night."""
        self.at = in_hours(self.at + after, self.chance)
        yield Step(self.at, who, command, self.key)

    def by(self, role: Role, team: str | None = None) -> Who:
        """Somebody of that role who is there that day."""
        return self.world.staff.there(self.chance, self.at.date(), role, team).who()

    def after(self, other: "Thread") -> "Thread":
        """The same, to be told on from where another has come to."""
        self.at = max(self.at, other.at)
        return self

    def over(self) -> None:
        self.world.desk.forget(self.key)
