"""No request body beyond a limit is read: an event is small, attachments have a way of their own."""

import re
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.manners.language import language_of
from api.manners.problems import ApiProblem

MOST: Final = 262_144
"""Bytes of a request body: three texts of 20,000 signs fit, four bytes each."""

_UNREAD: Final = ("GET", "HEAD")
"""Nobody reads the body of a look."""
_FILES: Final = re.compile(r"/tickets/[^/]+/attachments")
"""What is sent there passes in pieces, and has limits of its own."""


class BodyLimit:
    """Answers 413 by the announced length, or as soon as more than the limit has come; ``files``: where files go."""

    def __init__(self, app: ASGIApp, most: int = MOST, files: re.Pattern[str] = _FILES) -> None:
        self._app, self._most, self._files = app, most, files

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _UNREAD or self._files.fullmatch(scope["path"]):
            return await self._app(scope, receive, send)
        if _announced(scope) > self._most:
            response = ApiProblem("body-too-large", limit=self._most).response(language_of(HTTPConnection(scope)))
            return await response(scope, receive, send)
        return await self._app(scope, self._counted(receive), send)

    def _counted(self, receive: Receive) -> Receive:
        size = 0

        async def counted() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._most:
                raise HTTPException(413)
            return message

        return counted


def _announced(scope: Scope) -> int:
    said = Headers(scope=scope).get("content-length", "")
    return int(said) if said.isdecimal() and said.isascii() else 0
