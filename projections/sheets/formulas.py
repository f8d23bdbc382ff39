"""Texts that a spreadsheet would run as a formula, made harmless: a CSV file can't say that a cell is text."""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text led by an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_STARTS) else text
