"""Whose tickets a process map is made of: as metrics are read, all, the team's, or one's own."""

from sqlalchemy import Select, or_, select

from api.callers import Caller
from api.tables.visible import numbers
from domain.rights import Person, check, may, reads_all
from projections.register import REGISTER

_OF_OTHERS, _OWN = "read-metrics", "read-own-metrics"


def among(caller: Caller) -> Select[tuple[str]] | None:
    """The numbers of the tickets that count; None where all do. Raises Forbidden."""
    if may(caller.person, _OF_OTHERS) is None:
        check(caller.person, _OWN)
        return _own(caller.person)
    return None if reads_all(caller.person, _OF_OTHERS) else numbers(caller.person, _OF_OTHERS)


def _own(person: Person) -> Select[tuple[str]]:
    """Those that they have, look after or took in, and those of absent ones whose work they do."""
    people = sorted({person.id, *person.stands_in_for})
    places = (REGISTER.c.engineer, REGISTER.c.handler, REGISTER.c.receiver)
    return select(REGISTER.c.number).where(or_(*(place.in_(people) for place in places)))
