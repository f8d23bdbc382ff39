"""Signed tokens: who calls and in which roles, for as long as it was given, checked without any store."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from gongdan.failures import Failure
from gongdan.language import Both
from gongdan.storing.private_file import make_private
from gongdan.system import of_system

_PREFIX: Final = "gongdan_"
"""Makes a leaked token easy to find and to recognise."""
_SHORTEST: Final = 32
"""Bytes of a key that is one."""
_REMEMBERED: Final = 1_000
"""Tokens that are known to be signed here: a program sends its own with every request."""
_SHORT: Final = Both(f"少于 {_SHORTEST} 个字节，可能被猜中", f"it has less than {_SHORTEST} bytes and could be guessed")


class BadToken(ValueError):
    """Not signed here, damaged, or no longer valid; ``code`` says which."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Claims:
    """``run`` names the run of the service that the token was made for: the local operator's dies with it."""

    sub: str
    roles: tuple[str, ...]
    exp: int
    run: str | None = None


class TokenSigner:
    """HMAC-SHA256 over the claims, by a key that never leaves the home folder."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._signed = lru_cache(_REMEMBERED)(self._claims)

    @classmethod
    def open(cls, home: Path) -> "TokenSigner":
        """The signer of this home, its key made on first use (mode 0600). Raises Failure where it can't be used."""
        path = home / "token.key"
        if not path.exists():
            make_private(path, secrets.token_hex(32))
        return cls(_read(path))

    @staticmethod
    def check(home: Path) -> None:
        """Raises Failure where the key that is there can't be used; makes none."""
        if (home / "token.key").exists():
            _read(home / "token.key")

    def mint(self, sub: str, roles: Sequence[str], seconds: float, run: str | None = None) -> str:
        claims = {"sub": sub, "roles": list(roles), "exp": int(time.time() + seconds), "run": run}
        payload = _b64(json.dumps({k: v for k, v in claims.items() if v is not None}).encode())
        return f"{_PREFIX}{payload}.{_b64(self._signature(payload))}"

    def verify(self, token: str) -> Claims:
        """Raises BadToken: ``bad-token`` or ``expired-token``."""
        claims = self._signed(token)
        if claims.exp <= time.time():
            raise BadToken("expired-token")
        return claims

    def _claims(self, token: str) -> Claims:
        """For how long ever they were given. Raises BadToken."""
        payload, _, signature = token.removeprefix(_PREFIX).partition(".")
        if not token.startswith(_PREFIX) or not hmac.compare_digest(_bytes(signature), self._signature(payload)):
            raise BadToken("bad-token")
        said = json.loads(_bytes(payload))
        return Claims(said["sub"], tuple(said["roles"]), said["exp"], said.get("run"))

    def _signature(self, payload: str) -> bytes:
        return hmac.new(self._key, payload.encode(), hashlib.sha256).digest()


def _read(path: Path) -> bytes:
    """An empty key would let everybody sign."""
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise Failure("bad-token-key", path=path, why=of_system(error)) from None
    if len(key) < _SHORTEST:
        raise Failure("bad-token-key", path=path, why=_SHORT)
    return key


def _b64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
