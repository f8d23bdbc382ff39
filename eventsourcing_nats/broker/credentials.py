"""A NATS .creds file: the user's JWT, and the seed of the key that signs what the server asks to be signed."""

import base64
import binascii
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nats.errors import Error as NatsError

_PART = r"-+BEGIN {0}-+\s+(\S+)\s+-+END {0}-+"
_JWT, _SEED = re.compile(_PART.format("NATS USER JWT")), re.compile(_PART.format("USER NKEY SEED"))
_SEED_BITS, _USER = 18 << 3, 20 << 3  # the letters S and U of a user's seed
_SEED_LENGTH = 36


class UnusableCredentials(NatsError):
    """No credentials stand in the file. nats-py outlives it, and tries again, where it once was connected."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"no credentials can be read from {path} ({why}): name a .creds file")


@dataclass(frozen=True, slots=True)
class CredentialsFile:
    """Read anew at every connection, so that a file that was replaced counts.

    nats-py looks for ever for a JWT in a file that holds none, and needs a package of its own to sign.
    """

    path: Path

    def jwt(self) -> bytes:
        """Raises UnusableCredentials."""
        return self.read()[0]

    def signature(self, nonce: str) -> bytes:
        """What proves to the server that gave the nonce that the key is here; base64. Raises UnusableCredentials."""
        return base64.b64encode(self.read()[1].sign(nonce.encode()))

    def read(self) -> tuple[bytes, Ed25519PrivateKey]:
        """The JWT and the key. Raises UnusableCredentials."""
        try:
            text = self.path.read_text(errors="replace")
            return _only(_JWT, text, "user JWT").encode(), _key(_only(_SEED, text, "seed of a user's key"))
        except OSError as error:
            raise UnusableCredentials(self.path, error.strerror or str(error)) from error
        except ValueError as error:
            raise UnusableCredentials(self.path, str(error)) from error


def _only(part: re.Pattern[str], text: str, what: str) -> str:
    if found := part.search(text):
        return found[1]
    raise ValueError(f"it holds no {what}")


def _key(seed: str) -> Ed25519PrivateKey:
    """Two bytes that say whose seed it is, 32 of the seed, a CRC-16 of them; all in base32."""
    try:
        raw = base64.b32decode(seed + "=" * (-len(seed) % 8))
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _SEED_LENGTH or raw[0] & 0xF8 != _SEED_BITS or (raw[0] & 7) << 5 | raw[1] >> 3 != _USER:
        raise ValueError("its seed is not that of a user's key")
    if binascii.crc_hqx(raw[:-2], 0) != int.from_bytes(raw[-2:], "little"):
        raise ValueError("its seed is mistyped or cut")
    return Ed25519PrivateKey.from_private_bytes(raw[2:-2])
