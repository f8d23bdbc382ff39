"""What a browser is told of every page: load nothing from elsewhere, run no script in it, show it in no frame."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gongdan.console.shell.place import SIGN_OUT, STATIC

_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_SAID: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_LEFT_BEHIND: Final = '"storage"'
"""What a browser forgets when somebody signs out: drafts, reports that wait to be sent, pages that were kept."""
_KEPT: Final = "public, max-age=31536000, immutable"


class SafeHeaders:
    """Adds them to every answer, where a file has none stricter of its own.

    Pages are kept by nobody, files whose address names their content are for ever."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        static = scope["path"].startswith(f"{STATIC}/") and b"v=" in scope.get("query_string", b"")

        async def telling(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, said in _SAID.items():
                    headers.setdefault(name, said)
                if scope["path"] == SIGN_OUT:
                    headers["Clear-Site-Data"] = _LEFT_BEHIND
                headers["Cache-Control"] = _KEPT if static and message["status"] == 200 else "no-store"
            await send(message)

        await self._app(scope, receive, telling)
