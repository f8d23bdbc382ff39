"""Who may accept work that is dispatched to them, and why others one might think of may not (派单, R19)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from domain.rights import Person, may
from domain.staff.choosing.reasons import Reason
from domain.staff.state import Staff
from domain.staff.vocabulary import Role


@dataclass(frozen=True, slots=True)
class _Theirs:
    """Work as it is once it is dispatched to a person."""

    assignee: str
    owners: Collection[str] = ()
    teams: Collection[str] = ()
    departments_asked: Collection[str] = ()
    parts_asked: bool = False


def may_accept(person: Staff, day: date) -> bool:
    """Whether the table of rights lets the person accept on that day what is dispatched to them.

    Who stands in for an engineer lends nobody's role: without one of their own they could not accept.
    """
    who = Person(person.number, frozenset(person.roles_on(day)))
    return may(who, "accept", _Theirs(person.number)) is not None


def why_not(person: Staff, everybody: Mapping[str, Staff], day: date, *, skills: Collection[str]) -> tuple[Reason, ...]:
    """Why somebody is not offered of whom one might think; none for who may accept, or has nothing to do with it.

    ``skills`` are those the person knows that the work asks for.
    """
    return () if may_accept(person, day) else tuple(_lacking(person, everybody, day, skills))


def _lacking(person: Staff, everybody: Mapping[str, Staff], day: date, skills: Collection[str]) -> Iterator[Reason]:
    if day not in person.employed:
        if Role.ENGINEER in person.roles:
            yield Reason("not-employed")
        return
    absent = sorted(person.stands_in_for(day) & everybody.keys())
    for number in absent:
        if may_accept(everybody[number], day):
            yield Reason("stands-in-without-role", 0, {"absent": number})
    if Role.ENGINEER in person.roles:
        yield Reason("no-engineer-today")
    elif skills:
        yield Reason("knows-but-no-engineer", 0, {"skill": min(skills)})
