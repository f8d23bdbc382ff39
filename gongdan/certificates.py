"""Certificates that a setting names: a server's own authority, for NATS and for mail."""

import ssl
from pathlib import Path


def holding_certificates(value: Path | None) -> Path | None:
    """The file itself. Raises ValueError where it can't be read or holds no certificates (PEM)."""
    try:
        if value is not None:
            ssl.create_default_context(cafile=value)
    except OSError:
        raise ValueError("certificates") from None
    return value
