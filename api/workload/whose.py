"""Whose workload somebody sees: all, their team's, or their own, as metrics are read (PROCESS section 9)."""

from collections.abc import Iterable
from datetime import date

from api.tables.visible import numbers
from domain.rights import Person, acted_for, check, may, reads_all
from domain.staff.state import Staff
from projections.workload import Among
from projections.workload.asking import By

_OF_OTHERS, _OWN = "read-metrics", "read-own-metrics"


def teams_seen(person: Person, by: By) -> frozenset[str] | None:
    """The teams whose workload they see; None for all, empty for their own work alone.

    Raises Forbidden, also for a table of teams where it is their own alone: every row of one is of others too.
    """
    if by == "team":
        check(person, _OF_OTHERS)
    if may(person, _OF_OTHERS) is None:
        check(person, _OWN)
        return frozenset()
    return None if reads_all(person, _OF_OTHERS) else person.teams_of(acted_for(person, _OF_OTHERS, "team"))


def among(person: Person, teams: frozenset[str] | None, staff: Iterable[Staff], day: date) -> Among:
    """What is counted: all, the tickets and people of the ``teams``, or one's own and those of whom one acts for."""
    if teams is None:
        return Among()
    if teams:
        members = frozenset(each.number for each in staff if not teams.isdisjoint(each.teams_on(day)))
        return Among(numbers(person, _OF_OTHERS), members | {person.id})
    return Among(people=frozenset({person.id, *person.stands_in_for}))
