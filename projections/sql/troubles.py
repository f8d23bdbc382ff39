"""Whose fault it is when the database refuses: a value's, which an event brought, or the database's own."""

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

_OF_VALUES: Final = ("22", "23", "54", "42804", "25P02")
"""PostgreSQL's codes of what a value can cause: of no such kind, against a constraint, too long; or after such a one.

All its other codes (a table missing, no rights, full, shutting down) are no event's fault.
"""


def is_outage(error: Exception) -> bool:
    """The database's own troubles (locked, full, away, damaged): no event is to blame, the batch is tried again."""
    if not isinstance(error, DBAPIError):
        return False
    code = getattr(error.orig, "sqlstate", None)
    if code is not None:
        return not code.startswith(_OF_VALUES)
    return isinstance(error, OperationalError | InterfaceError) or is_damage(error)


def is_away(error: DBAPIError) -> bool:
    """Whether PostgreSQL can't be reached or is too busy, or another process keeps SQLite's lock, which may pass."""
    if hasattr(error.orig, "sqlstate"):
        return isinstance(error, OperationalError | InterfaceError)
    return _sqlite_code(error) == sqlite3.SQLITE_BUSY


def is_damage(error: DBAPIError) -> bool:
    """Whether SQLite says that the file itself is broken."""
    return _sqlite_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _sqlite_code(error: DBAPIError) -> int:
    """Without what more it says of the case; 0 of another database."""
    return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
