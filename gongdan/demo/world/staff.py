"""The people of the made-up desk: who has which role, team and skills, and who is there on a day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from domain.record.envelope import Actor
from domain.staff.vocabulary import Leave, Role
from gongdan.demo.engine.chance import Chance
from gongdan.demo.engine.steps import Who
from gongdan.demo.world import words
from gongdan.demo.world.catalogue import sorts

HOTLINE: Final = "hotline"
SOFTWARE: Final = "software"

_OFFICES: Final[dict[Role, tuple[str, int, tuple[str, ...]]]] = {
    Role.ADMINISTRATOR: ("管理员", 1, ("",)),
    Role.MANAGER: ("总监", 1, ("",)),
    Role.SUPERVISOR: ("主管", 2, (HOTLINE, *words.TEAMS, SOFTWARE)),
    Role.AGENT: ("客服", 12, (HOTLINE,)),
    Role.ENGINEER: ("工程师", 5, (*words.TEAMS, SOFTWARE)),
    Role.COMPLAINT_HANDLER: ("投诉专员", 2, ("",)),
    Role.WAREHOUSE: ("备件员", 2, ("",)),
    Role.RETURNS_INSPECTOR: ("退货质检员", 1, ("",)),
    Role.QUALITY: ("质检员", 2, ("",)),
    Role.CLERK: ("文员", 2, ("",)),
    Role.DEPARTMENT_CONTACT: ("接口人", 1, ("product", "logistics", "research", "process-optimisation")),
    Role.AUDITOR: ("审计员", 1, ("",)),
    Role.PRIVACY_OFFICER: ("个人信息保护专员", 2, ("",)),
}
"""For each role what its people are shown as, how many there are in each team, and the teams."""


@dataclass(frozen=True, slots=True)
class Away:
    """Leave, from its first day to its last."""

    first: date
    last: date
    kind: Leave


@dataclass(slots=True)
class Member:
    """``free`` are the weekdays off; ``leave`` the days away, with the kind of each time away.

    ``known_as`` keeps what is made anew so often.
    """

    number: str
    name: str
    role: Role
    team: str
    skills: tuple[str, ...]
    free: frozenset[int]
    away: list[Away] = field(default_factory=list[Away])
    leave: set[date] = field(default_factory=set[date])
    known_as: dict[tuple[str, str | None, Role], Who] = field(default_factory=dict[tuple[str, str | None, Role], Who])

    @property
    def office(self) -> str:
        return _OFFICES[self.role][0]

    def at_work(self, day: date) -> bool:
        return day.weekday() not in self.free and day not in self.leave

    def who(self, channel: str = "web", stand_in_for: str | None = None, role: Role | None = None) -> Who:
        """In their own role, or another that they hold beside it."""
        said = (channel, stand_in_for, role or self.role)
        if said not in self.known_as:
            teams = frozenset({self.team}) if self.team else frozenset[str]()
            actor = Actor(id=self.number, role=said[2], channel=channel, stand_in_for=stand_in_for)
            self.known_as[said] = Who(actor, teams)
        return self.known_as[said]


class Staff:
    """All of them, in the order of their numbers."""

    def __init__(self, seed: str, first: date, after: date) -> None:
        chance = Chance(seed, "staff")
        self.members = list(_hired(chance, f"{first:%y%m}"))
        for member in self.members:
            _goes_away(member, chance, first, after)

    def of(self, role: Role, team: str | None = None) -> list[Member]:
        return [one for one in self.members if one.role is role and team in (None, one.team)]

    @property
    def emergency(self) -> list[Member]:
        """Who acts in an emergency, the leader first: they hold that role beside their own."""
        lead, technical = self.of(Role.SUPERVISOR, SOFTWARE)[1], self.of(Role.ENGINEER, SOFTWARE)[0]
        return [lead, technical, self.of(Role.AGENT)[0]]

    def there(self, chance: Chance, day: date, role: Role, team: str | None = None) -> Member:
        """One who works on that day, else one who could be called in."""
        of_role = self.of(role, team)
        at_work = [one for one in of_role if one.at_work(day)] or [one for one in of_role if day not in one.leave]
        return chance.one_of(at_work or of_role)

    def supervisor(self, day: date, team: str) -> Who:
        """Of the two of a team the one who is there; on a colleague's leave in that one's stead."""
        first, second = self.of(Role.SUPERVISOR, team)
        if day in first.leave:
            return second.who(stand_in_for=first.number)
        return first.who() if first.at_work(day) or day in second.leave else second.who()

    def engineers(self, team: str, skill: str, fits: Callable[[Member], bool]) -> list[Member]:
        """Those of a team who know the product, and can come."""
        return [one for one in self.of(Role.ENGINEER, team) if skill in one.skills and fits(one)]


def _hired(chance: Chance, prefix: str) -> Iterator[Member]:
    names: set[str] = set()
    count = 0
    for role, (_, each, teams) in _OFFICES.items():
        for team in teams:
            for place in range(each):
                count += 1
                name = words.person(chance)
                while name in names:
                    name = words.person(chance)
                names.add(name)
                free = (2 * place + 5) % 7 if role is Role.SUPERVISOR else count % 7
                off = frozenset({free, (free + 1) % 7})
                yield Member(f"{prefix}{count:03d}", name, role, team, _skills(role, team, place), off)


def _skills(role: Role, team: str, place: int) -> tuple[str, ...]:
    """Four kinds of product each, so that each team has at least two people for every kind."""
    if role is not Role.ENGINEER:
        return ()
    if team == SOFTWARE:
        return tuple(sort.name for sort in sorts() if sort.pack == "software-support")
    there = [sort.name for sort in sorts() if sort.pack != "software-support"]
    return tuple(there[(2 * place + n) % len(there)] for n in range(4))


def _goes_away(member: Member, chance: Chance, first: date, after: date) -> None:
    """Some days now and then; two supervisors of a team never at once."""
    day = first + timedelta(chance.number(10, 90))
    while day < after:
        last = day + timedelta(chance.number(0, 4))
        month_is_theirs = (last.month % 2 == int(member.number) % 2) and day.month == last.month
        if member.role is not Role.SUPERVISOR or month_is_theirs:
            kind: Leave = chance.weighted({"annual": 5, "sick": 2, "personal": 2, "training": 1})
            member.away.append(Away(day, last, kind))
            member.leave |= {day + timedelta(n) for n in range((last - day).days + 1)}
        day = last + timedelta(chance.number(40, 140))
