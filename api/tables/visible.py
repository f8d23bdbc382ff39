"""Which rows of the register somebody may see: as the table of rights has it, for a list instead of one ticket."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, overload

from sqlalchemy import ColumnElement, Select, or_, select

from domain.rights import Person, acted_for
from projections.register import REGISTER, RegisterFilter

_LISTED: Final = frozenset({"engineer", "supervisor", "department-contact"})
"""Roles whose part of the register is a list; a customer asks by number."""


@dataclass(frozen=True)
class Visible(RegisterFilter):
    """The rows that are asked for, as far as ``person`` may see them; ``action`` is the right that the look asks.

    ``among``: of the past, those that they may see now.
    """

    person: Person | None = None
    action: str = "read"
    among: Select[tuple[str]] | None = None

    def applied(self, query: Select[Any]) -> Select[Any]:
        found = super().applied(query)
        if self.among is not None:
            return found.where(REGISTER.c.number.in_(self.among))
        seen = [*_seen(self.person, self.action)] if self.person else []
        return found.where(or_(*seen)) if seen else found


@overload
def numbers(person: Person, action: str = "read") -> Select[tuple[str]]: ...


@overload
def numbers(person: Person | None, action: str = "read") -> Select[tuple[str]] | None: ...


def numbers(person: Person | None, action: str = "read") -> Select[tuple[str]] | None:
    """The numbers of the rows that somebody may see; None where all are."""
    return Visible(person=person, action=action).applied(select(REGISTER.c.number)) if person else None


def has_list(person: Person) -> bool:
    """Whether there is a list for who does not read all."""
    return not _LISTED.isdisjoint(person.roles)


def _seen(person: Person, action: str) -> Iterator[ColumnElement[bool]]:
    columns = REGISTER.c
    owners = sorted(acted_for(person, action, "own", "own-team", "team"))
    for place in (columns.engineer, columns.handler, columns.receiver, columns.customer):
        yield place.in_(owners)
    for team in sorted(person.teams_of(acted_for(person, action, "asked"))):
        yield columns.asked.contains(f":{team},", autoescape=True)
    yield columns.team.in_(sorted(person.teams_of(acted_for(person, action, "own-team", "team"))))
    if acted_for(person, action, "team"):
        yield columns.team.is_(None)
