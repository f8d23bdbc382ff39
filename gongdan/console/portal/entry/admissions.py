"""Who may act as a ticket's customer for a while: links that work once, and sessions, each kept as a hash alone."""

import hashlib
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

_DAY: Final = 86_400.0
LINK_LASTS: Final = 7 * _DAY
"""Seconds in which a link can be used."""
IDLE: Final = 2 * 3_600.0
"""Seconds without a look after which a session is over."""
LONGEST: Final = _DAY / 2
"""Seconds that a session lasts at most."""
_NOTED_EVERY: Final = 60.0
_BYTES: Final = 32
_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS admissions (
    hash TEXT PRIMARY KEY, kind TEXT NOT NULL, ticket TEXT NOT NULL, way TEXT NOT NULL, until REAL NOT NULL,
    seen REAL NOT NULL
) STRICT;
"""

Way = Literal["code", "link", "report"]
"""By number and code, by a link that was sent to them, or by having reported it here just now."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """To which ticket, and how they came."""

    ticket: str
    way: Way


class Admissions:
    """In SQLite beside the keys, where a ``path`` is given; else in memory. Safe for threads and processes."""

    def __init__(self, path: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        if path is not None and not path.exists():
            path.touch(mode=0o600)
        self._clock, self._one_at_a_time = clock, threading.Lock()
        self._kept = sqlite3.connect(path or ":memory:", timeout=10, check_same_thread=False, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._kept.execute(f"PRAGMA {pragma}")
        self._kept.executescript(_SCHEMA)

    def close(self) -> None:
        with self._one_at_a_time:
            self._kept.close()

    def invite(self, ticket: str) -> str:
        """The secret of a link to this ticket."""
        return self._keep("link", ticket, "link", LINK_LASTS)

    def admit(self, ticket: str, way: Way) -> str:
        """The secret of a session."""
        return self._keep("session", ticket, way, LONGEST)

    def enter(self, secret: str) -> tuple[str, str] | None:
        """A link's secret for that of a session, and the ticket; None where it was used, is over, or is none."""
        with self._one_at_a_time:
            found = self._kept.execute(
                "DELETE FROM admissions WHERE hash = ? AND kind = 'link' AND until > ? RETURNING ticket",
                (_hash(secret), self._clock()),
            ).fetchone()
        return (self.admit(found[0], "link"), found[0]) if found else None

    def admitted(self, secret: str) -> Admitted | None:
        """Whose session it is; None where it is over."""
        now = self._clock()
        with self._one_at_a_time:
            found = self._kept.execute(
                "SELECT ticket, way, seen FROM admissions "
                "WHERE hash = ? AND kind = 'session' AND until > ? AND seen > ?",
                (_hash(secret), now, now - IDLE),
            ).fetchone()
            if found and found[2] < now - _NOTED_EVERY:
                self._kept.execute("UPDATE admissions SET seen = ? WHERE hash = ?", (now, _hash(secret)))
        return Admitted(found[0], found[1]) if found else None

    def leave(self, secret: str) -> None:
        """The session is over."""
        with self._one_at_a_time:
            self._kept.execute("DELETE FROM admissions WHERE hash = ?", (_hash(secret),))

    def _keep(self, kind: str, ticket: str, way: Way, lasting: float) -> str:
        secret, now = secrets.token_urlsafe(_BYTES), self._clock()
        with self._one_at_a_time:
            self._kept.execute(
                "DELETE FROM admissions WHERE until <= ? OR (kind = 'session' AND seen <= ?)", (now, now - IDLE)
            )
            self._kept.execute(
                "INSERT INTO admissions VALUES (?, ?, ?, ?, ?, ?)",
                (_hash(secret), kind, ticket, way, now + lasting, now),
            )
        return secret


def _hash(secret: str) -> str:
    """Enough for what nobody can guess: the secret has 256 bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
