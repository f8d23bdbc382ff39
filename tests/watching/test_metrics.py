"""What Prometheus reads: who may, what is counted, and that no label names a ticket or a person."""

from collections.abc import Callable

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from api.service import Service
from tests.api.conftest import As

CALL = {"channel": "phone", "summary": "设备无法启动", "contact": {"name": "张伟", "phone": "13812345678"}}
Measured = dict[tuple[str, frozenset[tuple[str, str]]], float]


async def measured(act_as: As) -> Measured:
    text = (await act_as("x-001:administrator").get("/metrics")).raise_for_status().text
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}


@pytest.fixture
async def grown(act_as: As) -> Callable[..., object]:
    """By how much a measure has grown since the test began: other tests count in this process too."""
    before = await measured(act_as)

    async def growth(name: str, **labels: str) -> float:
        key = (name, frozenset(labels.items()))
        return (await measured(act_as)).get(key, 0.0) - before.get(key, 0.0)

    return growth


async def opened(agent: httpx.AsyncClient) -> str:
    return (await agent.post("/tickets", json=CALL)).json()["number"]


async def test_only_who_operates_the_system_may_read_them(act_as: As, agent: httpx.AsyncClient):
    assert (await agent.get("/metrics")).status_code == 403
    answer = await act_as("x-001:administrator").get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=")


async def test_requests_are_counted_by_the_pattern_of_their_route(
    agent: httpx.AsyncClient, grown: Callable[..., object]
):
    for number in (await opened(agent), "13812345678"):
        await agent.get(f"/tickets/{number}")
    await agent.request("HUNT", "/13812345678")
    for status in ("200", "404"):
        assert await grown("gongdan_http_requests_total", method="GET", route="/tickets/{number}", status=status) == 1
    assert await grown("gongdan_http_requests_total", method="other", route="-", status="404") == 1
    assert await grown("gongdan_http_request_duration_seconds_count", method="GET", route="/tickets/{number}") == 2


