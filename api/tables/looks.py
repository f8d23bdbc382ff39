"""Which right a look asks: to read as of now, the audit as of a past moment."""

from datetime import datetime
from typing import Final

from domain.rights import Owned, Person, check, may

NOW: Final = "read"
_PAST: Final = "read-audit"
_OWN_PAST: Final = "read-own-history"


def right_to(person: Person, as_of: datetime | None) -> str:
    """The action that a look is: as of a past moment it is the audit's, for customers their own history."""
    if as_of is None:
        return NOW
    return _OWN_PAST if may(person, _PAST) is None and may(person, _OWN_PAST) else _PAST


def check_look(person: Person, as_of: datetime | None, thing: Owned) -> None:
    """Raises Forbidden where they may not look at it, or not as of that moment."""
    check(person, NOW, thing)
    check(person, right_to(person, as_of), thing)
