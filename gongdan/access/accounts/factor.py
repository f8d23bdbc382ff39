"""The second factor: codes that change every half minute (RFC 6238), and codes for recovery; each counts once."""

import hmac
import secrets
import time
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from pyotp import random_base32
from pyotp.totp import TOTP

from api.manners.problems import ApiProblem
from gongdan.access.accounts.database import Database

ISSUER: Final = "Gongdan 工单"
CODES: Final = 10
"""For recovery."""
_STEP: Final = 30
_AROUND: Final = (0, -1, 1)
"""Steps of half a minute that a clock may be off."""
_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Of codes for recovery: none that is taken for another."""
_HALF: Final = 5


class SecondFactor:
    """Of every account; ``clock`` is Unix time."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def asked_of(self, number: str) -> bool:
        row = self._database.row("SELECT factor IS NOT NULL FROM accounts WHERE number = ?", number)
        return bool(row and row[0])

    def prepare(self, number: str) -> str:
        """The secret's address, as apps read it off a picture: one that waits for its first code stays the same."""
        row = self._database.row("SELECT prepared FROM accounts WHERE number = ?", number)
        if row is None:
            raise ApiProblem("no-account")
        if row[0] is not None:
            secret = self._database.opened(number, row[0])
        else:
            secret = random_base32()
            with self._database.writing() as connection:
                sealed = self._database.sealed(number, secret)
                connection.execute("UPDATE accounts SET prepared = ? WHERE number = ?", (sealed, number))
        return TOTP(secret).provisioning_uri(name=number, issuer_name=ISSUER)

    def check_prepared(self, number: str, code: str) -> None:
        """The code counts once: not to sign in as well. Raises ApiProblem."""
        row = self._database.row("SELECT prepared FROM accounts WHERE number = ?", number)
        if row is None or row[0] is None:
            raise ApiProblem("factor-not-prepared")
        step = self._step(self._database.opened(number, row[0]), code, 0)
        if step is None:
            raise ApiProblem("wrong-second-factor")
        with self._database.writing() as connection:
            connection.execute("UPDATE accounts SET step = ? WHERE number = ?", (step, number))

    def set(self, number: str) -> Sequence[str]:
        """What was prepared, and new codes for recovery, which are returned as people write them."""
        codes = [_random() for _ in range(CODES)]
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE accounts SET factor = coalesce(prepared, factor), prepared = NULL WHERE number = ?",
                (number,),
            )
            connection.execute("DELETE FROM recovery_codes WHERE number = ?", (number,))
            connection.executemany(
                "INSERT INTO recovery_codes VALUES (?, ?)", [(self._digest(number, code), number) for code in codes]
            )
        return [f"{code[:_HALF]}-{code[_HALF:]}" for code in codes]

    def check(self, number: str, code: str) -> None:
        """A code of now that was not used, or one for recovery. Raises ApiProblem."""
        with self._database.writing() as connection:
            row = connection.execute("SELECT factor, step FROM accounts WHERE number = ?", (number,)).fetchone()
            if row is None or row[0] is None:
                raise ApiProblem("wrong-second-factor")
            step = self._step(self._database.opened(number, row[0]), code, row[1])
            if step is not None:
                connection.execute("UPDATE accounts SET step = ? WHERE number = ?", (step, number))
                return
            digest = self._digest(number, _plain(code).upper())
            used = connection.execute("DELETE FROM recovery_codes WHERE digest = ? AND number = ?", (digest, number))
            if used.rowcount == 0:
                raise ApiProblem("wrong-second-factor")

    def remove(self, number: str) -> None:
        with self._database.writing() as connection:
            connection.execute("UPDATE accounts SET factor = NULL, prepared = NULL WHERE number = ?", (number,))
            connection.execute("DELETE FROM recovery_codes WHERE number = ?", (number,))

    def left(self, number: str) -> int:
        """Codes for recovery that were not used."""
        row = self._database.row("SELECT count(*) FROM recovery_codes WHERE number = ?", number)
        return row[0] if row else 0

    def _step(self, secret: str, code: str, after: int) -> int | None:
        """The step whose code it is, later than ``after``: who looks over a shoulder has seen one that is used."""
        now, said = int(self._clock()) // _STEP, _plain(code)
        if not said.isascii():
            return None
        totp = TOTP(secret)
        fits = [now + off for off in _AROUND if hmac.compare_digest(totp.at((now + off) * _STEP), said)]
        return next((step for step in fits if step > after), None)

    def _digest(self, number: str, code: str) -> str:
        return self._database.digest("recovery", f"{number}\n{code}")


def _random() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(2 * _HALF))


def _plain(code: str) -> str:
    """Full-width signs are the same ones, and what people write between them is nothing."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code) if sign not in " -–—\t")
