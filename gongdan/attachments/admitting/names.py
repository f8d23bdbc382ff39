"""File names as they may be stored: made canonical first, looked at afterwards."""

import re
import unicodedata
from typing import Final

from gongdan.attachments.refusals import AttachmentRefused

LONGEST: Final = 200
"""Characters."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, marks that turn the direction, halves of characters, line ends: general categories of Unicode."""
_JOINERS: Final = "\u200c\u200d"
"""Invisible, but parts of Persian words and of emoji."""


def proper_name(name: str) -> str:
    """NFC, without white space around it and dots at its end (Windows drops them). Raises AttachmentRefused."""
    proper = unicodedata.normalize("NFC", name).strip()
    proper = re.sub(r"[\s.]+$", "", proper)
    if not 1 <= len(proper) <= LONGEST or re.search(r"[/\\]", proper) or any(map(_invisible, proper)):
        raise AttachmentRefused("attachment-bad-name", limit=LONGEST)
    return proper


def ending(name: str) -> str | None:
    """What stands behind the last dot, in lower case; None where that is no ending, like a number or a sentence."""
    found = re.search(r"\.([^.\s]{1,10})$", name)
    return found[1].lower() if found and not found[1].isdigit() else None


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in _INVISIBLE and character not in _JOINERS
