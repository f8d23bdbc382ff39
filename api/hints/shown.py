"""Hints where they are shown: in the answer to an opening, on a ticket, and in the rows of the register."""

from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Final

from pydantic import Field
from sqlalchemy import Connection

from api.hints.of_tickets import Hints, hints_of
from api.hints.related import FlagView, said
from api.manners.problems import ApiProblem
from api.service import Service
from api.tables.reading import caught_up, fetch
from api.tickets.views import Answered
from domain.customer.finding import normalised
from domain.refusals import Language
from domain.ticket.commands import OpenTicket
from projections.errors import ReadingError
from projections.sql.paging import Page

_MODELS: Final = ("customers", "register", "progress")
PATIENCE: Final = 1.0
"""Seconds for the read models to catch up with an opening: the person who took it in waits for the number."""


class Opened(Answered):
    """What came of an opening, and what it is worth looking at now."""

    hints: Annotated[
        list[FlagView] | None,
        Field(description="Earlier tickets of the same product or customer; left out where it is not known just now."),
    ] = None


def stands_alone(customer: str | None, command: OpenTicket) -> bool:
    """Whether a new ticket has nothing in common with any before it: nobody known, and no product that is told apart.

    Then nothing need be looked for, and an opening is answered as soon as it is stored.
    """
    serial = command.product.serial if command.product else None
    return customer is None and normalised("serial", serial) is None


async def hints_on(
    service: Service, number: str, language: Language, position: int, patience: float = 0.1
) -> list[FlagView] | None:
    """What the tickets before it say to this one; None where the read models can't tell just now.

    ``position`` is that of its opening, which each of them is given so many seconds to show.
    """
    try:
        for name in _MODELS:
            await service.runner.require(name)
            if not await service.runner.wait_for(position, patience, name):
                return None
        found = await fetch(service.read, lambda connection: _hints(connection, service, (number,)))
    except ReadingError:  # a ticket is read from the log, whatever becomes of the tables
        return None
    return said(found.get(number, ()), language)


async def can_hint(service: Service, after: str | None, prefer: str | None) -> bool:
    """Whether the read models beside the register can be read, by now up to the position that it is read after."""
    try:
        for name in _MODELS:
            await caught_up(service, name, after, prefer)
    except (ReadingError, ApiProblem):
        return False
    return True


def with_hints(connection: Connection, page: Page, service: Service) -> Page:
    """The rows of the register, each with the tickets to look at beside it, by number and code."""
    found = _hints(connection, service, [row["number"] for row in page.rows])
    rows = [
        row | {"hints": [{"number": flag.number, "code": flag.code} for flag in found.get(row["number"], ())]}
        for row in page.rows
    ]
    return replace(page, rows=rows)


def _hints(connection: Connection, service: Service, numbers: Collection[str]) -> Hints:
    return hints_of(connection, numbers, service.desk.policies, service.zone)
