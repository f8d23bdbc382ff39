"""Who is signed in: a new random cookie each time, of which only a hash is kept, until it was idle or old."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from api.accounts.port import Session
from gongdan.access.accounts.database import Database, Row, written

_FIELDS: Final = "id, number, half, begun, seen, browser"
_HALF: Final = timedelta(minutes=5)
"""In which a code has to follow its password."""
_TOUCHED: Final = timedelta(minutes=1)
"""How exactly it is kept when somebody was seen last: writing it for every page would cost more than the page."""
_MOST: Final = 50
"""Of one account at a time; the one seen longest ago gives way."""


@dataclass(frozen=True, slots=True)
class Limits:
    """After how long without a page, and after how long at all, one has to sign in again."""

    idle: timedelta = timedelta(hours=2)
    whole: timedelta = timedelta(hours=12)


class Sessions:
    """Of every account; ``now`` is with a zone."""

    def __init__(self, database: Database, limits: Limits, now: Callable[[], datetime]) -> None:
        self._database, self._limits, self._now = database, limits, now

    def begin(self, number: str, browser: str, *, half: bool = False) -> str:
        """The cookie."""
        cookie, at = secrets.token_urlsafe(32), written(self._now())
        with self._database.writing() as connection:
            connection.execute("DELETE FROM sessions WHERE begun < ?", (written(self._now() - self._limits.whole),))
            connection.execute(
                "DELETE FROM sessions WHERE digest IN "
                "(SELECT digest FROM sessions WHERE number = ? ORDER BY seen DESC LIMIT -1 OFFSET ?)",
                (number, _MOST - 1),
            )
            connection.execute(
                f"INSERT INTO sessions (digest, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 -- our own names
                (self._digest(cookie), secrets.token_hex(8), number, half, at, at, browser),
            )
        return cookie

    def of(self, cookie: str, *, seen: bool = True) -> Session | None:
        """The one that this cookie opens; None where it counts no more. ``seen``: a person is there just now."""
        digest = self._digest(cookie)
        row = self._database.row(f"SELECT {_FIELDS} FROM sessions WHERE digest = ?", digest)  # noqa: S608
        session = _session(row) if row else None
        if session is None or not self._counts(session):
            return None
        if seen and self._now() - session.seen > _TOUCHED and not session.half:
            with self._database.writing(lasting=False) as connection:
                connection.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (written(self._now()), digest))
        return session

    def all(self, number: str) -> Sequence[Session]:
        rows = self._database.rows(
            f"SELECT {_FIELDS} FROM sessions WHERE number = ? ORDER BY seen DESC, id",  # noqa: S608
            number,
        )
        return [session for session in map(_session, rows) if self._counts(session) and not session.half]

    def end(self, number: str, *, one: str | None = None, but: str | None = None) -> int:
        """How many ended."""
        if one is not None:
            where, said = "number = ? AND id = ?", (number, one)
        else:
            where, said = "number = ? AND id IS NOT ?", (number, but)
        with self._database.writing() as connection:
            return connection.execute(f"DELETE FROM sessions WHERE {where}", said).rowcount  # noqa: S608

    def _counts(self, session: Session) -> bool:
        now = self._now()
        if session.half:
            return now - session.begun < _HALF
        return now - session.seen < self._limits.idle and now - session.begun < self._limits.whole

    def _digest(self, cookie: str) -> str:
        return self._database.digest("session", cookie)


def _session(row: Row) -> Session:
    number, begun, seen = row[1], datetime.fromisoformat(row[3]), datetime.fromisoformat(row[4])
    return Session(row[0], number, bool(row[2]), begun, seen, row[5])
