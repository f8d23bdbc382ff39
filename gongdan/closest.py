"""What is allowed instead, and what was probably meant: for errors about names."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, words: Iterable[str]) -> str | None:
    """The name that was probably meant."""
    by_lower = {other.lower(): other for other in words}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def allowed(word: str, words: Iterable[str], most: int = 60) -> str:
    """ "did you mean …? allowed: …"; ``most`` 0 leaves the list away."""
    names = [str(name) for name in words]
    meant = closest(word, names)
    parts = [f"did you mean '{meant}'?"] if meant else []
    if 0 < len(names) <= most:
        parts.append(f"allowed: {', '.join(names)}")
    return " ".join(parts) or "see docs/import.md"
