"""Whose rows a look at a table shows, and which right it asks: to read as of now, the audit as of a past moment."""

from datetime import datetime
from typing import Final

from sqlalchemy import Select

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.manners.request_log import note
from api.service import Service
from api.tables.visible import has_list, numbers
from domain.rights import Owned, Person, check, may, reads_all

NOW: Final = "read"
_PAST: Final = "read-audit"
_OWN_PAST: Final = "read-own-history"


def right_to(person: Person, as_of: datetime | None) -> str:
    """The action that a look is: as of a past moment it is the audit's, for customers their own history."""
    if as_of is None:
        return NOW
    return _OWN_PAST if may(person, _PAST) is None and may(person, _OWN_PAST) else _PAST


def check_look(person: Person, as_of: datetime | None, thing: Owned) -> None:
    """Raises Forbidden where they may not look at it, or not as of that moment."""
    check(person, NOW, thing)
    check(person, right_to(person, as_of), thing)


def who_sees(caller: Caller, as_of: datetime | None) -> Person | None:
    """Whose rows are left out of the list; None where all are seen. Raises Forbidden, ApiProblem."""
    action = right_to(caller.person, as_of)
    check(caller.person, action)
    if reads_all(caller.person, action):
        return None
    if not has_list(caller.person):
        raise ApiProblem("own-list-only")
    return caller.person


async def whose_steps(
    service: Service, caller: Caller, number: str | None, as_of: datetime | None
) -> Select[tuple[str]] | None:
    """The tickets whose steps are seen, where no one is asked for. Raises Forbidden, ApiProblem."""
    action = right_to(caller.person, as_of)
    if number is None:
        return numbers(who_sees(caller, as_of), action)
    check(caller.person, action)
    if not reads_all(caller.person, action):
        ticket = await service.desk.ticket(number)
        note(ticket=number)
        check_look(caller.person, as_of, ticket)
    return None
