"""Whose tickets somebody's figures are of: all, their team's, or their own (PROCESS section 9)."""

from collections.abc import Mapping

from domain.rights import Person, acted_for, check, may, reads_all
from projections.figures.asking import Only

_ALL, _OWN = "read-metrics", "read-own-metrics"


def theirs(person: Person, values: Mapping[str, str]) -> Only:
    """Of the tickets with these values, those that they may see counted. Raises Forbidden."""
    if reads_all(person, _ALL):
        return Only(values)
    people = frozenset({person.id, *person.stands_in_for})
    if may(person, _ALL) is not None:
        return Only(values, people, person.teams_of(acted_for(person, _ALL, "team")))
    check(person, _OWN)
    return Only(values, people)
