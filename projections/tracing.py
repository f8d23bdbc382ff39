"""Traces, from a request to the rows that show it: the W3C trace context goes in, into the event, and on from there."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from opentelemetry import trace
from opentelemetry.context import Context, attach, detach
from opentelemetry.trace import Span, SpanKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

tracer = trace.get_tracer("gongdan")
"""Where every span of ours begins; it records nothing until the program sets a provider."""

_W3C: Final = TraceContextTextMapPropagator()


def context_of(traceparent: str | None, tracestate: str | None = None) -> Context | None:
    """The trace that a caller or an event names; None where it names none, or in a form that is none."""
    if not traceparent:
        return None
    carrier = {"traceparent": traceparent, "tracestate": tracestate or ""}
    return _W3C.extract(carrier, Context()) or None


def begun(name: str, parent: Context | None = None, kind: SpanKind = SpanKind.INTERNAL) -> AbstractContextManager[Span]:
    """A span that is under way until this is left; nothing is, and little is spent, where nobody traces."""
    span = tracer.start_span(name, parent, kind)
    return _under_way(span) if span.get_span_context().is_valid else nullcontext(span)


@contextmanager
def _under_way(span: Span) -> Iterator[Span]:
    token = attach(trace.set_span_in_context(span))
    try:
        yield span
    finally:
        detach(token)
        span.end()


def current() -> str | None:
    """The ``traceparent`` of the span that is under way, for an event's envelope; None outside a trace."""
    span = trace.get_current_span().get_span_context()
    return f"00-{span.trace_id:032x}-{span.span_id:016x}-{span.trace_flags:02x}" if span.is_valid else None


def continued(name: str, traces: Iterable[str | None], began: int, **attributes: str | float) -> None:
    """A span, from ``began`` (ns since 1970) till now, in each distinct trace that is being recorded."""
    for traceparent in dict.fromkeys(traces):
        parent = context_of(traceparent)
        if parent is None or not _sampled(parent):
            continue
        tracer.start_span(name, parent, attributes=_named(attributes), start_time=began).end()


def _sampled(parent: Context) -> bool:
    return trace.get_current_span(parent).get_span_context().trace_flags.sampled


def _named(attributes: Mapping[str, str | float]) -> dict[str, str | float]:
    return {f"gongdan.{name}": value for name, value in attributes.items()}
