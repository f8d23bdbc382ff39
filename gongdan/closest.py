"""What was probably meant: for errors about names."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, words: Iterable[str]) -> str | None:
    """The name that was probably meant."""
    by_lower = {other.lower(): other for other in words}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None
