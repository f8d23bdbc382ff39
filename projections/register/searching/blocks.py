"""The tickets in whose texts a pair of signs stands: by blocks of their numbers, each block one short text."""

from collections.abc import Iterable, Iterator

from projections.register.searching.words import pairs_in
from projections.register.tables import GRAMS
from projections.sql.members import WIDTH, apart
from projections.sql.rows import Row, Rows

ALL = ""
"""Stands for a pair in the sets of all tickets of a block."""
BLOCKS, ANY = "\n", " " * WIDTH
"""Stands for a pair in sets of one member, so that the blocks are read without their tickets."""


def note(rows: Rows, before: Row | None, after: Row) -> None:
    """Keep the pairs of a row as its text is now."""
    if before is not None and before["searched"] == after["searched"]:
        return
    was = pairs_in(before["searched"]) | {ALL} if before is not None else frozenset[str]()
    now = pairs_in(after["searched"]) | {ALL}
    block, member = block_of(after["number"])
    if before is None:
        rows.put_in(GRAMS, [(BLOCKS, block)], ANY)
    rows.put_in(GRAMS, ((pair, block) for pair in now - was), member)
    rows.take_out(GRAMS, ((pair, block) for pair in was - now), member)


def block_of(number: str) -> tuple[str, str]:
    """The block of a number and what is left of it: 202405-00123 is 123 of 202405-00."""
    return number[:-WIDTH], number[-WIDTH:].rjust(WIDTH)


def numbers_of(block: str, members: str) -> Iterator[str]:
    """The contrary of :func:`block_of`, of all members of a set."""
    return (block + member.lstrip() for member in apart(members))


def which_may_begin(blocks: Iterable[str], word: str) -> list[str]:
    """The blocks that have numbers in which a word can stand, told without reading their members."""
    if len(word) <= WIDTH:
        return [*blocks]
    ends = tuple(word[:-cut] for cut in range(1, WIDTH + 1))
    return [block for block in blocks if word in (low := block.lower()) or low.endswith(ends)]


def numbers_with(block: str, members: str, word: str) -> Iterator[str]:
    """Those of the numbers in which a word stands, of small letters where there are letters."""
    low, known = block.lower(), members.lower()
    if word in low:
        return numbers_of(block, members)
    ends = [word[-cut:] for cut in range(1, min(WIDTH, len(word))) if low.endswith(word[:-cut])]
    if len(word) >= WIDTH and low.endswith(word[:-WIDTH]):
        ends.append(word[-WIDTH:])
    places = {place for end in ends for place in _found(known, end) if place % WIDTH == 0}
    places |= {place for place in _found(known, word) if place % WIDTH + len(word) <= WIDTH}
    those = (members[place - place % WIDTH :][:WIDTH] for place in sorted(places))
    return (block + member.lstrip() for member in dict.fromkeys(those))


def _found(text: str, part: str) -> Iterator[int]:
    """Every place where a part begins."""
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)
