"""A partner's HTTP server, as real as a socket: it counts who connects, keeps what comes, and answers as it is told."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import h11


@dataclass(frozen=True, slots=True)
class Request:
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]


Reply = tuple[int, dict[str, str], bytes]
Behave = Callable[[Request], Awaitable[Reply]]
OK: Reply = (204, {}, b"")


async def _takes(request: Request) -> Reply:
    return OK


@dataclass
class Receiver:
    """``behave`` says how it answers; it may be changed at any time."""

    behave: Behave = _takes
    connections: int = 0
    requests: list[Request] = field(default_factory=list[Request])
    port: int = 0
    _open: set[asyncio.StreamWriter] = field(default_factory=set[asyncio.StreamWriter])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.requests]

    def answering(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        async def always(request: Request) -> Reply:
            return status, headers or {}, body

        self.behave = always

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._open.add(writer)
        talk = h11.Connection(h11.SERVER)
        try:
            while await self._answered(talk, reader, writer):
                pass
        except (ConnectionError, h11.RemoteProtocolError, h11.LocalProtocolError):
            pass
        finally:
            self._open.discard(writer)
            writer.close()

    def leave(self) -> None:
        """As a process that is killed does."""
        for writer in [*self._open]:
            writer.transport.abort()

    async def _answered(self, talk: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        request = await _read(talk, reader)
        if request is None:
            return False
        self.requests.append(request)
        status, headers, body = await self.behave(request)
        told = [("Content-Length", str(len(body))), *headers.items()] if status != 204 else [*headers.items()]
        for event in (h11.Response(status_code=status, headers=told), h11.Data(body), h11.EndOfMessage()):
            writer.write(talk.send(event) or b"")
        await writer.drain()
        if talk.our_state is not h11.DONE or talk.their_state is not h11.DONE:
            return False
        talk.start_next_cycle()
        return True


async def _read(talk: h11.Connection, reader: asyncio.StreamReader) -> Request | None:
    head, body = None, b""
    while True:
        match talk.next_event():
            case h11.NEED_DATA:
                talk.receive_data(await reader.read(65_536))
            case h11.Request() as head:
                pass
            case h11.Data(data=data):
                body += bytes(data)
            case h11.EndOfMessage() if head is not None:
                told = {name.decode().lower(): value.decode() for name, value in head.headers}
                return Request(head.target.decode(), told, body)
            case _:
                return None


@asynccontextmanager
async def receiving(
    host: str | list[str] = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Receiver]:
    """Until it is left; on a free port where none is named."""
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, host, port, ssl=tls, backlog=1_000)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
        receiver.leave()
        await asyncio.sleep(0)
