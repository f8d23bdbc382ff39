"""Secrets of subscribers: a bearer's is hashed, a webhook's sealed, for it signs; and how far those came who read."""

import base64
import secrets
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from domain.subscriptions.vocabulary import Way
from gongdan.access.accounts.database import Database, written

PREFIX: Final = "gongdan-feed_"
"""Makes a leaked secret easy to find and to recognise."""
SIGNING: Final = "whsec_"
"""As Standard Webhooks begins them."""
_BYTES: Final = 32


class SubscriberSecrets:
    """Known by the ids that the log has of them; which of them count, it says."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    def issue(self, name: str, way: Way, secret: str) -> str:
        """The secret to be known by ``secret``, told this once; given again, it is another."""
        signs = way == "webhook"
        drawn = secrets.token_bytes(_BYTES)
        text = f"{SIGNING}{base64.b64encode(drawn).decode()}" if signs else f"{PREFIX}{secrets.token_urlsafe(_BYTES)}"
        sealed = self._database.sealed(self._place(name, secret), text) if signs else None
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO subscriber_secrets (id, name, digest, sealed) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, sealed = excluded.sealed",
                (secret, name, self._digest(text), sealed),
            )
        return text

    def holder(self, secret: str) -> tuple[str, str] | None:
        """Whose secret it is, and which; None where it is nobody's."""
        row = self._database.row("SELECT name, id FROM subscriber_secrets WHERE digest = ?", self._digest(secret))
        return (row[0], row[1]) if row else None

    def signing(self, name: str, ids: Iterable[str]) -> list[str]:
        """The secrets of these ids that sign, in their order; those that are not here are left out."""
        found = list[str]()
        for secret in ids:
            row = self._database.row("SELECT sealed FROM subscriber_secrets WHERE id = ? AND name = ?", secret, name)
            if row and row[0]:
                found.append(self._database.opened(self._place(name, secret), row[0]))
        return found

    def forget(self, name: str) -> None:
        """All of one that has ended."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM subscriber_secrets WHERE name = ?", (name,))

    def reached(self, name: str, position: int) -> None:
        """It has read up to a position of the log. What is lost with the power is said again at the next reading."""
        with self._database.writing(lasting=False) as connection:
            connection.execute(
                "INSERT INTO subscriber_reads (name, position, at) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET position = excluded.position, at = excluded.at",
                (name, position, written(self._now())),
            )

    def read(self, name: str) -> tuple[int, datetime] | None:
        """How far it has read, and when it last did."""
        row = self._database.row("SELECT position, at FROM subscriber_reads WHERE name = ?", name)
        return (row[0], datetime.fromisoformat(row[1])) if row else None

    def _digest(self, text: str) -> str:
        return self._database.digest("subscriber", text)

    def _place(self, name: str, secret: str) -> str:
        return f"subscription-{name}/{secret}"
