"""Several values sealed as one, each bound to its letter: AES-256-GCM."""

import json
from base64 import b64decode, b64encode

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongdan.storing.wrapping import unwrap, wrap


def sealed(by: AESGCM, letter: str, *parts: str | bytes) -> bytes:
    """For this letter alone."""
    plain = [b64encode(part.encode() if isinstance(part, str) else part).decode() for part in parts]
    return wrap(by, json.dumps(plain).encode(), letter.encode())


def unsealed(by: AESGCM, letter: str, content: bytes) -> list[bytes]:
    """Raises cryptography's InvalidTag for another letter's, or another key."""
    return [b64decode(part) for part in json.loads(unwrap(by, content, letter.encode()))]
