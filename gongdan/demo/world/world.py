"""All that stories share: the span of time, the people, the customers, and the desk that they look at."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.desk import DemoDesk
from gongdan.demo.world.customers import Customers
from gongdan.demo.world.staff import Staff


@dataclass(slots=True)
class World:
    """``first`` is the first day, ``after`` the day after the last.

    ``articles`` are the keys of the published ones, by the finding that they are about.
    """

    seed: str
    first: date
    after: date
    per_day: float
    desk: DemoDesk
    staff: Staff
    customers: Customers
    articles: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def made(cls, seed: str, first: date, after: date, per_day: float, desk: DemoDesk) -> "World":
        return cls(seed, first, after, per_day, desk, Staff(seed, first, after), Customers(seed))

    def chance(self, name: str) -> Chance:
        return Chance(self.seed, name)

    def state(self, key: str) -> Any:
        return self.desk.state(key)
