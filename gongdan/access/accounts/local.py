"""Accounts as the API and the pages ask for them, over one database."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import structlog

from api.accounts.port import Identity, OneTimeLink, Standing
from api.manners.problems import ApiProblem
from gongdan.access.accounts import passwords
from gongdan.access.accounts.attempts import SIGN_INS, Attempts
from gongdan.access.accounts.database import Database, written
from gongdan.access.accounts.factor import SecondFactor
from gongdan.access.accounts.identities import Identities
from gongdan.access.accounts.keys import Keys
from gongdan.access.accounts.passwords import Hasher
from gongdan.access.accounts.sessions import Limits, Sessions
from gongdan.access.accounts.subscribers import SubscriberSecrets

log = structlog.get_logger(__name__)

_LINK: Final = timedelta(days=3)
_FIRST: Final = timedelta(days=1)
"""How long a one-time link can be used."""
_OF_ACCOUNT: Final = ("links", "sessions", "recovery_codes", "identities")
"""The tables of what opens an account, beside its password."""


@dataclass(frozen=True, slots=True)
class Manner:
    """What settings say of accounts."""

    address: str | None = None
    limits: Limits = field(default_factory=Limits)


class LocalAccounts:
    """``now`` is in the deployment's zone. See :class:`api.accounts.port.Accounts`."""

    def __init__(self, database: Database, manner: Manner, now: Callable[[], datetime], hasher: Hasher) -> None:
        self._database, self.now, self._hasher = database, now, hasher
        self.address = manner.address
        self._attempts = Attempts()
        self._factor = SecondFactor(database, lambda: now().timestamp())
        self._sessions = Sessions(database, manner.limits, now)
        self._keys = Keys(database, now)
        self._identities = Identities(database)
        self.begin, self.session, self.sessions, self.end = (
            self._sessions.begin,
            self._sessions.of,
            self._sessions.all,
            self._sessions.end,
        )
        self.prepare_factor, self.check_prepared = self._factor.prepare, self._factor.check_prepared
        self.set_factor, self.remove_factor = self._factor.set, self._factor.remove
        self.keys, self.issue, self.revoke, self.caller_of = (
            self._keys.all,
            self._keys.issue,
            self._keys.revoke,
            self._keys.caller,
        )
        self.owner_of, self.unlink_identity = self._identities.of, self._identities.unlink
        self.check_new = passwords.check
        self.subscribers = SubscriberSecrets(database, now)

    def any(self) -> bool:
        used = "SELECT 1 FROM accounts WHERE password IS NOT NULL UNION ALL SELECT 1 FROM identities LIMIT 1"
        return self._database.row(used) is not None

    def standing(self, number: str) -> Standing | None:
        row = self._database.row(
            "SELECT number, password IS NULL, closed, signed_in FROM accounts WHERE number = ?", number
        )
        if row is None:
            return None
        linked = self._identities.linked(number)
        return Standing(
            number=row[0],
            state="closed" if row[2] else "waiting" if row[1] and not linked else "open",
            password=not row[1],
            linked=linked,
            second_factor=self._factor.asked_of(number),
            recovery_codes=self._factor.left(number),
            sessions=len(self.sessions(number)),
            signed_in=datetime.fromisoformat(row[3]) if row[3] else None,
        )

    def all(self) -> Sequence[Standing]:
        numbers = self._database.rows("SELECT number FROM accounts ORDER BY number")
        return [standing for (number,) in numbers if (standing := self.standing(number))]

    def first_link(self) -> str:
        with self._database.writing() as connection:
            connection.execute("DELETE FROM links WHERE number IS NULL")
        return self._made_link(None, _FIRST)

    def link(self, secret: str) -> OneTimeLink:
        row = self._database.row(
            "SELECT number, until FROM links WHERE digest = ?", self._database.digest("link", secret)
        )
        if row is None or datetime.fromisoformat(row[1]) < self.now() or (row[0] is None and self.any()):
            raise ApiProblem("bad-link")
        return OneTimeLink(row[0], datetime.fromisoformat(row[1]))

    def open(self, number: str) -> str:
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO accounts (number) VALUES (?) ON CONFLICT (number) DO UPDATE SET "
                "password = NULL, factor = NULL, prepared = NULL, closed = 0",
                (number,),
            )
            for table in _OF_ACCOUNT:
                connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608 -- our own names
        self._attempts.forget(number)
        return self._made_link(number, _LINK)

    def close(self, number: str) -> None:
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE accounts SET password = NULL, factor = NULL, prepared = NULL, closed = 1 WHERE number = ?",
                (number,),
            )
            for table in _OF_ACCOUNT:
                connection.execute(f"DELETE FROM {table} WHERE number = ?", (number,))  # noqa: S608
            connection.execute("UPDATE keys SET revoked = 1 WHERE number = ?", (number,))

    async def choose(self, number: str, password: str) -> None:
        hashed = await self._hasher.hash(password)
        with self._database.writing() as connection:
            changed = connection.execute(
                "UPDATE accounts SET password = ? WHERE number = ? AND closed = 0", (hashed, number)
            )
            if changed.rowcount == 0:
                raise ApiProblem("no-account")
            connection.execute("DELETE FROM links WHERE number = ? OR number IS NULL", (number,))
            connection.execute("DELETE FROM sessions WHERE number = ?", (number,))
        self._attempts.forget(number)

    async def sign_in(self, number: str, password: str, address: str, browser: str) -> tuple[str, bool]:
        await self._require_password(number, password, address)
        return self._let_in(number, browser, half=self._factor.asked_of(number))

    def admit(self, number: str, browser: str, *, second_factor: bool) -> tuple[str, bool]:
        self._attempts.require_open(number, "")
        return self._let_in(number, browser, half=not second_factor and self._factor.asked_of(number))

    def link_identity(self, number: str, identity: Identity) -> None:
        self._identities.link(number, identity, self.now())

    def _let_in(self, number: str, browser: str, *, half: bool) -> tuple[str, bool]:
        if not half:
            self._signed_in(number)
        return self._sessions.begin(number, browser, half=half), half

    async def complete(self, cookie: str, code: str, address: str) -> str:
        half = self._sessions.of(cookie)
        if half is None or not half.half:
            raise ApiProblem("session-ended")
        number = half.number
        self._attempts.require_open(number, address)
        try:
            self._factor.check(number, code)
        except ApiProblem:
            self._wrong(number, address)
            raise
        self._sessions.end(number, one=half.id)
        self._signed_in(number)
        return self._sessions.begin(number, half.browser)

    async def check_password(self, number: str, password: str) -> None:
        try:
            await self._require_password(number, password, "")
        except ApiProblem as problem:
            raise (ApiProblem("wrong-password") if problem.code == "wrong-sign-in" else problem) from None

    def check_code(self, number: str, code: str) -> None:
        self._attempts.require_open(number, "")
        try:
            self._factor.check(number, code)
        except ApiProblem:
            self._wrong(number, "")
            raise

    async def _require_password(self, number: str, password: str, address: str) -> None:
        """In the same time and words whether there is no such account or another password. Raises ApiProblem."""
        self._attempts.require_open(number, address)
        row = self._database.row("SELECT password FROM accounts WHERE number = ? AND closed = 0", number)
        typed = password if len(password) <= passwords.LONGEST else ""  # nothing so long was ever chosen
        if not await self._hasher.fits(row[0] if row else None, typed):
            self._wrong(number if row else None, address, said=number)
            raise ApiProblem("wrong-sign-in")

    def _wrong(self, number: str | None, address: str, said: str = "") -> None:
        """What was typed for a number may be a password: only that of an account stands in the log."""
        locked = self._attempts.wrong(number or said, address)
        log.info("sign_in_refused", by=number)
        if locked:
            log.warning("sign_in_locked", by=number)

    def _signed_in(self, number: str) -> None:
        self._attempts.forget(number)
        SIGN_INS.labels("right").inc()
        log.info("signed_in", by=number)
        with self._database.writing() as connection:
            connection.execute("UPDATE accounts SET signed_in = ? WHERE number = ?", (written(self.now()), number))

    def _made_link(self, number: str | None, lasts: timedelta) -> str:
        secret = secrets.token_urlsafe(24)
        with self._database.writing() as connection:
            connection.execute(
                "INSERT INTO links VALUES (?, ?, ?)",
                (self._database.digest("link", secret), number, written(self.now() + lasts)),
            )
        return secret
