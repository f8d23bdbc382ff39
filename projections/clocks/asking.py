"""The kept facts of tickets, a page at a time, to be judged under any pack."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from domain.clocks.fact import Fact
from projections.clocks.facts import read
from projections.clocks.tables import FACTS

Numbers = Select[tuple[str]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A ticket's facts; ``pack`` None where it came to us under none."""

    number: str
    pack: str | None
    facts: tuple[Fact, ...]


def page(connection: Connection, among: Numbers | None, after: str | None, limit: int) -> list[Kept]:
    """At most ``limit`` tickets by number, after one of them; ``among`` these only, where not all are seen."""
    query = _among(select(FACTS), among).order_by(FACTS.c.number).limit(limit)
    if after is not None:
        query = query.where(FACTS.c.number > after)
    return [Kept(row.number, row.pack, read(row.facts)) for row in connection.execute(query)]


def count(connection: Connection, among: Numbers | None) -> int:
    """How many tickets there are to be judged."""
    return connection.execute(_among(select(func.count()).select_from(FACTS), among)).scalar_one()


def _among(query: Select[Any], among: Numbers | None) -> Select[Any]:
    found = query.where(FACTS.c.kind == "ticket")
    return found if among is None else found.where(FACTS.c.number.in_(among))
