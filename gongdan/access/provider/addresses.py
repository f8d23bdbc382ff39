"""Which addresses of a provider are used: encrypted ones, or on this machine."""

from typing import Final
from urllib.parse import urlsplit

_HERE: Final = ("127.0.0.1", "::1", "localhost")


def is_safe(address: object) -> bool:
    """Whether what is sent there can be read by nobody on the way."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0 and parts.username is None  # a port that is none raises
    except ValueError:
        return False
    encrypted = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    return usable and encrypted and address.isprintable()
