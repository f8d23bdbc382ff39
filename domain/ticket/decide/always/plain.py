"""Whether two people mean the same by what they typed: wide or narrow, capital or small, spaced so or so."""

import unicodedata


def plain(text: str) -> str:
    """The same for all ways to write it."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
