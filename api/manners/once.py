"""Headers that may be said once only: of two keys or callers, whichever were taken, the other would be passed over."""

from typing import Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError

_ONCE: Final = ("Authorization", "Gongdan-As", "Idempotency-Key")


def said_once(request: Request) -> None:
    """Raises RequestValidationError where one of them stands there more than once."""
    twice = [name for name in _ONCE if len(request.headers.getlist(name)) > 1]
    if twice:
        wrong = [{"type": "too_long", "loc": ("header", name), "ctx": {"max_length": 1}} for name in twice]
        raise RequestValidationError(wrong)
