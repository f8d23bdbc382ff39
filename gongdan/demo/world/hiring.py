"""Who is hired for a load: how many in each role and team, their hours, their skills, and the cities they serve."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from domain.staff.vocabulary import Role
from gongdan.demo.engine.chance import Chance
from gongdan.demo.world import words
from gongdan.demo.world.catalogue import sorts
from gongdan.demo.world.members import Hours, Member

HOTLINE: Final = "hotline"
SOFTWARE: Final = "software"
_DAY: Final[Hours] = (9, 18)
_EARLY: Final[Hours] = (8, 17)
_LATE: Final[Hours] = (14, 23)
_NIGHT: Final[Hours] = (23, 32)
_SUPERVISED: Final[tuple[Hours, ...]] = (_EARLY, (11, 20))
_ON_THE_ROAD: Final[Hours] = (8.5, 19)
_WEEKENDS: Final = (frozenset({5, 6}), frozenset({0, 1}))
"""The days off of two who take turns: one of them is there every day."""

_VISITS: Final = 0.68
"""Visits for each ticket, in the busiest season."""
_A_DAY: Final = 4.5
"""Visits that an engineer makes on a day of work."""
_DAYS: Final = 7 / 5
_SENT_IN: Final = 0.08
_MANY: Final = 40
"""Tickets a day that another team of engineers is worth."""

_OFFICES: Final[Mapping[Role, tuple[str, int]]] = {
    Role.ADMINISTRATOR: ("管理员", 1),
    Role.MANAGER: ("总监", 1),
    Role.RETURNS_INSPECTOR: ("退货质检员", 2),
    Role.QUALITY: ("质检员", 2),
    Role.CLERK: ("文员", 2),
    Role.AUDITOR: ("审计员", 1),
    Role.PRIVACY_OFFICER: ("个人信息保护专员", 2),
}
"""Who keeps the hours of offices: what they are shown as, and how many they are."""


@dataclass(frozen=True, slots=True)
class Place:
    """One to be filled."""

    role: Role
    office: str
    team: str = ""
    skills: tuple[str, ...] = ()
    hours: Hours = _DAY
    free: frozenset[int] | None = None


def regions(per_day: float) -> dict[str, list[str]]:
    """The teams of engineers that there are for such a load, each with the cities that it serves."""
    teams = words.TEAMS[: max(1, min(len(words.TEAMS), round(per_day / _MANY)))]
    served = max(1, round(_engineers(per_day, len(teams)) / 3))
    return {team: words.cities(team)[:served] for team in teams}


def hired(chance: Chance, first: date, per_day: float, zone: ZoneInfo) -> Iterator[Member]:
    """All of them, by their numbers; no two have one name."""
    names: set[str] = set()
    for count, place in enumerate(_places(per_day), 1):
        while (name := words.person(chance)[0]) in names:
            pass
        names.add(name)
        number = f"{first:%y%m}{count:03d}"
        said = (place.role, place.office, place.team, place.skills, place.hours, place.free)
        yield Member(number, name, *said, first, zone)


def _places(per_day: float) -> Iterator[Place]:
    teams = tuple(regions(per_day))
    for role in (Role.ADMINISTRATOR, Role.MANAGER):
        yield Place(role, _OFFICES[role][0])
    for team in (HOTLINE, *teams, SOFTWARE):
        for hours, free in zip(_SUPERVISED, _WEEKENDS, strict=True):
            yield Place(Role.SUPERVISOR, "主管", team, (), hours, free)
    yield from _agents(per_day)
    yield from _engineers_of(per_day, teams)
    for role, office in ((Role.COMPLAINT_HANDLER, "投诉专员"), (Role.WAREHOUSE, "备件员")):
        for hours, free in zip(_SUPERVISED, _WEEKENDS, strict=True):
            yield Place(role, office, "", (), hours, free)
    for role in list(_OFFICES)[2:]:
        office, count = _OFFICES[role]
        yield from (Place(role, office) for _ in range(count))
    for department in ("product", "logistics", "research", "process-optimisation"):
        yield Place(Role.DEPARTMENT_CONTACT, "接口人", department)


def _agents(per_day: float) -> Iterator[Place]:
    early, late = max(3, math.ceil(per_day / 24)), max(3, math.ceil(per_day / 48))
    for hours, count in ((_EARLY, early), (_LATE, late), (_NIGHT, 2)):
        for place in range(count):
            yield Place(Role.AGENT, "客服", HOTLINE, (), hours, _off(3 * place))


def _engineers(per_day: float, teams: int) -> int:
    """Of each team, for visits."""
    return max(4, math.ceil(per_day * _VISITS * _DAYS / _A_DAY / teams))


def _engineers_of(per_day: float, teams: tuple[str, ...]) -> Iterator[Place]:
    bench = max(2, math.ceil(per_day * _SENT_IN * _DAYS / len(teams) / 6))
    goods = [sort for sort in sorts() if sort.pack == "appliance"]
    at_home = tuple(sort.name for sort in goods if sort.large)
    in_shops = tuple(sort.name for sort in sorts() if sort.pack == "handbook")
    in_hand = tuple(sort.name for sort in goods if not sort.large)
    for team in teams:
        for place in range(_engineers(per_day, len(teams))):
            skills = (*in_shops, at_home[0], at_home[-1]) if place % 3 == 1 else at_home
            yield Place(Role.ENGINEER, "工程师", team, skills, _ON_THE_ROAD, _off(2 * place + place // 7))
        for place in range(bench):
            yield Place(Role.ENGINEER, "工程师", team, in_hand, _DAY, _off(3 * place))
    known = tuple(sort.name for sort in sorts() if sort.pack == "software-support")
    for place in range(max(4, math.ceil(per_day / 50))):
        yield Place(Role.ENGINEER, "工程师", SOFTWARE, known, _DAY, _off(2 * place))


def _off(place: int) -> frozenset[int]:
    """Two days of the week, one after the other."""
    return frozenset({place % 7, (place + 1) % 7})
