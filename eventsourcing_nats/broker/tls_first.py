"""Whether a server that says nothing waits for a TLS handshake, which nats-py begins only once it was greeted."""

import asyncio
import ssl
from collections.abc import Iterable
from urllib.parse import urlsplit

_PORT = 4222
_WITHIN = 1.0


async def any_wants_tls_first(servers: Iterable[str]) -> bool:
    """Whether one of the addresses answers a TLS handshake that comes before its greeting; nothing else is said."""
    return any(await asyncio.gather(*map(_wants_tls_first, servers)))


async def _wants_tls_first(server: str) -> bool:
    try:
        place = urlsplit(server if "://" in server else f"nats://{server}")
        async with asyncio.timeout(_WITHIN):
            _, writer = await asyncio.open_connection(place.hostname, place.port or _PORT, ssl=_unverified())
    except (OSError, ValueError):
        return False
    writer.transport.abort()
    return True


def _unverified() -> ssl.SSLContext:
    """Whose certificate it is does not matter to who sends nothing."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
