"""Whose figures of a report somebody sees: everybody's, or those of their team's people alone (PROCESS section 9)."""

from collections.abc import Sequence
from typing import Final

from api.documents.people import as_thing
from api.service import Service
from domain.reports.figure import Figure
from domain.rights import Person, may, reads_all

_READ: Final = "read-metrics"
_OF_PEOPLE: Final = "engineer"


def sees_everybody(person: Person) -> bool:
    """Whether figures of all people are theirs to read; else of those whose appraisal is."""
    return reads_all(person, _READ)


async def seen(service: Service, person: Person, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """What they may see of a report's figures: those of the department, and of the people of their teams."""
    if sees_everybody(person):
        return tuple(figures)
    people = sorted({each.of for each in figures if each.by == _OF_PEOPLE and each.of})
    theirs = {number for number in people if may(person, _READ, await as_thing(service, number))}
    return tuple(each for each in figures if each.by != _OF_PEOPLE or each.of in theirs)
