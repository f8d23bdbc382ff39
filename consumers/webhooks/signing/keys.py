"""The keys that deliveries are signed with, in the forms that receivers are given (Standard Webhooks)."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_SYMMETRIC, _PRIVATE, _PUBLIC = "whsec_", "whsk_", "whpk_"
_SECRET_BYTES: Final = range(24, 65)
_SEED_BYTES: Final = 32


class NoKey(ValueError):
    """A text is no key of that kind."""


@dataclass(frozen=True)
class SharedSecret:
    """HMAC-SHA256, which both sides know; its signatures begin with ``v1``."""

    secret: bytes = field(repr=False)
    scheme = "v1"

    @classmethod
    def of(cls, text: str) -> Self:
        """With or without its prefix. Raises NoKey."""
        secret = _decoded(text.removeprefix(_SYMMETRIC))
        if len(secret) not in _SECRET_BYTES:
            raise NoKey("a secret has 24 to 64 bytes")
        return cls(secret)

    def __str__(self) -> str:
        return _SYMMETRIC + _encoded(self.secret)

    def sign(self, content: bytes) -> bytes:
        return hmac.new(self.secret, content, hashlib.sha256).digest()

    def verifies(self, content: bytes, signature: bytes) -> bool:
        return hmac.compare_digest(self.sign(content), signature)


@dataclass(frozen=True)
class KeyPair:
    """Ed25519: we alone can sign, its receiver can only verify; its signatures begin with ``v1a``."""

    seed: bytes = field(repr=False)
    scheme = "v1a"

    @classmethod
    def of(cls, text: str) -> Self:
        """With or without its prefix. Raises NoKey."""
        seed = _decoded(text.removeprefix(_PRIVATE))
        if len(seed) != _SEED_BYTES:
            raise NoKey("a private key has 32 bytes")
        return cls(seed)

    def __str__(self) -> str:
        return _PRIVATE + _encoded(self.seed)

    @cached_property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @cached_property
    def public(self) -> "PublicKey":
        return PublicKey(self._private.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        return self._private.sign(content)

    def verifies(self, content: bytes, signature: bytes) -> bool:
        return self.public.verifies(content, signature)


@dataclass(frozen=True)
class PublicKey:
    """What a receiver of Ed25519 signatures is given."""

    key: bytes
    scheme = "v1a"

    @classmethod
    def of(cls, text: str) -> Self:
        """With or without its prefix. Raises NoKey."""
        key = _decoded(text.removeprefix(_PUBLIC))
        if len(key) != _SEED_BYTES:
            raise NoKey("a public key has 32 bytes")
        return cls(key)

    def __str__(self) -> str:
        return _PUBLIC + _encoded(self.key)

    def verifies(self, content: bytes, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, content)
        except InvalidSignature:
            return False
        return True


SigningKey = SharedSecret | KeyPair
VerifyingKey = SharedSecret | KeyPair | PublicKey


def _encoded(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise NoKey("a key is in base64") from None
