"""All that stories share: the span of time, the people, the customers, and the desk that they look at."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.desk import DemoDesk
from gongdan.demo.times import at_hour
from gongdan.demo.world.customers import Customers
from gongdan.demo.world.diary import Diary
from gongdan.demo.world.hiring import regions
from gongdan.demo.world.staff import Staff


@dataclass(slots=True)
class World:
    """``first`` is the first day, ``after`` the day after the last; all hours are those of ``zone``.

    ``articles`` are the keys of the published ones, by the finding that they are about; ``self_help`` those
    that tell what people can do alone.
    """

    seed: str
    first: date
    after: date
    per_day: float
    zone: ZoneInfo
    desk: DemoDesk
    staff: Staff
    customers: Customers
    diary: Diary = field(default_factory=Diary)
    articles: dict[str, str] = field(default_factory=dict[str, str])
    self_help: list[str] = field(default_factory=list[str])

    @classmethod
    def made(cls, seed: str, first: date, after: date, per_day: float, zone: ZoneInfo, desk: DemoDesk) -> "World":
        staff = Staff(seed, first, after, per_day, zone)
        return cls(seed, first, after, per_day, zone, desk, staff, Customers(seed, regions(per_day)))

    def chance(self, name: str) -> Chance:
        return Chance(self.seed, name)

    def state(self, key: str) -> Any:
        return self.desk.state(key)

    def at(self, day: date, hour: float = 0) -> datetime:
        """By the clock on the wall."""
        return at_hour(day, hour, self.zone)
