"""Whose tickets somebody's figures are of: all, their team's, or their own (PROCESS section 9)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from api.service import Service
from api.tables.reading import caught_up, fetch
from domain.rights import Person, acted_for, check, may, reads_all
from projections.figures.asking import Only
from projections.figures.rows.tables import CASES
from projections.past.among import those

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


async def theirs_at(
    service: Service,
    person: Person,
    values: Mapping[str, str],
    as_of: datetime | None,
    after: str | None = None,
    prefer: str | None = None,
) -> Only:
    """Likewise as of a moment: the tickets that they see counted now, whosever they were then.

    Raises Forbidden; ApiProblem, NotReadable where the tickets of now can't tell.
    """
    only = theirs(person, values)
    if as_of is None or only.people is None:
        return only
    await caught_up(service, "figures", after, prefer)
    query = select(CASES.c.number).where(*theirs(person, {}).conditions)
    numbers = await fetch(service.read, lambda connection: [*connection.execute(query).scalars()])
    return replace(only, among=those(numbers))
