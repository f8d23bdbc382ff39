"""Keys, JWTs and .creds files as an operator of NATS makes them, and a server that believes that operator."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LETTERS = {"O": 14 << 3, "A": 0, "U": 20 << 3}
_SEED = 18 << 3
_UNLIMITED = {"subs": -1, "data": -1, "payload": -1}


@dataclass(frozen=True, slots=True)
class Nkey:
    """A key of an operator (O), an account (A) or a user (U)."""

    letter: str
    key: Ed25519PrivateKey

    @classmethod
    def new(cls, letter: str) -> "Nkey":
        return cls(letter, Ed25519PrivateKey.generate())

    @property
    def public(self) -> str:
        return _written(bytes([_LETTERS[self.letter]]), self.key.public_key().public_bytes_raw())

    @property
    def seed(self) -> str:
        kind = _LETTERS[self.letter]
        return _written(bytes([_SEED | kind >> 5, (kind & 31) << 3]), self.key.private_bytes_raw())

    def issue(self, subject: "Nkey", kind: str, claims: Mapping[str, Any]) -> str:
        """A JWT about the subject, signed with this key."""
        body = {"iss": self.public, "sub": subject.public, "name": kind, "jti": "1", "iat": 1}
        parts = [{"typ": "JWT", "alg": "ed25519-nkey"}, {**body, "nats": {"type": kind, "version": 2, **claims}}]
        text = ".".join(_bare(json.dumps(part).encode()) for part in parts)
        return f"{text}.{_bare(self.key.sign(text.encode()))}"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator with one account, which may use JetStream, and the server's own."""

    key: Nkey
    account: Nkey
    system: Nkey

    @classmethod
    def new(cls) -> "Operator":
        return cls(Nkey.new("O"), Nkey.new("A"), Nkey.new("A"))

    def config(self) -> dict[str, Any]:
        """What a nats-server needs to believe it."""
        limits = {**_UNLIMITED, "conn": -1, "leaf": -1, "imports": -1, "exports": -1, "wildcards": True}
        storage = {"mem_storage": -1, "disk_storage": -1, "streams": -1, "consumer": -1}
        account = self.key.issue(self.account, "account", {"limits": {**limits, **storage}})
        system = self.key.issue(self.system, "account", {"limits": limits})
        return {
            "operator": self.key.issue(self.key, "operator", {}),
            "resolver": "MEMORY",
            "resolver_preload": {self.account.public: account, self.system.public: system},
            "system_account": self.system.public,
        }

    def credentials(self, path: Path) -> Path:
        """A .creds file of a new user."""
        user = Nkey.new("U")
        return credentials_file(path, self.account.issue(user, "user", {"pub": {}, "sub": {}, **_UNLIMITED}), user)


def credentials_file(path: Path, jwt: str, user: Nkey) -> Path:
    path.write_text(
        f"-----BEGIN NATS USER JWT-----\n{jwt}\n------END NATS USER JWT------\n\nKeep it secret.\n\n"
        f"-----BEGIN USER NKEY SEED-----\n{user.seed}\n------END USER NKEY SEED------\n"
    )
    return path


def _written(head: bytes, key: bytes) -> str:
    raw = head + key
    return base64.b32encode(raw + binascii.crc_hqx(raw, 0).to_bytes(2, "little")).decode().rstrip("=")


def _bare(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
