"""Sends traces to an OpenTelemetry collector where the operator names one by the standard OTEL_… variables."""

import os
from collections.abc import Callable, Mapping
from typing import Final

from opentelemetry import trace

from gongdan.failures import Failure

_ENDPOINTS: Final = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
_PROTOCOLS: Final = ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL")
_PROTOCOL: Final = "http/protobuf"
_EXPORTER: Final = "OTEL_TRACES_EXPORTER"


def set_up_tracing(version: str, environment: Mapping[str, str] = os.environ) -> Callable[[], None]:
    """Record and send traces if that is wanted; what to call at the end, so that the last ones are sent.

    Raises Failure where a variable asks for what there isn't, or the extra ``gongdan[otel]`` is not installed.
    """
    if not wanted(environment):
        return lambda: None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError:
        raise Failure("no-tracing") from None
    name = environment.get("OTEL_SERVICE_NAME") or "gongdan"
    resource = Resource.create({"service.name": name, "service.version": version})
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    return provider.shutdown


def wanted(environment: Mapping[str, str]) -> bool:
    """Whether a collector is named. Raises Failure naming the variable that can't be followed."""
    exporter = environment.get(_EXPORTER, "")
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or exporter == "none":
        return False
    if exporter not in ("", "otlp"):
        raise Failure("bad-otel", variable=_EXPORTER, allowed="otlp / none")
    if not exporter and not any(environment.get(name) for name in _ENDPOINTS):
        return False
    for name in _PROTOCOLS:
        if environment.get(name, "") not in ("", _PROTOCOL):
            raise Failure("bad-otel", variable=name, allowed=_PROTOCOL)
    return True
