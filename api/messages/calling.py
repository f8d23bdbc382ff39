"""One request to an ASGI application in this process, its answer whole and no larger than can be sent."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

from starlette.types import ASGIApp, Message, Scope

from api.callers import ENTRANCE
from api.messages.envelope import Request

Pairs = list[tuple[bytes, bytes]]
_NATS: Final = "nats"


class TooLarge(Exception):
    """The answer has more bytes than a message may have."""


@dataclass(slots=True)
class Answer:
    """As the application gave it."""

    status: int = 0
    headers: Pairs = field(default_factory=list[tuple[bytes, bytes]])
    body: bytes = b""


async def call(app: ASGIApp, request: Request, most: int) -> Answer:
    """Raises TooLarge; what broke on the way the application tells by itself, and raises again."""
    exchange = _Exchange(request, most)
    try:
        await app(_scope(request), exchange.receive, exchange.send)
    except Exception:
        if not exchange.answer.status:
            raise
    if exchange.left.is_set():
        raise TooLarge
    return exchange.answer


class _Exchange:
    """Both ends of the request; it is left where too much is answered, as a client that hangs up."""

    def __init__(self, request: Request, most: int) -> None:
        self._request, self._most = request, most
        self.answer, self.left = Answer(), asyncio.Event()
        self._asked = False

    async def receive(self) -> Message:
        if self._asked:
            await self.left.wait()
            return {"type": "http.disconnect"}
        self._asked = True
        return {"type": "http.request", "body": self._request.body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.answer.status, self.answer.headers = message["status"], list(message.get("headers", ()))
        elif len(self.answer.body) + len(message.get("body", b"")) > self._most:
            self.left.set()
        elif not self.left.is_set():
            self.answer.body += message.get("body", b"")


def _scope(request: Request) -> Scope:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.path,
        "raw_path": request.address.encode(),
        "query_string": request.query,
        "root_path": "",
        "headers": list(request.headers),
        "client": None,
        "server": None,
        ENTRANCE: _NATS,
    }
