"""Keys wrapped by keys: AES-256-GCM, each bound to its place (docs/formats.md §6)."""

import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM


def subject_context(key_id: str, subject: str) -> bytes:
    return f"subject-key\n{key_id}\n{subject}".encode()


def data_context(key_id: str, aggregate: str, kind: str, subject_key: str) -> bytes:
    return f"data-key\n{key_id}\n{aggregate}\n{kind}\n{subject_key}".encode()


def fresh() -> bytes:
    """A new 256-bit key."""
    return secrets.token_bytes(32)


def fresh_id() -> str:
    """A new key's id: 32 hex digits."""
    return secrets.token_hex(16)


def wrap(by: AESGCM, key: bytes, context: bytes) -> bytes:
    """Nonce (12 bytes), ciphertext and tag."""
    nonce = secrets.token_bytes(12)
    return nonce + by.encrypt(nonce, key, context)


def unwrap(by: AESGCM, wrapped: bytes, context: bytes) -> bytes:
    """Raises cryptography's InvalidTag for a wrong key or place."""
    return by.decrypt(wrapped[:12], wrapped[12:], context)
