"""One of the staff: when they are there, in which role they act, and what they know."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from domain.record.envelope import Actor
from domain.staff.vocabulary import Leave, Role
from gongdan.demo.engine.steps import Who
from gongdan.demo.times import at_hour, is_working_day

_LAST: Final = timedelta(minutes=5)
"""Before the end of a shift nothing more is begun."""
Hours = tuple[float, float]
"""From and until by the clock on the wall; past 24 it ends on the next day."""


@dataclass(frozen=True, slots=True)
class Away:
    """Leave, from its first day to its last."""

    first: date
    last: date
    kind: Leave


@dataclass(eq=False)
class Member:
    """``hours`` are those of a shift; ``free`` the weekdays off, None for who works as offices do.

    ``leave`` holds the days away, ``away`` the kind of each time; ``special`` the hours of single days.
    """

    number: str
    name: str
    role: Role
    office: str
    team: str
    skills: tuple[str, ...]
    hours: Hours
    free: frozenset[int] | None
    since: date
    zone: ZoneInfo
    away: list[Away] = field(default_factory=list[Away])
    leave: set[date] = field(default_factory=set[date])
    special: dict[date, Hours] = field(default_factory=dict[date, Hours])
    _shifts: dict[date, tuple[datetime, datetime] | None] = field(default_factory=dict)  # type: ignore[type-arg]
    _known_as: dict[tuple[str, str | None, Role], Who] = field(default_factory=dict)  # type: ignore[type-arg]

    @cached_property
    def nightly(self) -> bool:
        return self.hours[1] > 24

    def hours_on(self, day: date) -> Hours | None:
        """Those of the shift that begins on a day, as the roster has it: leave is not asked."""
        if day < self.since:
            return None
        if day in self.special:
            return self.special[day]
        works = is_working_day(day) if self.free is None else day.weekday() not in self.free
        return self.hours if works else None

    def shift(self, day: date) -> tuple[datetime, datetime] | None:
        """From and until, of who is not on leave."""
        if day not in self._shifts:
            self._shifts[day] = self._shift(day)
        return self._shifts[day]

    def _shift(self, day: date) -> tuple[datetime, datetime] | None:
        hours = self.hours_on(day)
        if hours is None or day in self.leave:
            return None
        begins, ends = at_hour(day, hours[0], self.zone), at_hour(day, hours[1], self.zone)
        leave_begins = hours[1] > 24 and day + timedelta(1) in self.leave
        return begins, at_hour(day, 24, self.zone) if leave_begins else ends

    def on_duty(self, at: datetime, left: timedelta = _LAST) -> bool:
        """Whether they work then, and for some time yet."""
        day = at.date()
        today = self.shift(day)
        if today and today[0] <= at < today[1] - left:
            return True
        night = self.shift(day - timedelta(1)) if self.nightly else None
        return night is not None and at < night[1] - left

    def next_on(self, at: datetime) -> datetime:
        """When they work next; at once where they do."""
        if self.on_duty(at):
            return at
        day = at.date()
        while not (shift := self.shift(day)) or shift[0] <= at:
            day += timedelta(1)
        return shift[0]

    def who(self, channel: str = "web", stand_in_for: str | None = None, role: Role | None = None) -> Who:
        """In their own role, or another that they hold beside it."""
        said = (channel, stand_in_for, role or self.role)
        if said not in self._known_as:
            teams = frozenset({self.team}) if self.team else frozenset[str]()
            actor = Actor(id=self.number, role=said[2], channel=channel, stand_in_for=stand_in_for)
            self._known_as[said] = Who(actor, teams)
        return self._known_as[said]
