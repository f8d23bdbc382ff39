"""Who may do what to what: PROCESS section 9, one question for every entrance."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from domain.refusals import Forbidden
from domain.rights.table import ABOUT, RIGHTS, TABLE, Grant, Row, Scope, scoped
from domain.wording import ROLES

__all__ = [
    "ABOUT",
    "RIGHTS",
    "TABLE",
    "Grant",
    "Permission",
    "Person",
    "Row",
    "Scope",
    "acted_for",
    "allowed",
    "check",
    "may",
    "reads_all",
    "scoped",
]

NOBODY: Final = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks, with all roles and teams of today; ``stands_in_for`` are the absent ones they act for.

    ``absent_roles`` and ``absent_teams`` are those of these: one acts for them in the roles that both hold.
    """

    id: str
    roles: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()
    stands_in_for: frozenset[str] = frozenset()
    absent_teams: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    absent_roles: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def acting_as(self, role: str) -> tuple[str, ...]:
        """Themselves, then the absent ones that they act for in a role of their own."""
        absent = (who for who in sorted(self.stands_in_for) if role in self.absent_roles.get(who, self.roles))
        return (self.id, *absent)

    def teams_of(self, people: Iterable[str]) -> frozenset[str]:
        """Of themselves and of absent ones."""
        return frozenset(team for who in people for team in self.teams_as(who))

    def teams_as(self, who: str) -> frozenset[str]:
        """Their own teams, or those of an absent one they act for."""
        return self.teams if who == self.id else self.absent_teams.get(who, self.teams)


@dataclass(frozen=True, slots=True)
class Permission:
    """In which role they may act, and for which absent one, if not for themselves."""

    role: str
    stand_in_for: str | None = None


class Owned(Protocol):
    """What rights are asked about: a ticket, a customer, a member of staff."""

    @property
    def owners(self) -> Collection[str]:
        """Who opened it, has it, or is its customer."""
        ...

    @property
    def assignee(self) -> str | None:
        """To whom the work is dispatched."""
        ...

    @property
    def teams(self) -> Collection[str]:
        """Whose work it is; nobody's yet where there are none."""
        ...

    @property
    def departments_asked(self) -> Collection[str]: ...

    @property
    def parts_asked(self) -> bool:
        """Whether a spare part was asked for."""
        ...


def may(person: Person, action: str, thing: Owned | None = None) -> Permission | None:
    """The permission to act, in the first role of the table that gives it; None where none does.

    ``thing`` None stands for what is about no one thing: opening one, or a list.
    """
    for role, scope in RIGHTS[action].items():
        if role not in person.roles:
            continue
        for who in person.acting_as(role):
            if thing is None or _covers(scope, person, who, thing):
                return Permission(role, who if who != person.id else None)
    return None


def check(person: Person, action: str, thing: Owned | None = None) -> Permission:
    """As :func:`may`, but raises Forbidden where there is no permission."""
    permission = may(person, action, thing)
    if permission is None:
        known = tuple(role for role in ROLES if role in person.roles) or tuple(person.roles)
        raise Forbidden("forbidden", actor=person.id, roles=known, action=action, allowed=allowed(action, thing))
    return permission


def allowed(action: str, thing: Owned | None = None) -> tuple[str, ...]:
    """The roles that may, with their scope before those that may not everywhere."""
    about, rights = ABOUT[action], RIGHTS[action].items()
    return tuple(role if thing is None else scoped(about, scope, role) for role, scope in rights)


def reads_all(person: Person, action: str = "read") -> bool:
    """Whether a list shows every ticket; else it shows one's own."""
    teamless = any(not person.teams_as(who) for who in acted_for(person, action, "team"))
    return teamless or bool(acted_for(person, action, "all"))


def acted_for(person: Person, action: str, *scopes: Scope) -> frozenset[str]:
    """For whom they may act within one of these scopes: themselves, and absent ones; nobody where they may not."""
    rights = RIGHTS[action]
    roles = (role for role in person.roles if rights.get(role) in scopes)
    return frozenset(who for role in roles for who in person.acting_as(role))


def _covers(scope: Scope, person: Person, who: str, thing: Owned) -> bool:
    """``team`` is everybody's where the thing or the person is of no team on record."""
    match scope:
        case "all":
            return True
        case "team":
            teams = person.teams_as(who)
            return not teams or not thing.teams or who in thing.owners or not teams.isdisjoint(thing.teams)
        case "own":
            return who in thing.owners
        case "own-team":
            return who in thing.owners or not person.teams_as(who).isdisjoint(thing.teams)
        case "assigned":
            return who == thing.assignee
        case "asked":
            return not person.teams_as(who).isdisjoint(thing.departments_asked)
        case "parts":
            return thing.parts_asked
