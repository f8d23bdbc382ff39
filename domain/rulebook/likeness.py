"""Whether something that was said is like a pattern of a rule: ``*`` for any signs, capitals and width no matter."""

import unicodedata
from collections.abc import Iterable
from fnmatch import fnmatchcase


def is_like(said: str | None, patterns: Iterable[str]) -> bool:
    """Like any of them; without patterns everything is, and what is not known is like none."""
    wanted = [_plain(pattern) for pattern in patterns]
    if not wanted:
        return True
    return said is not None and any(fnmatchcase(_plain(said), _only_stars(each)) for each in wanted)


def _only_stars(pattern: str) -> str:
    """Only ``*`` means something; a ``?`` or ``[`` in a product's name is itself."""
    return pattern.replace("[", "[[]").replace("?", "[?]")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
