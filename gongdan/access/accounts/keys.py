"""Keys that programs act with: hashed, for some of somebody's roles, and none for ever."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from api.accounts.port import ProgramKey
from api.callers import Caller
from api.manners.problems import ApiProblem
from gongdan.access.accounts.database import Database, Row, written

PREFIX: Final = "gongdan-key_"
"""Makes a leaked key easy to find and to recognise."""
_FIELDS: Final = "id, number, purpose, roles, reads_only, issued, until, used, revoked"
_TOUCHED: Final = timedelta(hours=1)
"""How exactly it is kept when a key was used last."""


class Keys:
    """Of every account; ``now`` is in the deployment's zone, in which a key's last day ends."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def all(self, number: str) -> Sequence[ProgramKey]:
        rows = self._database.rows(
            f"SELECT {_FIELDS} FROM keys WHERE number = ? ORDER BY issued DESC, id",  # noqa: S608 -- our own names
            number,
        )
        return [_key(row) for row in rows]

    def issue(self, key: ProgramKey) -> str:
        secret = f"{PREFIX}{secrets.token_urlsafe(32)}"
        with self._database.writing() as connection:
            connection.execute(
                f"INSERT INTO keys (digest, {_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, 0) "  # noqa: S608
                "ON CONFLICT (id) DO UPDATE SET digest = excluded.digest",
                (
                    self._digest(secret),
                    *(key.id, key.number, key.purpose, json.dumps(sorted(key.roles)), key.reads_only),
                    *(written(key.issued), key.until.isoformat()),
                ),
            )
        return secret

    def revoke(self, key: str) -> None:
        with self._database.writing() as connection:
            connection.execute("UPDATE keys SET revoked = 1 WHERE id = ?", (key,))

    def caller(self, secret: str) -> Caller:
        """Whose key it is, in its roles. Raises ApiProblem: ``bad-key`` or ``expired-key``."""
        row = self._database.row(f"SELECT {_FIELDS} FROM keys WHERE digest = ?", self._digest(secret))  # noqa: S608
        if row is None:
            raise ApiProblem("bad-key")
        key, now = _key(row), self._now()
        if key.revoked or key.until < now.date():
            raise ApiProblem("expired-key")
        if key.used is None or now - key.used > _TOUCHED:
            with self._database.writing(lasting=False) as connection:
                connection.execute("UPDATE keys SET used = ? WHERE id = ?", (written(now), key.id))
        return replace(Caller(key.number, key.roles), key=key.id, reads_only=key.reads_only)

    def _digest(self, secret: str) -> str:
        return self._database.digest("key", secret)


def _key(row: Row) -> ProgramKey:
    identity, number, purpose, roles, reads_only, issued, until, used, revoked = row
    return ProgramKey(
        identity,
        number,
        purpose,
        frozenset(json.loads(roles)),
        bool(reads_only),
        datetime.fromisoformat(issued),
        date.fromisoformat(until),
        datetime.fromisoformat(used) if used else None,
        bool(revoked),
    )
