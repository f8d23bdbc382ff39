"""Lines of one header are one list (RFC 9110, 5.3): whoever reads a header gets all of it, however it was sent."""

from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

_LISTS: Final = (b"accept-language", b"if-match", b"prefer")


class HeaderLists:
    """Joins the lines of those headers that are lists."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["headers"] = _joined(scope["headers"])
        await self._app(scope, receive, send)


def _joined(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    for name in _LISTS:
        lines = [value for each, value in headers if each == name]
        if len(lines) > 1:
            headers = [*(line for line in headers if line[0] != name), (name, b", ".join(lines))]
    return headers
