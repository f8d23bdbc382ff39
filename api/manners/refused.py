"""A log line for every command that was refused and every look that was not allowed: to whom, what, and why not."""

from typing import Any, Final

import structlog
from fastapi import Request

log = structlog.get_logger(__name__)

_FORBIDDEN: Final = 403
_OURS: Final = 500
"""From this status on it is a failure of ours."""


def tell(request: Request, code: str, status: int, *, action: str | None = None, reading: bool) -> None:
    """``action`` where it is known better than by the route; the ticket stands in the line by itself.

    No values, which a person may have typed, and no words of the refusal, which may quote them.
    """
    if status >= _OURS or (reading and status != _FORBIDDEN):
        return
    who = _who(request) | {"action": action or _action(request), "code": code}
    if reading:
        log.info("reading_refused", **who)
    else:
        log.info("command_refused", **who)


def _who(request: Request) -> dict[str, Any]:
    """Nobody, where that was not known yet."""
    caller = getattr(request.state, "caller", None)
    return caller.in_the_log if caller else {"by": None, "roles": []}


def _action(request: Request) -> str:
    route = request.scope.get("route")
    return getattr(route, "operation_id", None) or getattr(route, "name", "?")
