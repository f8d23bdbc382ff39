"""A header that may be said once only: of two keys, whichever were taken, the other would promise what is not kept."""

from fastapi import Request
from fastapi.exceptions import RequestValidationError


def one_key(request: Request) -> None:
    """Raises RequestValidationError where there is more than one Idempotency-Key."""
    if len(request.headers.getlist("Idempotency-Key")) > 1:
        wrong = {"type": "too_long", "loc": ("header", "Idempotency-Key"), "ctx": {"max_length": 1}}
        raise RequestValidationError([wrong])
