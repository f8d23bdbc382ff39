"""Who may replay what: all of it, or their team's tickets; and personal values in the clear, each look on record."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from sqlalchemy import Connection, select

from api.callers import Caller
from api.manners.problems import ApiProblem
from api.service import Service
from api.tables.reading import caught_up, fetch
from api.tables.visible import numbers
from api.tickets.looking import found_ticket
from api.tickets.sending.asking import asked
from api.tickets.sending.handling import Sent
from api.tickets.whose import require_in_use
from domain.desk.answering import Answer
from domain.desk.kinds import id_of
from domain.desk.metadata import CommandMetadata
from domain.rights import check, reads_all
from domain.ticket.commands import UnmaskPersonalData
from projections.customers import finding
from projections.customers.tables import CUSTOMERS
from projections.register import REGISTER
from projections.replaying.selecting import Condition, Tickets, of_products

ACTION: Final = "replay"
_PATIENCE: Final = "wait=25"
"""Seconds for a read model to come as far as the replay goes, as after an import; a client waits sixty for both."""


async def require_right(service: Service, caller: Caller, tickets: Collection[str], *, clear: bool) -> None:
    """That they may replay, also each ticket that is named, and look at all of these in the clear where they want to.

    Raises Forbidden, TicketNotFound, NotAllowed, ApiProblem.
    """
    check(caller.person, ACTION)
    if clear and not tickets:
        raise ApiProblem("replay-tickets-needed")
    for number in tickets:
        events, ticket = await found_ticket(service, number)
        check(caller.person, ACTION, ticket)
        if clear:
            check(caller.person, "unmask", ticket)
            await require_in_use(service, events[0].envelope.customer)


async def record_look(service: Service, caller: Caller, tickets: Sequence[str], reason: str) -> None:
    """On each of the tickets, before anything is given out."""
    command = UnmaskPersonalData(reason=f"{reason} [{ACTION}]")
    for number in tickets:

        async def work(traced: CommandMetadata, number: str = number) -> Answer:
            return await service.desk.handle(number, command, traced)

        await asked(command.action, Sent(caller).metadata(f"{ACTION}/{number}"), work, number)


async def tickets_of(service: Service, caller: Caller, products: Collection[str], through: int) -> Tickets | None:
    """The tickets that they may see of these products, by the register as of ``through``; None where all count."""
    conditions = [*_conditions(caller, products)]
    if not conditions:
        return None
    await caught_up(service, "register", f"{service.log.epoch}:{through}", _PATIENCE)
    return Tickets(service.read, *conditions)


def _conditions(caller: Caller, products: Collection[str]) -> Iterator[Condition]:
    if not reads_all(caller.person, ACTION):
        seen = numbers(caller.person, ACTION)
        if seen is not None:
            yield REGISTER.c.number.in_(seen)
    if products:
        yield of_products(products)


async def hidden(service: Service, through: int, asked: Collection[str]) -> frozenset[str]:
    """Customers whose data is restricted: nothing personal of theirs is given out, not even masked.

    Raises ApiProblem where there is no customer of those that are asked for.
    """
    await caught_up(service, "customers", f"{service.log.epoch}:{through}", _PATIENCE)
    for key in asked:
        if await fetch(service.read, lambda connection, key=key: finding.find(connection, key)) is None:
            raise ApiProblem("customer-not-found", customer=id_of(key))
    return await fetch(service.read, _restricted)


def _restricted(connection: Connection) -> frozenset[str]:
    return frozenset(connection.scalars(select(CUSTOMERS.c.customer).where(CUSTOMERS.c.restricted)))
