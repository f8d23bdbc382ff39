"""Whose rows a look at a table shows, and which right it asks: to read as of now, the audit as of a past moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Select

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import Service
from api.tables.visible import has_list, numbers
from api.tickets.looking import found_ticket
from api.tickets.theirs.events import is_the_customer
from domain.rights import Owned, Person, check, may, reads_all
from domain.ticket.theirs.seeing import Seen, seen_by_customer

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


@dataclass(frozen=True)
class Steps:
    """Whose steps a look at the progress table shows: those ``among`` some tickets, of one as its customer sees it."""

    among: Select[tuple[str]] | None = None
    seen: Seen | None = None


async def whose_steps(service: Service, caller: Caller, number: str | None, as_of: datetime | None) -> Steps:
    """Raises Forbidden, ApiProblem, and TicketNotFound where who does not read all asks for one that is none."""
    action = right_to(caller.person, as_of)
    if number is None:
        return Steps(among=numbers(who_sees(caller, as_of), action))
    check(caller.person, action)
    if reads_all(caller.person, action):
        return Steps()
    events, ticket = await found_ticket(service, number)
    check_look(caller.person, as_of, ticket)
    return Steps(seen=seen_by_customer(events) if is_the_customer(caller, ticket) else None)
