"""Where the log is and how it is kept: everything needed to open it."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

_WEBSOCKETS = ("ws://", "wss://")
_PREFIX = re.compile(r"[a-z][a-z0-9_-]*\Z")


@dataclass(frozen=True, slots=True)
class LogSettings:
    """Where and how.

    ``url``: one or several comma-separated ``nats://host:port``. ``credentials``: a NATS ``.creds`` file. ``ca``: a
    file with the certificates (PEM) of the authorities that sign the servers'; without it the system's are trusted.
    With it, or with a ``tls://host:port`` among the URLs, no server without TLS is used.
    ``prefix``: ``[a-z][a-z0-9_-]*``; names subjects and streams. ``replicas``: 1, 3 or 5. ``create``: make a
    missing stream. ``compression``: "s2" or "none"; by default s2 on a single server and none on replicas, because
    nats-server 2.15.1 can't replay a compressed replica after kill -9 ("s2: unsupported input": that replica is
    lost, and with a second one the stream).
    ``request_timeout``: seconds for one try; ``patience``: seconds for an append with all its tries, and for each
    answer that a read needs. ``duplicate_window``: seconds in which the broker itself drops a repeated event id.
    """

    url: str = "nats://127.0.0.1:4222"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    credentials: Path | None = None
    ca: Path | None = None
    prefix: str = "gongdan"
    replicas: int = 1
    create: bool = True
    compression: Literal["s2", "none"] | None = None
    request_timeout: float = 2.0
    patience: float = 10.0
    duplicate_window: float = 120.0
    inbox_prefix: str = "_INBOX"
    name: str = "eventsourcing_nats"

    def __post_init__(self) -> None:
        if not _PREFIX.match(self.prefix):
            raise ValueError(f"prefix {self.prefix!r}: a small letter, then small letters, digits, _ or - only")
        if any(url.lower().startswith(_WEBSOCKETS) for url in self.servers):
            raise ValueError(f"{self.safe_url}: NATS over WebSocket is not supported: use nats:// or tls://")

    @property
    def stream_compression(self) -> str:
        return self.compression or ("s2" if self.replicas == 1 else "none")

    @property
    def servers(self) -> list[str]:
        return [url.strip() for url in self.url.split(",")]

    @property
    def encrypted(self) -> bool:
        """Whether TLS was asked for."""
        return self.ca is not None or any(url.startswith("tls://") for url in self.servers)

    @property
    def safe_url(self) -> str:
        """The URL without user and password, for messages and logs."""
        return ",".join(re.sub(r"//[^@/]*@", "//", url) for url in self.servers)
