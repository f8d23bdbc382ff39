"""What of a row is searched, as one plain text, and the pairs of signs by which a word in it is found."""

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import add
from typing import Final

from projections.articles.searching import plain, searched, words_of
from projections.sql.rows import Row

__all__ = ["from_to", "pairs_in", "pairs_of", "plain", "text_of", "words_of"]

_PLACES: Final = ("customer_name", "summary", "fault", "product", "model", "serial", "cause")
"""As they are shown, so masked where a person's are; the number is searched apart."""
_END: Final = "\n"
_DIGITS: Final = re.compile("[0-9]{3,}")
"""Of a hundred pairs of digits each stands in many texts, so three in a row are a pair too, so to say."""


def text_of(row: Row) -> str:
    """All that is searched but for the number; what one place says already is not said twice."""
    fault, summary = row["fault"], row["summary"]
    said = fault and summary and fault.startswith(summary.removesuffix("…"))
    return searched(row[place] for place in _PLACES if not (said and place == "summary"))


@lru_cache(2_048)
def pairs_in(text: str) -> frozenset[str]:
    """Each sign with the one after it, so that a sign alone is found as the first of a pair."""
    pairs = {*map(add, text, text[1:] + _END)}
    return frozenset([*(pair for pair in pairs if not pair[0].isspace()), *_threes(text)])


def pairs_of(word: str) -> list[str]:
    """The pairs that stand wherever a word of two signs or more does."""
    threes = [*_threes(word)]
    pairs = (word[place : place + 2] for place in range(len(word) - 1))
    return [*(pair for pair in pairs if not any(pair in three for three in threes)), *threes]


def _threes(text: str) -> Iterator[str]:
    for run in _DIGITS.findall(text):
        yield from (run[place : place + 3] for place in range(len(run) - 2))


def from_to(sign: str) -> tuple[str, str]:
    """The first and the last pair that could begin with a sign."""
    return sign, sign + chr(0x10FFFF)
