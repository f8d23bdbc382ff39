"""What is counted of requests that come as messages; they are among the requests of their routes too."""

from collections.abc import Iterable
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

REQUESTS: Final = Counter("gongdan_nats_requests", "Requests over NATS answered.", ["operation", "status"])
DURATION: Final = Histogram(
    "gongdan_nats_request_duration_seconds",
    "Seconds from a request over NATS to its answer.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0),
)
UNDER_WAY: Final = Gauge("gongdan_nats_requests_under_way", "Requests over NATS not answered yet.")
IGNORED: Final = Counter("gongdan_nats_requests_ignored", "Requests over NATS that name nowhere to answer to.")
NO_OPERATION: Final = "-"


def begin(operations: Iterable[str]) -> None:
    """Failures from nought: a series that begins at 1 never grew."""
    for operation in operations:
        REQUESTS.labels(operation, "500")
