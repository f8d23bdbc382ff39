"""The API as its own tests have it, and what it leaves behind for who watches it: measures, spans, log lines."""

from collections.abc import Iterator

import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs
from structlog.typing import EventDict

from projections import tracing
from tests.api.conftest import act_as as act_as
from tests.api.conftest import agent as agent
from tests.api.conftest import service as service
from tests.api.conftest import supervisor as supervisor


class Spans:
    """Those that have ended."""

    def __init__(self, exporter: InMemorySpanExporter) -> None:
        self._exporter = exporter

    @property
    def all(self) -> list[ReadableSpan]:
        return list(self._exporter.get_finished_spans())

    def named(self, name: str) -> list[ReadableSpan]:
        return [span for span in self.all if span.name == name]


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Spans:
    exporter, provider = InMemorySpanExporter(), TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "tracer", provider.get_tracer("test"))
    return Spans(exporter)


@pytest.fixture
def lines() -> Iterator[list[EventDict]]:
    """What is logged, as the log file would have it."""
    with capture_logs(processors=[merge_contextvars]) as captured:
        yield captured
