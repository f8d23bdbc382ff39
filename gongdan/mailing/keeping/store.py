"""The file of letters that wait: what they say is sealed, and goes when they are let in, dropped, or too old."""

import hashlib
import hmac
import sqlite3
import threading
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.mail.port import NoSuchLetter, SeenTo, State, Waiting, Why
from domain.refusals import StoreUnavailable
from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.mailing.keeping.sealed import sealed, unsealed
from gongdan.system import of_system

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS letters (
    id TEXT PRIMARY KEY, came TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL, size INTEGER NOT NULL,
    envelope BLOB, raw BLOB, ticket TEXT, by TEXT, seen_to TEXT, reason BLOB
) STRICT;
CREATE INDEX IF NOT EXISTS letters_by_state ON letters (state, came, id);
CREATE TABLE IF NOT EXISTS arrivals (
    id TEXT PRIMARY KEY, sender TEXT NOT NULL, came TEXT NOT NULL, ticket TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS arrivals_by_sender ON arrivals (sender, came);
CREATE INDEX IF NOT EXISTS arrivals_by_time ON arrivals (came);
"""
_COLUMNS: Final = "id, came, state, why, size, envelope, ticket, by, seen_to, reason"
_HOUR: Final = timedelta(hours=1)


class LetterStore:
    """SQLite in a private file; safe for several threads. ``secret`` seals what is read again, and hashes senders."""

    def __init__(self, path: Path, secret: bytes) -> None:
        self._secret, self._seal = secret, AESGCM(hashlib.sha256(b"sealed\n" + secret).digest())
        self._database = sqlite3.connect(path, timeout=10, check_same_thread=False, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._database.execute(f"PRAGMA {pragma}")
        self._database.executescript(_SCHEMA)
        self._using = threading.Lock()

    @classmethod
    def open(cls, path: Path, secret: bytes) -> "LetterStore":
        """Made where there is none. Raises Failure where it can't be used."""
        try:
            path.touch(mode=0o600)
            return cls(path, secret)
        except OSError as error:
            raise Failure("letters", path=path, why=of_system(error)) from None
        except sqlite3.DatabaseError as error:
            raise Failure("letters", path=path, why=Both("文件已损坏", str(error))) from None

    def close(self) -> None:
        with self._using:
            self._database.close()

    def put(self, letter: Waiting, raw: bytes) -> None:
        """On disk once this returns; the same letter again changes nothing."""
        envelope = sealed(self._seal, letter.id, letter.sender, letter.subject)
        content = sealed(self._seal, letter.id, zlib.compress(raw))
        row = letter.id, _written(letter.came), letter.state, letter.why, letter.size, envelope, content, letter.ticket
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO letters (id, came, state, why, size, envelope, raw, ticket) VALUES (?,?,?,?,?,?,?,?)"
                " ON CONFLICT (id) DO NOTHING",
                row,
            )

    def listed(self, state: State, after: str | None, limit: int) -> tuple[list[Waiting], str | None, int]:
        """The newest first; ``after`` is what the page before said."""
        came, _, letter = (after or "").partition("|")
        before = ("AND (came, id) < (?, ?)", (came, letter)) if after else ("", ())
        query = f"SELECT {_COLUMNS} FROM letters WHERE state = ? {before[0]} ORDER BY came DESC, id DESC LIMIT ?"  # noqa: S608 -- no word of it is said by anybody
        rows = self._rows(query, state, *before[1], limit + 1)
        [(count,)] = self._rows("SELECT count(*) FROM letters WHERE state = ?", state)
        following = f"{rows[limit - 1][1]}|{rows[limit - 1][0]}" if len(rows) > limit else None
        return [self._waiting(row) for row in rows[:limit]], following, count

    def find(self, letter: str) -> Waiting:
        """Raises NoSuchLetter."""
        rows = self._rows(f"SELECT {_COLUMNS} FROM letters WHERE id = ?", letter)  # noqa: S608 -- as above
        if not rows:
            raise NoSuchLetter
        return self._waiting(rows[0])

    def raw(self, letter: str) -> bytes:
        """To the byte. Raises NoSuchLetter, also where it is thrown away."""
        rows = self._rows("SELECT raw FROM letters WHERE id = ? AND raw IS NOT NULL", letter)
        if not rows:
            raise NoSuchLetter
        return zlib.decompress(unsealed(self._seal, letter, rows[0][0])[0])

    def see_to(
        self,
        letter: str,
        state: State,
        by: str,
        at: datetime,
        ticket: str | None,
        reason: str | None,
        *,
        keeps: bool = False,
    ) -> None:
        """It waits no more, and its content is gone from here unless it ``keeps`` that. Raises NoSuchLetter, SeenTo."""
        said = sealed(self._seal, letter, reason) if reason else None
        query = (
            "UPDATE letters SET state = ?, by = ?, seen_to = ?, ticket = coalesce(?, ticket), reason = ?,"
            " raw = CASE WHEN ? THEN raw END WHERE id = ? AND state IN ('waiting', 'kept')"
        )
        with self._writing() as connection:
            changed = connection.execute(query, (state, by, _written(at), ticket, said, keeps, letter)).rowcount
        if not changed:
            raise SeenTo(self.find(letter).state)

    def arrived(self, letter: str, sender: str, at: datetime, ticket: str | None) -> None:
        """For counting by sender, and so that the same letter brought again is known."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO arrivals (id, sender, came, ticket) VALUES (?,?,?,?) ON CONFLICT (id) DO NOTHING",
                (letter, self._hashed(sender), _written(at), ticket),
            )

    def known(self, letter: str) -> bool:
        """Whether it came before, and was stored."""
        return bool(self._rows("SELECT 1 FROM arrivals WHERE id = ?", letter))

    def in_the_hour(self, sender: str, now: datetime) -> int:
        """Letters that came from there in the last hour."""
        query = "SELECT count(*) FROM arrivals WHERE sender = ? AND came > ?"
        return self._rows(query, self._hashed(sender), _written(now - _HOUR))[0][0]

    def forget(self, before: datetime) -> int:
        """Drop what nobody saw to until then, and what is known of older ones; how many were dropped."""
        at = _written(before)
        with self._writing() as connection:
            connection.execute("DELETE FROM arrivals WHERE came < ?", (at,))
            connection.execute("DELETE FROM letters WHERE state IN ('released', 'dropped') AND seen_to < ?", (at,))
            return connection.execute("DELETE FROM letters WHERE state = 'waiting' AND came < ?", (at,)).rowcount

    def ids(self) -> list[str]:
        return [row[0] for row in self._rows("SELECT id FROM letters ORDER BY id")]

    def erase(self, letters: Collection[str], senders: Collection[str]) -> None:
        """Nothing is left of these letters, nor of who sent letters: gone from the journal too once this returns."""
        with self._writing() as connection:
            connection.executemany("DELETE FROM letters WHERE id = ?", [(each,) for each in letters])
            hashed = [(self._hashed(each),) for each in senders]
            connection.executemany("UPDATE arrivals SET sender = '' WHERE sender = ?", hashed)
        [[busy, *_]] = self._rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise StoreUnavailable("letters: their journal is in use, and holds letters that were erased")

    def counts(self) -> dict[str, int]:
        """How many wait, and how many are kept because they could not go with their ticket."""
        rows = self._rows("SELECT state, count(*) FROM letters WHERE state IN ('waiting', 'kept') GROUP BY state")
        return {"waiting": 0, "kept": 0} | dict(rows)

    def _waiting(self, row: tuple[Any, ...]) -> Waiting:
        letter, came, state, why, size, envelope, ticket, by, seen_to, reason = row
        sender, subject = (part.decode() for part in unsealed(self._seal, letter, envelope))
        return Waiting(
            letter,
            datetime.fromisoformat(came),
            cast("State", state),
            cast("Why", why),
            size,
            sender,
            subject,
            ticket,
            by,
            datetime.fromisoformat(seen_to) if seen_to else None,
            unsealed(self._seal, letter, reason)[0].decode() if reason else None,
        )

    def _hashed(self, sender: str) -> str:
        return hmac.new(self._secret, f"sender\n{sender.casefold()}".encode(), hashlib.sha256).hexdigest()

    def _rows(self, query: str, *values: object) -> list[Any]:
        with self._using:
            return self._database.execute(query, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._using:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:  # not where SQLite gave it up by itself, as on a full disk
                    self._database.execute("ROLLBACK")
                raise


def _written(at: datetime) -> str:
    """In UTC, so that texts are in the order of moments."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
