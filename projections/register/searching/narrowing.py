"""Which tickets hold all of some pairs of signs: those of the rarest pair that stand in the sets of the others too."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import prod, sqrt
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, func, select

from projections.register.searching.blocks import numbers_of
from projections.register.searching.sampling import HELD
from projections.register.searching.words import from_to
from projections.register.tables import GRAMS
from projections.sql.members import WIDTH, apart
from projections.sql.texts import texts_of

_READ: Final = 100_000
"""Members of the rarest set that are looked for in the others (0.2 µs each), at most."""
FINDING: Final = 16
"""Members that are made a set of while one is found among members (1 µs)."""
_SETS: Final = 4
"""Sets that are read: of a long word the rarest pairs tell as much as all."""
SCATTERED: Final = 50_000
"""Of so many tickets, those that have something in common lie pages apart: each is read for itself (5 µs and more)."""
LEFT: Final = 200
"""So many of those are rather looked up than looked for in another set, which lies together."""
ENOUGH: Final = 300
"""So many tickets are rather looked up than looked for in another set."""


def worth(few: int, tickets: int) -> int:
    """How many of so many tickets are better looked up one by one than met from the newest on.

    Of c among n a page of 50 is met in 50 n / c rows, each at half of what looking one up takes: so up to 5 √n.
    """
    return min(few, int(5 * sqrt(tickets)))


def holding(connection: Connection, held: Mapping[str, int], few: int, tickets: int) -> list[str] | None:
    """Those of ``tickets`` in which all pairs can stand, the rarest first; None where they are more than a ``few``."""
    rarest = [*held][:_SETS]
    least = held[rarest[0]]
    if least <= min(ENOUGH, few):
        rarest = rarest[:1]
    if _likely(tickets, (held[pair] for pair in rarest)) > few or least > (few if len(rarest) == 1 else _READ):
        return None
    found = _sets(connection, rarest[0])
    for pair in rarest[1:]:
        if _size(found) <= ENOUGH:
            break
        others = _sets(connection, pair, found)
        found = {block: both for block, some in found.items() if (both := _both(some, others.get(block, "")))}
    if _size(found) > few:
        return None
    return sorted(number for block, members in found.items() for number in numbers_of(block, members))


def among(connection: Connection, numbers: Sequence[str], rarest: Sequence[str]) -> Sequence[str]:
    """Those of the numbers in which all pairs can stand: as many pairs as it takes to leave few."""
    for pair in rarest[:_SETS]:
        blocks = [number[:-WIDTH] for number in numbers]
        sets = _sets(connection, pair, {*blocks} if len(blocks) <= 2 * ENOUGH else None)
        near = [
            (number, members)
            for number, members in zip(numbers, map(sets.get, blocks), strict=True)
            if members and number[-WIDTH:] in members
        ]
        numbers = [number for number, members in near if _place(members, number[-WIDTH:].rjust(WIDTH)) >= 0]
        if len(numbers) <= LEFT:
            break
    return numbers


def _size(sets: Mapping[str, str]) -> int:
    return sum(map(len, sets.values())) // WIDTH


def _likely(tickets: int, held: Iterable[int]) -> float:
    """How many hold all, if none had to do with another."""
    return tickets * prod(each / tickets for each in held)


def beginning_with(connection: Connection, sign: str, few: int) -> list[str] | None:
    """The tickets in which a sign stands, so as the first of some pair; None where these may be more than a ``few``."""
    first, last = from_to(sign)
    of_it = and_(GRAMS.c.gram >= first, GRAMS.c.gram <= last)
    if (connection.execute(select(HELD[connection.dialect.name]).where(of_it)).scalar() or 0) > few:
        return None
    found: set[str] = set()
    for block, members in connection.execute(select(GRAMS.c.block, GRAMS.c.members).where(of_it)).fetchall():
        found.update(block + member.lstrip() for member in apart(members))
    return sorted(found)


def one_of(column: ColumnElement[str], values: Iterable[str], dialect: str) -> ColumnElement[bool]:
    """Whether a column has one of many values, given as one; none of them alone is empty."""
    if dialect == "postgresql":
        return column == func.any(func.string_to_array(",".join(values), ","))
    said = func.json_each(json.dumps([*values])).table_valued("value")
    return column.in_(select(said.c.value))


def _sets(connection: Connection, pair: str, blocks: Collection[str] | None = None) -> dict[str, str]:
    """The members by block, of one pair; where others leave few ``blocks``, of those alone."""
    query = select(GRAMS.c.block, GRAMS.c.members).where(GRAMS.c.gram == pair)
    if blocks is not None and len(blocks) <= ENOUGH and "" not in blocks:
        query = query.where(one_of(GRAMS.c.block, blocks, connection.dialect.name))
    found, members = texts_of(connection, query)
    return dict(zip(found, members, strict=True))


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
