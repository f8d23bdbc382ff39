"""What signs a webhook's messages: the secret that its partner was given, and a key pair of which it has the half."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from typing import Protocol

from consumers.webhooks.signing.keys import KeyPair, NoKey, SharedSecret, SigningKey


class Secrets(Protocol):
    def signing(self, name: str, ids: Iterable[str]) -> list[str]:
        """Those of these ids that are here, in their order."""
        ...


class WebhookKeys:
    """``root`` is a secret of the program's own: from it comes a key pair for every secret that was given out."""

    def __init__(self, secrets: Secrets, root: bytes) -> None:
        self._secrets, self._root = secrets, root

    def of(self, name: str, ids: Iterable[str]) -> tuple[SigningKey, ...]:
        """For each secret that counts both kinds: whoever receives takes whichever it knows."""
        return tuple(key for each in ids for key in self._of_one(name, each))

    def _of_one(self, name: str, secret: str) -> Iterator[SigningKey]:
        for text in self._secrets.signing(name, [secret]):
            try:
                yield SharedSecret.of(text)
            except NoKey:
                continue
        yield self._pair(name, secret)

    def _pair(self, name: str, secret: str) -> KeyPair:
        return KeyPair(hmac.new(self._root, f"webhook\n{name}\n{secret}".encode(), hashlib.sha256).digest())
