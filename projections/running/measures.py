"""What is counted of read models: batches by size and time, and rebuilds."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Counter, Histogram

from domain.record.envelope import Recorded
from projections import tracing
from projections.running.build import Build

_LABELS: Final = ("projection", "build")
SIZE: Final = Histogram(
    "gongdan_projection_batch_events",
    "Events folded into a read model in one transaction.",
    _LABELS,
    buckets=(1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500),
)
DURATION: Final = Histogram(
    "gongdan_projection_batch_duration_seconds",
    "Seconds that folding a batch into a read model took.",
    _LABELS,
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)
REBUILDS: Final = Counter(
    "gongdan_projection_rebuilds", "Rebuilds in this process that ended.", ["projection", "outcome"]
)

_FRESH: Final = timedelta(minutes=5)
"""Older events are caught up with, and nobody follows their trace any more."""


def folded(build: Build, events: int, seconds: float) -> None:
    """Counts a batch and what it took, once it is written."""
    labels = build.projection.name, "live" if build.name == build.projection.name else "beside"
    SIZE.labels(*labels).observe(events)
    DURATION.labels(*labels).observe(seconds)


@contextmanager
def showing(names: Sequence[str], events: Sequence[Recorded], now: datetime) -> Iterator[None]:
    """A span in the trace of each new event that is shown when this ends."""
    began = time.time_ns()
    yield
    traces = (event.envelope.trace for event in events if now - event.envelope.recorded < _FRESH)
    tracing.continued("project", traces, began, projections=",".join(names), batch=len(events))


@contextmanager
def rebuilding(name: str) -> Iterator[None]:
    outcome = "failed"
    try:
        yield
        outcome = "done"
    finally:
        REBUILDS.labels(name, outcome).inc()
