"""Every line that a request leaves in the log carries its ids, and nothing that a person typed."""

import re
from collections.abc import Sequence
from datetime import datetime

import httpx
import pytest
import structlog
from structlog.typing import EventDict

from api.service import Service
from domain.store import Change, History
from gongdan.service.logs import stamped
from tests.watching.conftest import Spans

CALL = {"channel": "phone", "summary": "设备无法启动"}
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def answered(lines: list[EventDict]) -> EventDict:
    return [line for line in lines if line["event"] == "request_answered"][-1]


async def test_a_request_has_an_id_that_its_answer_names(agent: httpx.AsyncClient, lines: list[EventDict]):
    ids = [(await agent.get("/livez")).headers.get_list("x-request-id") for _ in range(2)]
    assert [[line["request"]] for line in lines if line["event"] == "request_answered"] == ids
    assert ids[0] != ids[1]
    assert all(re.fullmatch("[0-9a-f]{16}", own) for [own] in ids)


async def test_a_command_is_named_with_its_ticket_and_its_trace(
    agent: httpx.AsyncClient, service: Service, lines: list[EventDict]
):
    number = (await agent.post("/tickets", json=CALL, headers={"traceparent": PARENT})).json()["number"]
    [event] = await service.desk.history(number)
    line = answered(lines)
    assert (line["command"], line["ticket"], line["trace"]) == (event.envelope.command, number, PARENT[3:35])
    assert (line["method"], line["route"], line["status"]) == ("POST", "/tickets", 201)
    await agent.get(f"/tickets/{number}/history")
    assert answered(lines)["ticket"] == number


async def test_nothing_of_a_request_stays_for_the_next(agent: httpx.AsyncClient, lines: list[EventDict]):
    await agent.post("/tickets", json=CALL, headers={"traceparent": PARENT})
    await agent.get("/livez")
    assert not {"command", "ticket", "trace"} & set(answered(lines))
    assert structlog.contextvars.get_contextvars() == {}


@pytest.mark.parametrize("path", ["13812345678", "13812345678/history", "13812345678/note", "%E5%BC%A0%E4%BC%9F/note"])
async def test_a_number_that_a_person_typed_is_not_logged(agent: httpx.AsyncClient, lines: list[EventDict], path: str):
    method = "POST" if path.endswith("note") else "GET"
    answer = await agent.request(method, f"/tickets/{path}", json={"text": "x"} if method == "POST" else None)
    assert answer.status_code in (404, 422)
    assert "ticket" not in answered(lines)
    assert not any("13812345678" in str(line) or "张" in str(line) for line in lines)


async def test_an_unexpected_failure_is_found_by_the_reference_in_its_answer(
    agent: httpx.AsyncClient, service: Service, lines: list[EventDict], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(type(service), "read", property(lambda _: None), raising=False)
    answer = await agent.get("/register")
    [failed] = [line for line in lines if line["event"] == "request_failed"]
    assert answer.headers.get_list("x-request-id") == [failed["request"]] == [answered(lines)["request"]]
    assert failed["request"] in answer.json()["detail"]


async def test_lines_on_the_way_carry_the_ids_of_their_request(
    agent: httpx.AsyncClient, service: Service, lines: list[EventDict], spans: Spans, monkeypatch: pytest.MonkeyPatch
):
    async def noisy(*_: object) -> None:
        structlog.get_logger().warning("on_the_way")

    monkeypatch.setattr(type(service.desk), "history", noisy)
    await agent.get("/tickets/202405-00001")
    [line] = [line for line in lines if line["event"] == "on_the_way"]
    assert line["request"] == answered(lines)["request"]
    assert line["trace"] == f"{spans.all[-1].context.trace_id:032x}"


async def test_what_is_done_for_many_callers_at_once_names_none_of_them(
    agent: httpx.AsyncClient, service: Service, lines: list[EventDict], monkeypatch: pytest.MonkeyPatch
):
    append = type(service.log).append

    async def noisy(store: object, changes: Sequence[Change]) -> list[History]:
        structlog.get_logger().warning("on_the_way")
        return await append(store, changes)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(type(service.log), "append", noisy)
    number = (await agent.post("/tickets", json=CALL)).json()["number"]
    await agent.post(f"/tickets/{number}/acknowledgement")
    of_openings, of_an_action = [line for line in lines if line["event"] == "on_the_way"]
    assert "request" not in of_openings
    assert of_an_action["request"] == answered(lines)["request"]


async def test_an_opening_sent_again_is_named_with_its_command_and_ticket(
    agent: httpx.AsyncClient, service: Service, lines: list[EventDict]
):
    key = {"Idempotency-Key": "call-17"}
    number = [(await agent.post("/tickets", json=CALL, headers=key)).json()["number"] for _ in range(2)][1]
    [event] = await service.desk.history(number)
    line = answered(lines)
    assert (line["command"], line["ticket"]) == (event.envelope.command, number)


def test_a_line_says_its_time_with_its_difference_to_utc():
    said = datetime.fromisoformat(stamped(None, "", {})["time"])
    assert said.utcoffset() is not None
