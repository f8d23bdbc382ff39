"""Whose rows a look at a table shows: of all, of one's own part, or of a ticket as its customer sees it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import Service
from api.tables.looks import NOW, check_look, right_to
from api.tables.reading import caught_up, fetch
from api.tables.visible import has_list, numbers
from api.tickets.looking import found_ticket
from api.tickets.theirs.events import is_the_customer
from domain.rights import Person, check, reads_all
from domain.ticket.theirs.seeing import Seen, seen_by_customer
from projections.past.among import those

__all__ = ["NOW", "Steps", "check_look", "right_to", "seen_now", "who_sees", "whose_steps"]

Numbers = Select[tuple[str]]


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

    among: Numbers | None = None
    seen: Seen | None = None


async def seen_now(service: Service, person: Person, action: str, after: str | None, prefer: str | None) -> Numbers:
    """The numbers that somebody may see by how things are now, to be asked for in tables of the past.

    Raises ApiProblem, NotReadable where the register of now can't tell.
    """
    await caught_up(service, "register", after, prefer)
    query = numbers(person, action)
    return those(await fetch(service.read, lambda connection: [row.number for row in connection.execute(query)]))


async def whose_steps(
    service: Service, caller: Caller, number: str | None, as_of: datetime | None, after: str | None, prefer: str | None
) -> Steps:
    """Raises Forbidden, ApiProblem, and TicketNotFound where who does not read all asks for one that is none."""
    action = right_to(caller.person, as_of)
    if number is None:
        person = who_sees(caller, as_of)
        if person is None or as_of is None:
            return Steps(among=numbers(person, action) if person else None)
        return Steps(among=await seen_now(service, person, action, after, prefer))
    check(caller.person, action)
    if reads_all(caller.person, action):
        return Steps()
    events, ticket = await found_ticket(service, number)
    check_look(caller.person, as_of, ticket)
    return Steps(seen=seen_by_customer(events) if is_the_customer(caller, ticket) else None)
