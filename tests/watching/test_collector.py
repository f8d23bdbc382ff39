"""Traces reach a collector where one is named, and the program says what is wrong where it can't follow a variable."""

import builtins
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from gongdan.failures import Failure
from gongdan.watching.tracing import set_up_tracing, wanted
from tests.whole.service import start


class Collector:
    """Takes traces as OTLP over HTTP, as a real collector would."""

    def __init__(self) -> None:
        self.requests: list[ExportTraceServiceRequest] = []
        self.paths: set[str] = set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def spans(self) -> list[Any]:
        resources = [resource for request in self.requests for resource in request.resource_spans]
        return [span for resource in resources for scope in resource.scope_spans for span in scope.spans]

    @property
    def scopes(self) -> set[str]:
        """Who made the spans."""
        resources = [resource for request in self.requests for resource in request.resource_spans]
        return {scope.scope.name for resource in resources for scope in resource.scope_spans}

    @property
    def resource(self) -> dict[str, str]:
        attributes = self.requests[0].resource_spans[0].resource.attributes
        return {attribute.key: attribute.value.string_value for attribute in attributes}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                collector.paths.add(self.path)
                collector.requests.append(ExportTraceServiceRequest.FromString(body))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        return Handler


@pytest.fixture
def collector() -> Iterator[Collector]:
    made = Collector()
    yield made
    made.close()


def test_a_running_service_sends_its_traces(tmp_path: Path, collector: Collector):
    service = start(tmp_path / "home", OTEL_EXPORTER_OTLP_ENDPOINT=collector.url)
    try:
        with service.http() as http:
            answer = http.post("/tickets", json={"channel": "phone", "summary": "设备无法启动"}).json()
            shown = http.get("/register", params={"after": answer["position"], "text": "13812345678"})
            assert shown.json()["count"] == 0
            assert http.get("/tickets/13812345678").status_code == 404
    finally:
        assert service.stop() == 0
    traces = {span.name: span.trace_id for span in collector.spans if span.name != "GET /readyz"}
    request = traces["POST /tickets"]
    assert {name for name, trace in traces.items() if trace == request} == {
        "POST /tickets",
        "command open",
        "append",
        "project",
    }
    assert collector.paths == {"/v1/traces"}
    assert collector.resource["service.name"] == "gongdan"
    assert collector.scopes == {"gongdan"}
    assert not any(typed in str(collector.requests) for typed in ("设备", "13812345678", "a-001", "127.0.0.1"))


@pytest.mark.slow
def test_a_collector_that_is_away_holds_nothing_up(tmp_path: Path):
    service = start(tmp_path / "home", OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:9")
    try:
        with service.http() as http:
            assert http.post("/tickets", json={"channel": "phone", "summary": "x"}).status_code == 201
    finally:
        assert service.stop() == 0


@pytest.mark.parametrize(
    ("environment", "answer"),
    [
        ({}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318"}, True),
        ({"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://c:4318/v1/traces"}, True),
        ({"OTEL_TRACES_EXPORTER": "otlp"}, True),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_TRACES_EXPORTER": "none"}, False),
        ({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", "OTEL_SDK_DISABLED": "true"}, False),
    ],
)
def test_traces_are_sent_where_a_collector_is_named(environment: dict[str, str], answer: bool):
    assert wanted(environment) is answer


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [("OTEL_TRACES_EXPORTER", "zipkin", "otlp / none"), ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "http/protobuf")],
)
def test_what_is_not_supported_is_named(variable: str, value: str, allowed: str):
    environment = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318", variable: value}
    with pytest.raises(Failure) as refused:
        wanted(environment)
    assert refused.value.say("en") == f"{variable} is set to something that is not supported: set it to {allowed}."
    assert refused.value.say("zh") == f"{variable} 的值不受支持；请改为 {allowed}。"


def test_without_the_extra_the_operator_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch):
    importing: Callable[..., Any] = builtins.__import__

    def without_sdk(name: str, *more: Any) -> Any:
        if name.startswith("opentelemetry.sdk"):
            raise ImportError(name)
        return importing(name, *more)

    monkeypatch.setattr(builtins, "__import__", without_sdk)
    with pytest.raises(Failure, match=r"run pip install 'gongdan\[otel\]'"):
        set_up_tracing("1", {"OTEL_TRACES_EXPORTER": "otlp"})
