"""nats-py's client, with headers read line by line instead of character by character, and closed for good."""

import asyncio
import contextlib
import re
from functools import lru_cache

from nats.aio.client import Client

_CLOSE_WITHIN = 0.5
_WHITE = " \t\n\r\x0b\x0c"
_SPACE = re.compile(r"\s")


class QuickClient(Client):
    """Reads the headers of a stored event several times as fast as nats-py 2.16."""

    async def close(self) -> None:
        """Within half a second: after a TLS handshake that failed nats-py waits for ever for the end of what is closed.

        Where Python 3.11 swallows the cancellation of an attempt to reconnect, the next finds no server and ends.

        It went on for ever otherwise: an attempt that fails just when it is cancelled only fails.
        """
        self._server_pool.clear()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_WITHIN):
                await super().close()

    @staticmethod
    def _parse_header_lines(raw: bytes) -> dict[str, str]:
        """As nats-py's own, which it overrides; a name with white space inside is no name."""
        found: dict[str, str] = {}
        for line in raw.decode("utf-8", "replace").split("\r\n"):
            name, colon, value = line.partition(":")
            if colon and (known := _name(name)) is not None:
                found[known] = value.strip(_WHITE)
        return found


@lru_cache(1_000)
def _name(raw: str) -> str | None:
    name = raw.strip(_WHITE)
    return name if name.isascii() and not _SPACE.search(name) else None
