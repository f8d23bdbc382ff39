"""Which rows of the register somebody may see: as the table of rights has it, for a list instead of one ticket."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, or_, select

from domain.rights import RIGHTS, Person
from projections.register import REGISTER, RegisterFilter

_LISTED: Final = frozenset({"engineer", "supervisor", "department-contact"})
"""Roles whose part of the register is a list; a customer asks by number."""


@dataclass(frozen=True)
class Visible(RegisterFilter):
    """The rows that are asked for, as far as ``person`` may see them; ``action`` is the right that the look asks."""

    person: Person | None = None
    action: str = "read"

    def applied(self, query: Select[Any]) -> Select[Any]:
        found = super().applied(query)
        seen = [*_seen(self.person, self.action)] if self.person else []
        return found.where(or_(*seen)) if seen else found


def numbers(person: Person | None, action: str = "read") -> Select[tuple[str]] | None:
    """The numbers of the rows that somebody may see; None where all are."""
    return Visible(person=person, action=action).applied(select(REGISTER.c.number)) if person else None


def has_list(person: Person) -> bool:
    """Whether there is a list for who does not read all."""
    return not _LISTED.isdisjoint(person.roles)


def _seen(person: Person, action: str) -> Iterator[ColumnElement[bool]]:
    columns, scopes = REGISTER.c, {RIGHTS[action].get(role) for role in person.roles}
    who = sorted({person.id, *person.stands_in_for})
    for place in (columns.engineer, columns.handler, columns.receiver, columns.customer):
        yield place.in_(who)
    if "asked" in scopes and person.all_teams:
        yield or_(*(columns.asked.contains(f":{team},", autoescape=True) for team in sorted(person.all_teams)))
    if "own-team" in scopes and person.all_teams:
        yield columns.team.in_(sorted(person.all_teams))
    if "team" in scopes:
        yield columns.team.in_(sorted(person.all_teams))
        yield columns.team.is_(None)
