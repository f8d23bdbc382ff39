"""Which rows a search leaves: a word must really stand there, and where few can hold it, only those are looked at."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, and_, false, func, or_, select, true

from projections.register.searching.blocks import ALL, numbers_with, which_may_begin
from projections.register.searching.hashes import KINDS, numbers_named
from projections.register.searching.narrowing import ENOUGH, SCATTERED, among, beginning_with, holding, one_of, worth
from projections.register.searching.sampling import about, all_blocks, by_rarity
from projections.register.searching.words import pairs_of, words_of
from projections.register.tables import GRAMS, REGISTER
from projections.sql.columns import never_stored
from projections.sql.members import WIDTH
from projections.sql.texts import texts_of

FEW: Final = 3_000
"""Tickets that are looked up one by one (5 µs each); of more, some stand on every page read from the newest on."""
_PAIR: Final = 2
"""Signs of a pair."""
_OF_NUMBERS: Final = re.compile(r"[a-z0-9_-]+")
Numbers = Sequence[str]


@dataclass(frozen=True, slots=True)
class Sought:
    """``holds`` says whether a row is one; ``among`` are the numbers of all that can be, None where these are many."""

    holds: ColumnElement[bool]
    among: Numbers | None

    def narrow(self, query: Select[Any], dialect: str) -> Select[Any]:
        found = query.where(self.holds)
        return found if self.among is None else found.where(one_of(REGISTER.c.number, self.among, dialect))


def sought(
    connection: Connection, text: str, *, names: bool = False, within: Select[tuple[str]] | None = None
) -> Sought:
    """What a search for a text finds: rows with all its words; ``names``: also those of who has this full name.

    ``within``: the numbers that another filter leaves, from an index; where these are few, many numbers are no help.
    """
    if never_stored(text):
        return Sought(false(), [])
    words = words_of(text)
    each = [_Word(connection, word, names=names) for word in words]
    found = _candidates(connection, each, within)
    told = found is not None and [len(word) for word in words] == [_PAIR]  # by the sets themselves, not only narrowed
    holds = true() if told else and_(true(), *(word.holds for word in each))
    whole = _named(connection, text) if names and len(words) > 1 else []
    if not whole:
        return Sought(holds, found)
    more = _few(chain.from_iterable(_read(connection, query) for query in whole))
    both = None if found is None or more is None else [*{*found, *more}]
    return Sought(or_(holds, *(REGISTER.c.number.in_(query) for query in whole)), both)


def _stands_in(column: ColumnElement[str], word: str, dialect: str) -> ColumnElement[bool]:
    """By the database's own search, since both are of one plain form: LIKE takes several times as long."""
    return (func.strpos if dialect == "postgresql" else func.instr)(column, word) > 0


class _Word:
    def __init__(self, connection: Connection, word: str, *, names: bool) -> None:
        self._connection, self._word = connection, word
        self._named = _named(connection, word) if names else []

    @property
    def holds(self) -> ColumnElement[bool]:
        columns, word = REGISTER.c, self._word
        places = [_stands_in(columns.searched, word, self._connection.dialect.name)]
        if _OF_NUMBERS.fullmatch(word):
            places.append(func.lower(columns.number).contains(word, autoescape=True))
        return or_(*places, *(columns.number.in_(query) for query in self._named))

    @property
    def pairs(self) -> frozenset[str]:
        """Those that stand in every text in which it stands; a sign alone has none."""
        return frozenset(pairs_of(self._word))

    def alone(self) -> Numbers | None:
        """The tickets that can hold a word of one sign."""
        found, others = beginning_with(self._connection, self._word, FEW), self.others()
        return None if found is None or others is None else _few([*found, *others])

    def others(self) -> Numbers | None:
        """The tickets that hold it by their number, or by who or what they are about; None where these are many."""
        found = list[str]()
        for some in (self._by_number, self._by_name):
            more = _few(some())
            if more is None:
                return None
            found += more
        return found

    def _by_number(self) -> Iterator[str]:
        word = self._word
        if not _OF_NUMBERS.fullmatch(word):
            return iter(())
        if len(word) < WIDTH and word.isdecimal():
            return iter(_MANY)
        where = GRAMS.c.gram == ALL
        if len(word) > WIDTH:  # few blocks can hold it
            blocks = which_may_begin(all_blocks(self._connection), word)
            where = and_(where, one_of(GRAMS.c.block, blocks, self._connection.dialect.name))
        query = select(GRAMS.c.block, GRAMS.c.members).where(where)
        return chain.from_iterable(
            numbers_with(row[0], row[1], word) for row in self._connection.execute(query).fetchall()
        )

    def _by_name(self) -> Iterator[str]:
        return chain.from_iterable(_read(self._connection, query) for query in self._named)


_MANY: Final = ("",) * (FEW + 1)


def _candidates(connection: Connection, words: Sequence[_Word], within: Select[tuple[str]] | None) -> Numbers | None:
    """The numbers of all tickets that can hold all words, more than those that do; None where these are too many.

    Either the texts hold all pairs of the words, or the ticket has one of the words otherwise.
    """
    sample = about(connection)
    few = worth(FEW if within is None else min(ENOUGH, FEW), sample.tickets)
    told = [(word, others) for word in words if word.pairs and (others := word.others()) is not None]
    if told:
        pairs = frozenset[str]().union(*(word.pairs for word, _ in told))
        rarest = by_rarity(connection, pairs, sample)
        found = None
        if within is not None and sample.tickets >= SCATTERED and min(rarest.values()) > ENOUGH:
            found = _of_those(connection, within, rarest)
        if found is None:
            found = holding(connection, rarest, few, sample.tickets)
        some = None if found is None else _few({*found, *chain.from_iterable(others for _, others in told)})
        if some is not None:
            return some
    return _fewest(word.alone() for word in words if not word.pairs)


def _of_those(connection: Connection, within: Select[tuple[str]], rarest: Iterable[str]) -> Numbers | None:
    """Those of what another filter leaves in which all pairs can stand; None where it leaves many."""
    [numbers] = texts_of(connection, within.limit(FEW + 1))
    return among(connection, numbers, [*rarest]) if len(numbers) <= FEW else None


def _named(connection: Connection, value: str) -> list[Select[Any]]:
    """The numbers of the tickets of who has this full name, and of what has this serial number."""
    found = (numbers_named(connection, kind, value) for kind in KINDS)
    return [query for query in found if query is not None]


def _read(connection: Connection, query: Select[Any]) -> list[str]:
    return [row[0] for row in connection.execute(query.limit(FEW + 1)).fetchall()]


def _few(found: Iterable[str]) -> Numbers | None:
    """None where there are too many."""
    some = [*islice(found, FEW + 1)]
    return some if len(some) <= FEW else None


def _fewest(found: Iterable[Numbers | None]) -> Numbers | None:
    some = [numbers for numbers in found if numbers is not None]
    return min(some, key=len) if some else None
