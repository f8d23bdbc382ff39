"""Whom identity providers know as whom: a hash of who somebody is there, and their staff number here."""

from datetime import datetime
from sqlite3 import IntegrityError

from api.accounts.port import Identity
from api.manners.problems import ApiProblem
from gongdan.access.accounts.database import Database, written


class Identities:
    """One of each account at most, and each of one account alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, identity: Identity) -> str | None:
        """The staff number."""
        row = self._database.row("SELECT number FROM identities WHERE digest = ?", self._digest(identity))
        return row[0] if row else None

    def linked(self, number: str) -> bool:
        return self._database.row("SELECT 1 FROM identities WHERE number = ?", number) is not None

    def link(self, number: str, identity: Identity, now: datetime) -> None:
        """It lets in from now on; one-time links open nothing any more. Raises ApiProblem; harmless twice."""
        if self.of(identity) == number:
            return
        try:
            with self._database.writing() as connection:
                connection.execute(
                    "INSERT INTO identities SELECT ?, number, ? FROM accounts WHERE number = ? AND closed = 0",
                    (self._digest(identity), written(now), number),
                )
                connection.execute("DELETE FROM links WHERE number = ? OR number IS NULL", (number,))
        except IntegrityError:
            raise ApiProblem("identity-taken") from None
        if not self.linked(number):
            raise ApiProblem("no-account")

    def unlink(self, number: str) -> None:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM identities WHERE number = ?", (number,))

    def _digest(self, identity: Identity) -> str:
        return self._database.digest("identity", f"{identity.issuer}\n{identity.subject}")
