"""What a search compares: one plain form of what an article says, and of the words that are looked for."""

import unicodedata
from collections.abc import Iterable


def plain(text: str) -> str:
    """Full and half width, capitals and small letters, and any spaces are the same."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def searched(texts: Iterable[str | None]) -> str:
    """All that is searched, a line each, so that nothing is found across two of them."""
    return "\n".join(plain(text) for text in texts if text)


def words_of(asked: str) -> tuple[str, ...]:
    """The words that must all be there, any part of a text being enough: 空调 is found in 智能空调."""
    return tuple(dict.fromkeys(plain(asked).split()))
