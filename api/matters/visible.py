"""Whose matters somebody's list of a kind shows."""

from api.matters.offered import Offered
from domain.rights import Person, acted_for, check


def seen(offered: Offered, person: Person) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Of whom, None for all, and of which departments. Raises Forbidden where none may be seen."""
    check(person, offered.reading)
    if acted_for(person, offered.reading, "all", "team"):
        return None, ()
    asked = person.teams_of(acted_for(person, offered.reading, "asked"))
    return tuple(acted_for(person, offered.reading, "own", "asked")), tuple(asked)
