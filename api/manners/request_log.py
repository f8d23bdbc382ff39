"""One log line, one measure and one span a request: method, route pattern, status, time; no path, query, address, body.

Whatever is logged on the way carries the same ids: ``request``, which the answer names too, and ``trace``.
"""

import secrets
import time
from contextlib import AbstractContextManager
from typing import Final

import structlog
from opentelemetry.trace import Span, SpanKind, StatusCode
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, unbind_contextvars

from api.manners import measures
from projections import tracing

log = structlog.get_logger(__name__)

HEADER: Final = "X-Request-Id"
_HEADER: Final = HEADER.lower().encode()
_IDS: Final = ("request", "trace", "command", "ticket")


def note(**ids: str) -> None:
    """Add a ``command`` or ``ticket`` to the log lines of the request under way; never a value that a person typed."""
    bind_contextvars(**ids)


def request_id(scope: Scope) -> str:
    """The id by which the log knows a request."""
    return scope["gongdan.request"]


class RequestLog:
    """Logs ``request_answered``."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began, status = time.perf_counter(), 500
        scope["gongdan.request"] = own = secrets.token_hex(8)

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (_HEADER, own.encode())]
            await send(message)

        bind_contextvars(request=own)
        method = measures.known(scope["method"])
        try:
            with _begun(scope, method) as span:
                if (names := span.get_span_context()).is_valid:
                    bind_contextvars(trace=f"{names.trace_id:032x}")
                try:
                    await self._app(scope, receive, noting)
                finally:
                    route, took = getattr(scope.get("route"), "path", measures.NO_ROUTE), time.perf_counter() - began
                    _describe(span, method, route, status)
                    measures.count(method, route, status, took)
                    log.info(
                        "request_answered",
                        method=method,
                        route=route,
                        status=status,
                        ms=round(took * 1000, 1),
                    )
        finally:
            unbind_contextvars(*_IDS)


def _begun(scope: Scope, method: str) -> AbstractContextManager[Span]:
    """The request's span, going on with its caller's trace; without a trace, one that does nothing."""
    said = Headers(scope=scope)
    parent = tracing.context_of(said.get("traceparent", ""), said.get("tracestate", ""))
    return tracing.begun(method, parent, SpanKind.SERVER)


def _describe(span: Span, method: str, route: str, status: int) -> None:
    if not span.is_recording():
        return
    span.update_name(f"{method} {route}")
    span.set_attribute("http.request.method", method)
    span.set_attribute("http.route", route)
    span.set_attribute("http.response.status_code", status)
    if status >= 500:
        span.set_status(StatusCode.ERROR)
