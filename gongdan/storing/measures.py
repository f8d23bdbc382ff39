"""What is counted of appends: how long, with what outcome, and which events."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from prometheus_client import Counter, Histogram

from domain.refusals import EventTooLarge, StaleVersion, StoreUnavailable
from domain.store import AlreadyStored, Change
from projections import tracing

EVENTS: Final = Counter("gongdan_events_appended", "Events stored.", ["type"])
APPENDS: Final = Counter("gongdan_appends", "Appends by what came of them.", ["outcome"])
DURATION: Final = Histogram(
    "gongdan_append_duration_seconds",
    "Seconds from giving events to the event store to its answer, encryption included.",
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)

_OUTCOMES: Final = {
    StaleVersion: "stale",
    StoreUnavailable: "unavailable",
    AlreadyStored: "stored-before",
    EventTooLarge: "too-large",
}


@contextmanager
def appending(changes: Sequence[Change]) -> Iterator[None]:
    """Counts and times an append, and leaves a span in the trace of each of its events."""
    began, at, outcome = time.perf_counter(), time.time_ns(), "stored"
    try:
        yield
    except BaseException as error:
        outcome = _OUTCOMES.get(type(error), "failed")
        raise
    else:
        for change in changes:
            for pending in change.events:
                EVENTS.labels(pending.envelope.type).inc()
    finally:
        APPENDS.labels(outcome).inc()
        DURATION.observe(time.perf_counter() - began)
        traces = [pending.envelope.trace for change in changes for pending in change.events]
        tracing.continued("append", traces, at, outcome=outcome, batch=len(traces))
