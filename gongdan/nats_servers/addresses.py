"""Whether an address or a credentials file can be one of a nats-server's at all: seen before anything is started."""

import re
from collections.abc import Container
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

_CREDENTIALS: Final = re.compile(rb"BEGIN NATS USER JWT-+\s+\S+.*BEGIN USER NKEY SEED-+\s+SU[A-Z2-7]{56}\s", re.DOTALL)


def is_address(text: str, schemes: Container[str]) -> bool:
    """``SCHEME://HOST`` with or without a port of 1 to 65535; spaces around it don't count."""
    try:
        parts = urlsplit(text.strip())
        usable = bool(parts.hostname) and parts.port != 0  # a port that is none raises
    except ValueError:
        return False
    return usable and parts.scheme in schemes and not re.search(r"\s", parts.netloc)


def holds_credentials(path: Path) -> bool:
    """Whether it is a NATS ``.creds`` file that can be read."""
    try:
        return _CREDENTIALS.search(path.read_bytes()) is not None
    except OSError:
        return False
