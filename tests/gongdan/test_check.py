"""What ``gongdan check`` makes of what the running service answers, and of how the replicas stand."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from eventsourcing_nats import Quorum
from gongdan.service.questions import running, servers
from gongdan.service.run_file import RunFile

AWAY = {
    "zh": {"code": "store-unavailable", "detail": "事件库没有响应；未作任何更改，请稍后再试。"},
    "en": {"code": "store-unavailable", "detail": "The event store does not answer. Nothing was changed: try again."},
}


@dataclass
class Api:
    """Answers each path as it is told."""

    answers: dict[str, tuple[int, object]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        api = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, said = api.answers[self.path]
                if isinstance(said, dict) and "en" in said:
                    said = said[self.headers["Accept-Language"]]
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the base's own name
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def run(self) -> RunFile:
        return RunFile(1, "0", "now", f"http://127.0.0.1:{self.server.server_port}", "secret", "nats://127.0.0.1:1")


@pytest.fixture
def api() -> Iterator[Api]:
    made = Api()
    yield made
    made.server.shutdown()
    made.server.server_close()


async def test_a_service_that_answered_503_is_not_said_to_be_silent(api: Api):
    api.answers["/projections"] = (503, AWAY)
    [found] = await running.projections(api.run)
    assert (found.name, found.safe, found.exit_code) == ("projections", False, 1)
    assert found.english == (
        "The service did not tell how the projections are, but answered: HTTP 503: The event store does not answer. "
        "Nothing was changed: try again."
    )
    assert found.chinese == "服务没有说明视图的状态，而是答复：HTTP 503：事件库没有响应；未作任何更改，请稍后再试。"


async def test_a_service_that_does_not_answer_is_said_not_to(api: Api):
    run = RunFile(1, "0", "now", "http://127.0.0.1:9", "secret", "nats://127.0.0.1:1")
    [found] = await running.projections(run)
    assert "http://127.0.0.1:9 does not answer" in found.english
    api.answers["/projections"] = (200, "no list")
    [found] = await running.projections(api.run)
    assert not found.safe


async def test_why_it_is_not_ready_is_told_in_both_languages(api: Api):
    api.answers["/readyz"] = (503, {"en": {"reasons": ["No event can be stored."]}, "zh": {"reasons": ["不能记录。"]}})
    found = await running.service(api.run)
    assert (found.english, found.chinese) == ("Not ready: No event can be stored.", "服务未就绪：不能记录。")


def test_a_lost_and_a_lagging_replica_are_named():
    found = servers.replicas(Quorum(True, 5, 3, "n1", offline=("n2",), lagging=("n3",)))
    assert (found.name, found.safe) == ("replicas", False)
    assert found.english.startswith("Only 3 of 5 replicas are current (offline: n2; lagging: n3)")
    assert found.chinese.startswith("5 份副本中只有 3 份是最新的（不在线：n2；落后：n3）")
    assert servers.replicas(Quorum(True, 3, 3, "n1")).safe


def test_a_log_that_can_store_nothing_is_unsafe():
    found = servers.storing(Quorum(False, 3, 1, "n1", offline=("n2", "n3")))
    assert (found.name, found.safe) == ("storing", False)
    assert "No event can be stored now" in found.english
    assert "(offline: n2, n3)" in found.english
    assert "（不在线：n2、n3）" in found.chinese
    assert servers.storing(Quorum(True, 3, 2, "n1", offline=("n3",))).safe
