"""The people of the made-up desk: who has which role and team, and who is there at a time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.staff.vocabulary import Leave, Role
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Who
from gongdan.demo.world.hiring import HOTLINE, SOFTWARE, hired
from gongdan.demo.world.members import Away, Member

__all__ = ["HOTLINE", "SOFTWARE", "Member", "Staff"]

Found = tuple[Member, datetime]
"""Somebody, and when they are there."""


class Staff:
    """All of them, in the order of their numbers."""

    def __init__(self, seed: str, first: date, after: date, per_day: float, zone: ZoneInfo) -> None:
        chance = Chance(seed, "staff")
        self.members = list(hired(chance, first, per_day, zone))
        self._found: dict[tuple[Role, str | None], list[Member]] = {}
        for member in self.members:
            _goes_away(member, chance, first, after)
        for member in (self.administrator, self.chief):
            member.special[first] = (0, 9)  # in the first night they put everybody on record

    def of(self, role: Role, team: str | None = None) -> list[Member]:
        if (role, team) not in self._found:
            self._found[role, team] = [one for one in self.members if one.role is role and team in (None, one.team)]
        return self._found[role, team]

    @property
    def administrator(self) -> Member:
        return self.of(Role.ADMINISTRATOR)[0]

    @property
    def chief(self) -> Member:
        """The first supervisor of the hotline."""
        return self.of(Role.SUPERVISOR, HOTLINE)[0]

    @property
    def emergency(self) -> list[Member]:
        """Who may act in an emergency beside their own role: supervisors, engineers and agents."""
        agents = [one for one in self.of(Role.AGENT) if not one.nightly]
        return [*self.of(Role.SUPERVISOR, SOFTWARE), *self.of(Role.ENGINEER, SOFTWARE), *agents]

    def there(self, chance: Chance, at: datetime, role: Role, team: str | None = None) -> Found:
        """One who works then, else who comes first."""
        return first_of(self.of(role, team), chance, at)

    def agent(self, chance: Chance, at: datetime, *, at_night: bool = False) -> Found:
        """By day; at night only where it can't wait."""
        pool = [one for one in self.of(Role.AGENT) if at_night or not one.nightly]
        return first_of(pool, chance, at, timedelta(minutes=25))

    def supervisor(self, chance: Chance, at: datetime, team: str) -> tuple[Who, datetime]:
        """Of the two of a team; on a colleague's leave in that one's stead."""
        both = self.of(Role.SUPERVISOR, team)
        member, at = first_of(both, chance, at)
        absent = next((one for one in both if at.date() in one.leave), None)
        return member.who(stand_in_for=absent.number if absent else None), at

    def engineers(self, team: str, skill: str, fits: Callable[[Member], bool]) -> list[Member]:
        """Those of a team who know the product, and fit."""
        return [one for one in self.of(Role.ENGINEER, team) if skill in one.skills and fits(one)]


def first_of(members: list[Member], chance: Chance, at: datetime, left: timedelta = timedelta(minutes=5)) -> Found:
    """Any of those on duty; where nobody is, who comes first, soon after they have come."""
    on_duty = [one for one in members if one.on_duty(at, left)]
    if on_duty:
        return chance.one_of(on_duty), at
    member = min(members, key=lambda one: one.next_on(at))
    return member, settled_in(member, chance, at)


def settled_in(member: Member, chance: Chance, at: datetime) -> datetime:
    """At once where somebody works, else in the first half hour of their next shift."""
    begins = member.next_on(at)
    return at if begins == at else begins + chance.between(timedelta(minutes=2), timedelta(minutes=30))


def _goes_away(member: Member, chance: Chance, first: date, after: date) -> None:
    """Some days now and then; two supervisors of a team never at once, and only when the other works."""
    day = first + timedelta(chance.number(10, 90))
    while day < after:
        last = day + timedelta(chance.number(0, 4))
        if member.role is Role.SUPERVISOR:
            day += timedelta((2 - day.weekday()) % 7)
            last = min(last, day + timedelta(2)) if last > day else day
        month_is_theirs = (last.month % 2 == int(member.number) % 2) and day.month == last.month
        if member.role is not Role.SUPERVISOR or month_is_theirs:
            kind: Leave = chance.weighted({"annual": 5, "sick": 2, "personal": 2, "training": 1})
            member.away.append(Away(day, last, kind))
            member.leave |= {day + timedelta(n) for n in range((last - day).days + 1)}
        day = last + timedelta(chance.number(40, 140))
