"""Signs a delivery and verifies one: id, time and the very bytes of the body, by every key that is of use now."""

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from consumers.webhooks.signing.keys import SigningKey, VerifyingKey

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
TOLERANCE: Final = timedelta(minutes=5)


class NotVerified(Exception):
    """A delivery is not signed by any of the keys, or not at that time."""


def signed(message: str, at: datetime, body: bytes, keys: Sequence[SigningKey]) -> dict[str, str]:
    """The headers; while a secret is rotated there are several keys, and a signature by each.

    ``message`` holds no full stop, which parts what is signed.
    """
    if "." in message or not keys:
        raise ValueError("a message is signed under an id without a full stop, by one key at least")
    stamp = str(int(at.timestamp()))
    content = _content(message, stamp, body)
    signatures = (f"{key.scheme},{base64.b64encode(key.sign(content)).decode()}" for key in keys)
    return {ID: message, TIMESTAMP: stamp, SIGNATURE: " ".join(signatures)}


def verify(
    headers: Mapping[str, str],
    body: bytes,
    keys: Iterable[VerifyingKey],
    now: datetime,
    tolerance: timedelta = TOLERANCE,
) -> str:
    """The id of a delivery that one of the keys signed at about this time. Raises NotVerified.

    ``headers`` by their names in lower case.
    """
    try:
        message, stamp, signatures = headers[ID], headers[TIMESTAMP], headers[SIGNATURE]
        signed_at = datetime.fromtimestamp(int(stamp), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        raise NotVerified("a header is missing or no time") from None
    if abs(now - signed_at) > tolerance:
        raise NotVerified("it was signed at another time")
    content = _content(message, stamp, body)
    told = [each.partition(",")[::2] for each in signatures.split(" ")]
    if any(key.verifies(content, _raw(said)) for key in keys for scheme, said in told if scheme == key.scheme):
        return message
    raise NotVerified("no signature is right")


def _content(message: str, stamp: str, body: bytes) -> bytes:
    return f"{message}.{stamp}.".encode() + body


def _raw(said: str) -> bytes:
    try:
        return base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        return b""
