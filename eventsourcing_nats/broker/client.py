"""nats-py's client, quicker in reading headers and handing answers on, closed for good, encrypted if asked for."""

import asyncio
import contextlib
import re
from collections.abc import Callable
from functools import lru_cache

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError

_CLOSE_WITHIN = 0.5
_WHITE = " \t\n\r\x0b\x0c"
_SPACE = re.compile(r"\s")
_NO_STATUS = b"NATS/1.0\r\n"


async def settled(client: Client) -> None:
    """Return once the server has taken all that ``client`` said before.

    nats-py 2.16 sends the ping of ``flush`` ahead of what waits to be sent, so that its answer may come before a
    subscription is known; the second ping goes after it.
    """
    for _ in range(2):
        await client.flush()


class NoTls(NatsError):
    """The server offers no TLS, so that it was told nothing."""

    def __init__(self) -> None:
        super().__init__("the server offers no TLS")


class QuickClient(Client):
    """Reads the headers of a stored event several times as fast as nats-py 2.16.

    ``encrypted``: to servers without TLS nothing is said. nats-py leaves that to the server, also with ``tls://``.
    """

    def __init__(self, *, encrypted: bool = False) -> None:
        super().__init__()
        self._must_be_encrypted = encrypted
        self._takers: dict[int, Callable[[Msg], None]] = {}

    async def close(self) -> None:
        """Within half a second: after a TLS handshake that failed nats-py waits for ever for the end of what is closed.

        Where Python 3.11 swallows the cancellation of an attempt to reconnect, the next finds no server and ends.

        It went on for ever otherwise: an attempt that fails just when it is cancelled only fails. What never got as
        far as to choose a server has nothing to close.
        """
        self._server_pool.clear()
        if self._flush_queue is None:
            return
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_WITHIN):
                await super().close()

    async def hear(self, subject: str, take: Callable[[Msg], None]) -> None:
        """Each message that comes after this has returned goes to ``take``, which must not fail, as it is read.

        Where it fails, nothing more is read of the connection until its pings find it dead. To a subscription's own
        callback nats-py hands it by a queue and a task, which takes a fifth of the reading.
        """
        subscription = await self.subscribe(subject)  # pyright: ignore[reportUnknownMemberType] -- its futures are untyped
        self._takers[subscription._id] = take  # pyright: ignore[reportPrivateUsage]

    async def _process_msg(self, sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes) -> None:
        take = self._takers.get(sid)
        if take is None:
            await super()._process_msg(sid, subject, reply, data, headers)
        elif headers and headers.startswith(_NO_STATUS):
            take(self._build_message(sid, subject, reply, data, self._parse_header_lines(headers[len(_NO_STATUS) :])))
        else:
            found = await self._process_headers(headers)  # pyright: ignore[reportUnknownMemberType]
            take(self._build_message(sid, subject, reply, data, found))

    def _connect_command(self) -> bytes:
        """The first that a server is told, at every connection anew: user and password among it. Raises NoTls."""
        if self._must_be_encrypted and not self._is_encrypted():
            raise NoTls
        return super()._connect_command()

    def _is_encrypted(self) -> bool:
        """As nats-py does it: where the server says so."""
        return bool(self._server_info.get("tls_required"))

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