async def test_an_unexpected_failure_is_counted(
    agent: httpx.AsyncClient, service: Service, grown: Callable[..., object], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(type(service), "read", property(lambda _: None), raising=False)
    assert (await agent.get("/register")).status_code == 500
    monkeypatch.undo()
    assert await grown("gongdan_http_requests_total", method="GET", route="/register", status="500") == 1


async def test_commands_are_counted_by_what_came_of_them(
    agent: httpx.AsyncClient, act_as: As, service: Service, grown: Callable[..., object]
):
    number = await opened(agent)
    for _ in range(2):
        await agent.post(f"/tickets/{number}/acknowledgement")
    await agent.post(f"/tickets/{number}/confirmation", json={"signature": "张伟"})
    await act_as("e-003:engineer").post(f"/tickets/{number}/note", json={"text": "x"})
    await agent.post(f"/tickets/{number}/note", json={"text": "x"}, headers={"If-Match": "1"})
    await service.log._log.close()  # pyright: ignore[reportAttributeAccessIssue]
    await agent.post(f"/tickets/{number}/note", json={"text": "x"})
    for action, outcome, code in (
        ("open", "done", ""),
        ("acknowledge", "done", ""),
        ("acknowledge", "already-so", ""),
        ("confirm", "refused", "wrong-stage"),
        ("note", "refused", "forbidden"),
        ("note", "stale", "stale-version"),
        ("note", "unavailable", "store-unavailable"),
    ):
        labels = {"action": action, "outcome": outcome, "code": code}
        assert await grown("gongdan_commands_total", **labels) == 1, labels


async def test_events_and_appends_are_counted(agent: httpx.AsyncClient, grown: Callable[..., object]):
    await opened(agent)
    assert await grown("gongdan_events_appended_total", type="ticket-opened") == 1
    assert await grown("gongdan_appends_total", outcome="stored") == 1
    assert await grown("gongdan_append_duration_seconds_count") == 1


async def test_read_models_show_how_far_they_are(
    agent: httpx.AsyncClient, act_as: As, service: Service, grown: Callable[..., object]
):
    await opened(agent)
    assert await service.runner.wait_for(1, 10)
    now = await measured(act_as)
    for name, value in (("position", 1), ("lag_events", 0), ("lag_seconds", 0), ("healthy", 1), ("parked_tickets", 0)):
        assert now[f"gongdan_projection_{name}", frozenset({("projection", "register")})] == value, name
    assert now["gongdan_log_position", frozenset()] == 1
    assert await grown("gongdan_projection_batch_events_sum", projection="register", build="live") == 1


async def test_a_rebuild_is_counted(agent: httpx.AsyncClient, service: Service, grown: Callable[..., object]):
    await opened(agent)
    await service.runner.rebuild("progress")
    assert await grown("gongdan_projection_rebuilds_total", projection="progress", outcome="done") == 1
    assert await grown("gongdan_projection_batch_events_sum", projection="progress", build="beside") == 1


async def test_no_label_names_a_ticket_or_a_person(agent: httpx.AsyncClient, act_as: As):
    number = await opened(agent)
    await agent.get(f"/register?text={CALL['summary']}&engineer=e-003")
    text = (await act_as("x-001:administrator").get("/metrics")).text
    for value in (number, "a-001", "x-001", "e-003", "张伟", "13812345678", "设备"):
        assert value not in text, value


async def test_a_word_that_is_no_method_stands_in_no_label_and_no_log_line(agent: httpx.AsyncClient, act_as: As):
    with capture_logs() as lines:
        assert (await agent.request("ZHANGWEI-13812345678", "/register")).status_code == 405
    assert [line["method"] for line in lines if line["event"] == "request_answered"] == ["other"]
    assert "13812345678" not in str(lines)
    assert "13812345678" not in (await act_as("x-001:administrator").get("/metrics")).text


async def test_a_first_failure_grows_from_nought_so_that_an_alert_sees_it(act_as: As):
    """Prometheus' increase() sees nothing of a series that begins at 1."""
    now = await measured(act_as)
    paths = (await act_as().get("/openapi.json")).json()["paths"]
    named = [(method.upper(), path) for path, methods in paths.items() for method in methods]
    assert len(named) > 20
    for method, route in [*named, ("GET", "-"), ("POST", "-")]:
        labels = frozenset({("method", method), ("route", route), ("status", "500")})
        assert ("gongdan_http_requests_total", labels) in now, (method, route)


async def test_a_key_used_for_something_else_is_a_refused_command(
    agent: httpx.AsyncClient, grown: Callable[..., object]
):
    key = {"Idempotency-Key": "call-17"}
    number = (await agent.post("/tickets", json=CALL, headers=key)).json()["number"]
    assert (await agent.post("/tickets", json=CALL | {"summary": "异响"}, headers=key)).status_code == 422
    assert (await agent.post(f"/tickets/{number}/note", json={"text": "一"}, headers=key)).status_code == 200
    assert (await agent.post(f"/tickets/{number}/note", json={"text": "二"}, headers=key)).status_code == 422
    for action in ("open", "note"):
        assert await grown("gongdan_commands_total", action=action, outcome="done", code="") == 1
        assert await grown("gongdan_commands_total", action=action, outcome="refused", code="key-reused") == 1


async def test_an_opening_sent_again_is_counted_like_every_command_sent_again(
    agent: httpx.AsyncClient, grown: Callable[..., object]
):
    for _ in range(2):
        await agent.post("/tickets", json=CALL, headers={"Idempotency-Key": "call-18"})
    assert await grown("gongdan_commands_total", action="open", outcome="done", code="") == 2


async def test_an_opening_that_is_not_allowed_is_counted_too(act_as: As, grown: Callable[..., object]):
    assert (await act_as("u-001:auditor").post("/tickets", json=CALL)).status_code == 403
    assert await grown("gongdan_commands_total", action="open", outcome="refused", code="forbidden") == 1
