"""Which tickets hold all of some pairs of signs: those of the rarest pair that stand in the sets of the others too."""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from math import prod, sqrt
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from projections.register.searching.blocks import ALL
from projections.register.searching.words import from_to
from projections.register.tables import GRAMS
from projections.sql.members import WIDTH, apart

_READ: Final = 100_000
"""Members of the rarest set that are looked for in the others (0.2 µs each), at most."""
FINDING: Final = 16
"""Members that are made a set of while one is found among members (1 µs)."""
_SETS: Final = 4
"""Sets that are read: of a long word the rarest pairs tell as much as all."""
_TICKETS: Final = "about so many tickets"
_COUNTS: Final = 60.0
"""Seconds for which such a count is good enough to choose a way by: a way finds the same as any other."""
ENOUGH: Final = 300
"""So many tickets are rather looked up than looked for in another set."""


def _many(length: Callable[[Any], ColumnElement[Any]]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(length(GRAMS.c.members)), 0) / WIDTH


_HELD: Final = {"sqlite": _many(func.length), "postgresql": _many(func.octet_length)}
"""Members of sets, by database: numbers are of letters and digits, a byte each, and PostgreSQL knows how many bytes a
text has without unpacking it (1 ms instead of 70 for 4,000 blocks of 700 members).
"""


def about(connection: Connection) -> int:
    """No fewer than there were tickets when this was counted last, within a minute: SQLite reads every set for it."""
    counted, until = connection.info.get(_TICKETS, (0, 0.0))
    if time.monotonic() >= until:
        blocks = select(func.count()).select_from(GRAMS).where(GRAMS.c.gram == ALL)
        counted = max(connection.execute(blocks).scalar_one(), 1) * 10**WIDTH
        connection.info[_TICKETS] = (counted, time.monotonic() + _COUNTS)
    return counted


def worth(few: int, tickets: int) -> int:
    """How many of so many tickets are better looked up one by one than met from the newest on.

    Of c among n a page of 50 is met in 50 n / c rows, each at half of what looking one up takes: so up to 5 √n.
    """
    return min(few, int(5 * sqrt(tickets)))


def holding(connection: Connection, pairs: Collection[str], few: int, tickets: int) -> list[str] | None:
    """Those of ``tickets`` in which all of these pairs can stand; None where they are more than a ``few``."""
    held = _held(connection, pairs)
    rarest = sorted(pairs, key=lambda pair: (held.get(pair, 0), pair))[:_SETS]
    least = held.get(rarest[0], 0)
    if least <= min(ENOUGH, few):
        rarest = rarest[:1]
    if _likely(tickets, (held.get(pair, 0) for pair in rarest)) > few or least > (few if len(rarest) == 1 else _READ):
        return None
    found = _sets(connection, GRAMS.c.gram == rarest[0])
    for pair in rarest[1:]:
        if _size(found) <= ENOUGH:
            break
        others = _sets(connection, GRAMS.c.gram == pair)
        found = {block: both for block, some in found.items() if (both := _both(some, others.get(block, "")))}
    if _size(found) > few:
        return None
    return sorted(block + member.lstrip() for block, members in found.items() for member in apart(members))


def _size(sets: Mapping[str, str]) -> int:
    return sum(map(len, sets.values())) // WIDTH


def _likely(tickets: int, held: Iterable[int]) -> float:
    """How many hold all, if none had to do with another."""
    return tickets * prod(each / tickets for each in held)


def beginning_with(connection: Connection, sign: str, few: int) -> list[str] | None:
    """The tickets in which a sign stands, so as the first of some pair; None where these may be more than a ``few``."""
    first, last = from_to(sign)
    of_it = and_(GRAMS.c.gram >= first, GRAMS.c.gram <= last)
    if (connection.execute(select(_HELD[connection.dialect.name]).where(of_it)).scalar() or 0) > few:
        return None
    found: set[str] = set()
    for block, members in connection.execute(select(GRAMS.c.block, GRAMS.c.members).where(of_it)).fetchall():
        found.update(block + member.lstrip() for member in apart(members))
    return sorted(found)


def _held(connection: Connection, pairs: Iterable[str]) -> dict[str, int]:
    """How many tickets hold each."""
    gram = GRAMS.c.gram
    query = select(gram, _HELD[connection.dialect.name]).where(gram.in_(sorted(pairs))).group_by(gram)
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _sets(connection: Connection, where: ColumnElement[bool]) -> dict[str, str]:
    """The members by block, of one pair."""
    found = connection.execute(select(GRAMS.c.block, GRAMS.c.members).where(where)).fetchall()
    return {row[0]: row[1] for row in found}


def _both(some: str, others: str) -> str:
    """The members of either, of which the second are rather more: looked for in these, or sorted out where too few."""
    members = apart(some)
    if len(some) * FINDING < len(others):
        return "".join(member for member in members if _place(others, member) >= 0)
    known = {*apart(others)}
    return "".join(member for member in members if member in known)


def _place(members: str, member: str) -> int:
    """Where it stands among members without anything between them."""
    place = members.find(member)
    while place > 0 and place % WIDTH:
        place = members.find(member, place + 1)
    return place
