"""What ``gongdan check`` makes of what the running service answers, and of how the replicas stand."""

import contextlib
import json
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from eventsourcing_nats import Quorum
from gongdan.service.check import examine
from gongdan.service.questions import running, servers
from gongdan.service.run_file import RunFile
from gongdan.settings import Settings

AWAY = {
    "zh": {"code": "store-unavailable", "detail": "事件库没有响应；未作任何更改，请稍后再试。"},
    "en": {"code": "store-unavailable", "detail": "The event store does not answer. Nothing was changed: try again."},
}


@dataclass
class Api:
    """Answers each path as it is told."""

    answers: dict[str, tuple[int, object]] = field(default_factory=dict)
    takes: float = 0.0
    under_way: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        api, counting = self, threading.Lock()

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with counting:
                    api.under_way += 1
                    api.most_at_once = max(api.most_at_once, api.under_way)
                time.sleep(api.takes)
                with counting:
                    api.under_way -= 1
                status, said = api.answers[self.path]
                if isinstance(said, dict) and "en" in said:
                    said = said[self.headers["Accept-Language"]]
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
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


async def test_a_service_that_answered_503_is_not_said_to_be_silent(api: Api, tmp_path: Path):
    api.answers["/projections"] = (503, AWAY)
    [found] = await running.projections(api.run, tmp_path)
    assert (found.name, found.safe, found.exit_code) == ("projections", False, 1)
    assert found.english == (
        "The service did not tell how the projections are, but answered: HTTP 503: The event store does not answer. "
        "Nothing was changed: try again."
    )
    assert found.chinese == "服务没有说明视图的状态，而是答复：HTTP 503：事件库没有响应；未作任何更改，请稍后再试。"


async def test_a_service_that_does_not_answer_is_said_not_to(api: Api, tmp_path: Path):
    run = RunFile(1, "0", "now", "http://127.0.0.1:9", "secret", "nats://127.0.0.1:1")
    [found] = await running.projections(run, tmp_path)
    assert "http://127.0.0.1:9 does not answer" in found.english
    api.answers["/projections"] = (200, "no list")
    [found] = await running.projections(api.run, tmp_path)
    assert not found.safe


READY = (200, {"reasons": []})


async def test_a_service_that_takes_too_long_is_not_said_to_be_away(api: Api, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "_PATIENCE", 0.2)
    api.answers["/readyz"], api.takes = READY, 0.6
    found = await running.service(api.run)
    assert (found.safe, found.exit_code) == (False, 3)
    assert f"{api.run.api} does not answer within 0.2 s, though the service's process 1 runs" in found.english
    assert "0.2 秒内没有应答，但服务的进程 1 在运行" in found.chinese
    assert "gongdan up" not in found.english


async def test_a_slow_answer_is_waited_for_and_called_slow(api: Api, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(running, "_SLOW", 0.1)
    api.answers["/readyz"], api.takes = READY, 0.3
    found = await running.service(api.run)
    assert found.safe
    assert "but answers slowly (in 0 s)" in found.english


async def test_all_that_runs_is_asked_at_once(api: Api, tmp_path: Path):
    api.answers |= {"/readyz": READY, "/projections": (503, AWAY), "/policies?counted=true": (200, {})}
    api.takes = 0.3
    replace(api.run, pid=os.getpid()).write(tmp_path)
    found = await examine(Settings(home=tmp_path, sync_always=True, nats_url="nats://127.0.0.1:1"))
    assert api.most_at_once >= 4
    names = [each.name for each in found]
    assert names[names.index("service") :] == [
        "service",
        "durability",
        "stream",
        "projections",
        "policies",
        "reactions",
    ]


async def test_why_it_is_not_ready_is_told_in_both_languages(api: Api):
    api.answers["/readyz"] = (503, {"en": {"reasons": ["No event can be stored."]}, "zh": {"reasons": ["不能记录。"]}})
    found = await running.service(api.run)
    assert (found.english, found.chinese) == ("Not ready: No event can be stored.", "服务未就绪：不能记录。")


def test_a_lost_and_a_lagging_replica_are_named():
    found = servers.replicas(Quorum(True, 5, 3, "n1", offline=("n2",), lagging=("n3",)))
    assert (found.name, found.safe) == ("replicas", False)
    assert found.english.startswith("Only 3 of 5 replicas are current (offline: n2; not answering, or behind: n3)")
    assert found.chinese.startswith("5 份副本中只有 3 份是最新的（不在线：n2；未应答或落后：n3）")
    assert servers.replicas(Quorum(True, 3, 3, "n1")).safe


def test_a_log_that_can_store_nothing_is_unsafe():
    found = servers.storing(Quorum(False, 3, 1, "n1", offline=("n2", "n3")))
    assert (found.name, found.safe) == ("storing", False)
    assert "No event can be stored now" in found.english
    assert "(offline: n2, n3)" in found.english
    assert "（不在线：n2、n3）" in found.chinese
    assert servers.storing(Quorum(True, 3, 2, "n1", offline=("n3",))).safe
