"""Values that are searched for but must not be read: a keyed hash of them is stored, under a key kept elsewhere."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

Blind = Callable[[str, str], str]
"""From a kind and a value to its keyed hash; the store is opened with it, so that the key is in no table."""
BLIND: Final = "blind"
"""The option under which every connection of the store has it."""


def blinded(connection: Connection, kind: str, value: str) -> str | None:
    """The keyed hash of a value; None where the store was opened without the key."""
    blind: Blind | None = connection.get_execution_options().get(BLIND)
    return blind(kind, value) if blind else None
