"""Passwords: which are taken, and how they are kept: by argon2id, never as they are."""

import asyncio
import unicodedata
from base64 import b64encode
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from api.manners.problems import ApiProblem

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters."""
_FEWEST: Final = 5
"""Different characters in a password."""
_AT_ONCE: Final = 2
"""Hashes that are computed at a time: each takes 64 MiB and some ten milliseconds of a core."""
_WALKS: Final = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
)
"""Along the keys or the alphabet."""
_COMMON: Final = frozenset(
    [
        *("password", "passwd", "passw0rd", "p@ssword", "p@ssw0rd", "welcome", "letmein", "iloveyou"),
        *("administrator", "admin", "root", "user", "guest", "master", "changeme", "secret"),
        *("default", "system", "service", "helpdesk", "gongdan", "gongdan@", "shouhou", "kefu"),
        *("woaini", "woaini1314", "5201314", "1314520", "monkey", "dragon", "sunshine", "princess"),
        *("football", "baseball", "superman", "batman", "trustno1", "whatever", "starwars", "computer"),
        *("internet", "qwerty", "qwertyuiop", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "abc"),
        *("abcd", "abcdef", "abc123", "a1b2c3", "1q2w3e", "1qaz2wsx", "aa123456", "test"),
        *("testing", "login", "access", "hello", "freedom", "shadow", "michael", "jordan"),
        *("charlie", "summer", "winter", "spring", "autumn", "monday", "friday"),
    ]
)
"""Words that are tried first, with digits and signs behind or before them, or twice."""

_AROUND: Final = "0123456789!@#$%^&*()_+-=.,?~ "
"""Digits and signs that stand around a word."""


def check(number: str, password: str, again: str) -> None:
    """Raises ApiProblem for what is no password: too short, typed otherwise the second time, or soon guessed."""
    if len(password) < SHORTEST:
        raise ApiProblem("password-short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise ApiProblem("password-long", longest=LONGEST)
    if password != again:
        raise ApiProblem("passwords-differ")
    if _is_common(number, password):
        raise ApiProblem("password-common")


def _is_common(number: str, password: str) -> bool:
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(set(plain)) < _FEWEST or any(plain in walk * 2 for walk in _WALKS):
        return True
    core = plain.strip(_AROUND)
    half, rest = core[: len(core) // 2], core[len(core) // 2 :]
    return not _COMMON.isdisjoint({core, half if half == rest else core}) or core == number.casefold()


class Hasher:
    """argon2id by RFC 9106's second choice, which the library takes by itself, in threads of their own."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = asyncio.Semaphore(_AT_ONCE)
        self._nobodys = _nobodys(self._hasher)

    async def hash(self, password: str) -> str:
        async with self._turns:
            return await asyncio.to_thread(self._hasher.hash, _normal(password))

    async def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the one that was kept; it takes as long where none was."""
        async with self._turns:
            found = await asyncio.to_thread(self._verified, kept or self._nobodys, _normal(password))
        return found and kept is not None

    def _verified(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def _nobodys(hasher: PasswordHasher) -> str:
    """Takes as long to check as one that was kept, and none fits it: made up, as to work it out takes as long too."""
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, hashed = (b64encode(bytes(size)).decode().rstrip("=") for size in (hasher.salt_len, hasher.hash_len))
    return f"$argon2{hasher.type.name.lower()}$v={ARGON2_VERSION}${cost}${salt}${hashed}"


def _normal(password: str) -> str:
    """However a keyboard composes what it types."""
    return unicodedata.normalize("NFKC", password)
