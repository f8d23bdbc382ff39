"""Whose tickets a process map is made of: as metrics are read, all, the team's, or one's own."""

from sqlalchemy import Select

from api.callers import Caller
from api.tables.visible import numbers
from domain.rights import check, may, reads_all

_OF_OTHERS, _OWN = "read-metrics", "read-own-metrics"


def among(caller: Caller) -> Select[tuple[str]] | None:
    """The numbers of the tickets that count; None where all do. Raises Forbidden."""
    if may(caller.person, _OF_OTHERS) is None:
        check(caller.person, _OWN)
        return numbers(caller.person, _OWN)
    return None if reads_all(caller.person, _OF_OTHERS) else numbers(caller.person, _OF_OTHERS)
