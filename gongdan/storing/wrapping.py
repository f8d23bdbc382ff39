"""Keys wrapped by keys: AES-256-GCM, each bound to its place (docs/formats.md §6)."""

import secrets
import time
from dataclasses import dataclass, field
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_CHANCE: Final = 10 + 32 + 12
"""Bytes a new key: of its id, of itself, and of its nonce."""


def subject_context(key_id: str, subject: str) -> bytes:
    return f"subject-key\n{key_id}\n{subject}".encode()


def data_context(key_id: str, aggregate: str, kind: str, subject_key: str) -> bytes:
    return f"data-key\n{key_id}\n{aggregate}\n{kind}\n{subject_key}".encode()


def fresh() -> bytes:
    """A new 256-bit key."""
    return secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class NewKey:
    """A new 256-bit key, its id, and the nonce under which it is wrapped, once."""

    id: str
    raw: bytes = field(repr=False)
    nonce: bytes

    def wrapped(self, by: AESGCM, context: bytes) -> bytes:
        """As :func:`wrap` does it."""
        return self.nonce + by.encrypt(self.nonce, self.raw, context)


def new_keys(count: int) -> list[NewKey]:
    """With ids of 32 hex digits: milliseconds since 1970, then 80 random bits.

    Ids made together stand side by side in the indexes; random ones each write a page of their own, and more so the
    more keys there are. All chance is asked for at once: each call lets go of Python's lock.
    """
    now, chance = f"{time.time_ns() // 1_000_000:012x}", secrets.token_bytes(count * _CHANCE)
    each = (chance[start : start + _CHANCE] for start in range(0, len(chance), _CHANCE))
    return [NewKey(now + some[:10].hex(), some[10:42], some[42:]) for some in each]


def wrap(by: AESGCM, key: bytes, context: bytes) -> bytes:
    """Nonce (12 bytes), ciphertext and tag."""
    nonce = secrets.token_bytes(12)
    return nonce + by.encrypt(nonce, key, context)


def unwrap(by: AESGCM, wrapped: bytes, context: bytes) -> bytes:
    """Raises cryptography's InvalidTag for a wrong key or place."""
    return by.decrypt(wrapped[:12], wrapped[12:], context)
