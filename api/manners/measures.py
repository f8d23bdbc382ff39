"""What is counted of requests; the labels hold the route's pattern, never a path."""

from functools import cache
from typing import Final

from prometheus_client import Counter, Histogram

REQUESTS: Final = Counter("gongdan_http_requests", "Requests answered.", ["method", "route", "status"])
DURATION: Final = Histogram(
    "gongdan_http_request_duration_seconds",
    "Seconds from a request to the end of its answer.",
    ["method", "route"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
)

NO_ROUTE: Final = "-"
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def known(method: str) -> str:
    """The method, ``other`` for what is none: a client may send any word, and a word may be a person's."""
    return method if method in _METHODS else "other"


def begin(method: str, route: str) -> None:
    """Count failures from nought: a series that begins at 1 never grew, and so would alert nobody."""
    REQUESTS.labels(method, route, "500")


def count(method: str, route: str, status: int, seconds: float) -> None:
    requests, duration = _children(method, route, status)
    requests.inc()
    duration.observe(seconds)


@cache
def _children(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    """Kept, as looking them up costs more than counting; bounded by the routes."""
    return REQUESTS.labels(method, route, str(status)), DURATION.labels(method, route)
