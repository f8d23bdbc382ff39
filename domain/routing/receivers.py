"""Whether there is anybody to whom rules of routing send tickets: staff and teams that they name, on a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from domain.refusals import Language
from domain.routing.rules import Routing
from domain.staff.state import Staff

Code = Literal["staff-not-on-record", "staff-not-employed", "team-of-nobody"]

TEXTS: Final[dict[Code, tuple[str, str]]] = {
    "staff-not-on-record": (
        "规则“{rule}”转给工号 {receiver}，但没有这个员工的档案",
        "rule {rule} sends tickets to staff number {receiver}, of whom there is no record",
    ),
    "staff-not-employed": (
        "规则“{rule}”转给工号 {receiver}，但该员工现在不在职",
        "rule {rule} sends tickets to staff number {receiver}, who does not work here now",
    ),
    "team-of-nobody": (
        "规则“{rule}”转给班组 {receiver}，但现在没有员工在此班组",
        "rule {rule} sends tickets to team {receiver}, in which nobody is now",
    ),
}
"""Chinese and English of every code."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A rule whose tickets nobody would get."""

    code: Code
    rule: str
    receiver: str

    def say(self, language: Language) -> str:
        return TEXTS[self.code][0 if language == "zh" else 1].format(rule=self.rule, receiver=self.receiver)


def missing(routing: Routing, staff: Iterable[Staff], day: date) -> list[Missing]:
    """In the order of the rules; none where no staff records are kept, for there any number and team will do."""
    everybody = {person.number: person for person in staff}
    teams = {team for person in everybody.values() for team in person.teams_on(day)}
    return [*_missing(routing, everybody, teams, day)] if everybody else []


def _missing(routing: Routing, everybody: dict[str, Staff], teams: set[str], day: date) -> Iterator[Missing]:
    for rule in routing.rules:
        if rule.staff is not None:
            person = everybody.get(rule.staff)
            if person is None:
                yield Missing("staff-not-on-record", rule.name, rule.staff)
            elif day not in person.employed:
                yield Missing("staff-not-employed", rule.name, rule.staff)
        if rule.team is not None and rule.team not in teams:
            yield Missing("team-of-nobody", rule.name, rule.team)
