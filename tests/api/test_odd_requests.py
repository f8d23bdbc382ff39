"""Whatever a client sends, it is told what is wrong with it: nothing odd ends as a failure of ours, and nothing is changed."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from api.tickets.examples import EXAMPLES
from api.tickets.views import Shown
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

JSON = {"Content-Type": "application/json"}


def cursor(values: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "body",
    [
        b'{"channel":"phone","summary":"\xff"}',
        b"[" * 100_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        b'{"channel":"phone","summary":' + b"1" * 5000 + b"}",
    ],
    ids=["not UTF-8", "nested lists", "nested objects", "a huge integer"],
)
async def test_a_body_that_cannot_be_read_is_400(agent: httpx.AsyncClient, body: bytes):
    assert is_problem(await agent.post("/tickets", content=body, headers=JSON), 400, "bad-json")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("summary", '"\\u0000x"', "control_character"),
        ("summary", '"\\ud800"', "string_unicode"),
        ("summary", "NaN", "string_type"),
        ("contact", '{"name": "a\\u0007b"}', "control_character"),
        ("occurred", '"0001-01-01T00:00:00+08:00"', "time_out_of_range"),
        ("occurred", '"9999-12-31T23:59:59-08:00"', "time_out_of_range"),
        ("occurred", '"1899-12-31T23:59:59Z"', "time_out_of_range"),
        ("occurred", "0", "datetime_type"),
        ("occurred", "1e308", "datetime_type"),
        ("occurred", '"1714527000"', "datetime_type"),
    ],
)
async def test_a_value_that_nothing_could_hold_is_named(agent: httpx.AsyncClient, field: str, value: str, code: str):
    body = '{"channel": "phone", "summary": "x", "' + field + '": ' + value + "}"
    said = is_problem(await agent.post("/tickets", content=body, headers=JSON), 422, "not-valid")
    assert (field, code) in {(error["field"], error["code"]) for error in said["errors"]}


async def test_a_text_in_a_list_that_nothing_could_hold_is_named(act_as: As, agent: httpx.AsyncClient):
    plan = EXAMPLES["propose-plan"] | {"options": [{"name": "更换", "text": "\u008b"}, {"name": "返厂", "text": "x"}]}
    answer = await act_as("e-003:engineer").post(f"/tickets/{await opened(agent)}/plan", json=plan)
    said = is_problem(answer, 422, "not-valid")
    assert [(error["field"], error["code"]) for error in said["errors"]] == [("options", "control_character")]


async def test_no_promise_is_taken_for_a_time_that_cannot_be_shown(agent: httpx.AsyncClient):
    number = await opened(agent)
    for due in ("0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59Z", "3000-01-01T00:00:00Z"):
        is_problem(await agent.post(f"/tickets/{number}/estimate", json={"due": due}), 422, "not-valid")
    assert (await agent.get(f"/tickets/{number}")).json()["version"] == 1


@pytest.mark.parametrize("said", [None, "application/x-www-form-urlencoded", "text/plain", "é; ="])
async def test_a_body_that_is_not_called_json_is_415(agent: httpx.AsyncClient, said: str | None):
    headers = {b"Content-Type": said.encode("latin-1")} if said else {}
    answer = await agent.post("/tickets", content=b'{"channel":"phone","summary":"x"}', headers=headers)
    assert "Content-Type: application/json" in is_problem(answer, 415, "not-json")["detail"]


async def test_where_no_body_came_it_is_told_what_is_needed(agent: httpx.AsyncClient):
    said = is_problem(await agent.post("/tickets"), 422, "not-valid")
    assert [(each["field"], each["code"]) for each in said["errors"]] == [("body", "missing")]


@pytest.mark.parametrize(
    "page",
    [
        "x",
        "张",
        "\0",
        cursor(5),
        cursor({"a": 1}),
        cursor(["-reported", None, 5]),
        cursor(["-reported", "0001-01-01T00:00:00+08:00", "a"]),
        cursor(["-reported", None, "\ud800"]),
        cursor(["-reported", None, "\0"]),
        base64.urlsafe_b64encode(b"[" * 9000).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
async def test_a_cursor_that_no_page_gave_is_refused(agent: httpx.AsyncClient, page: str):
    assert is_problem(await agent.get("/register", params={"page": page}), 422, "bad-cursor")


@pytest.mark.parametrize("count", [10**30, True, 2.5, "1"])
async def test_a_cursor_holds_a_number_where_its_column_does(agent: httpx.AsyncClient, count: object):
    page = cursor(["events", count, "a"])
    assert is_problem(await agent.get("/register", params={"sort": "events", "page": page}), 422, "bad-cursor")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("as_of=0001-01-01T00:00:00%2B08:00", "as_of"),
        ("as_of=9999-12-31T23:59:59-08:00", "as_of"),
        ("as_of=1e400", "as_of"),
        ("as_of=0", "as_of"),
        (f"limit={'9' * 5000}", "limit"),
        ("limit=1e3", "limit"),
        ("limit=NaN", "limit"),
        ("known=maybe", "known"),
        ("text=%00", "text"),
        ("engineer=%00", "engineer"),
        ("severity=Very%20bad", "severity"),
        ("stauts=closed", "stauts"),
    ],
)
async def test_an_odd_parameter_is_named(agent: httpx.AsyncClient, query: str, field: str):
    said = is_problem(await agent.get(f"/register?{query}"), 422, "not-valid")
    assert [error["field"] for error in said["errors"]] == [field]


async def test_a_status_that_does_not_exist_is_no_empty_table(agent: httpx.AsyncClient, act_as: As):
    said = is_problem(await agent.get("/register", params={"status": ["closed", "open"]}), 422, "not-valid")
    assert "status should be one of registered, responded, in-progress" in said["detail"]
    chinese = await act_as("a-001:agent", language="zh").get("/register?status=open")
    assert chinese.json()["detail"].startswith("内容无效：status 应为 registered, responded")
    assert (await agent.get("/register", params={"severity": "p1-critical"})).json()["count"] == 0


@pytest.mark.parametrize("sequence", ["9" * 5000, "١", "²", "-1", ""])
async def test_a_position_is_an_epoch_and_a_number(agent: httpx.AsyncClient, sequence: str):
    epoch = (await agent.get(f"/tickets/{await opened(agent)}")).json()["position"].partition(":")[0]
    assert is_problem(await agent.get("/register", params={"after": f"{epoch}:{sequence}"}), 400, "bad-position")


@pytest.mark.parametrize(
    ("header", "value", "status"),
    [
        ("Idempotency-Key", "张".encode(), 422),
        ("Idempotency-Key", b"\xff", 422),
        ("Idempotency-Key", b"", 422),
        ("Idempotency-Key", b"x" * 201, 422),
        ("If-Match", b"\xb2", 400),
        ("If-Match", b'"' + b"9" * 30 + b'"', 400),
        ("Gongdan-As", "张伟".encode(), 400),
        ("Authorization", b"Bearer \xff", 401),
        ("Authorization", b"Bearer gongdan_\xff.\xff", 401),
        ("Authorization", b"\xff", 401),
        ("Prefer", b"wait=\xb2", 200),
        ("Accept-Language", b"\xff;q=nan,en;q=inf", 200),
    ],
)
async def test_a_header_that_is_not_ascii_is_refused_where_it_matters(
    agent: httpx.AsyncClient, header: str, value: bytes, status: int
):
    number = await opened(agent)
    headers = {k.encode(): v.encode() for k, v in agent.headers.items() if k != header.lower()}
    answer = await agent.post(
        f"/tickets/{number}/note", json={"text": "x"}, headers={**headers, header.encode(): value}
    )
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    "number", ["%00", "%ff", "%E5%BC%A0", "%2e%2e", "a%20b", "202405-00001%0a", "%7B0%7D", "x" * 101]
)
async def test_a_number_with_odd_characters_is_told_so(agent: httpx.AsyncClient, number: str):
    for path in (f"/tickets/{number}", f"/tickets/{number}/history", f"/progress?ticket={number}"):
        assert is_problem(await agent.get(path), 422, "bad-number")
    assert is_problem(await agent.post(f"/tickets/{number}/note", json={"text": "x"}), 422, "bad-number")


async def test_a_method_that_is_not_taken_is_answered_with_those_that_are(agent: httpx.AsyncClient):
    answer = await agent.put("/register")
    assert is_problem(answer, 405, "wrong-method")
    assert answer.headers["allow"] == "GET"


def test_a_time_at_the_end_of_the_calendar_is_shown_as_it_is():
    last = datetime(9999, 12, 31, 23, 59, tzinfo=UTC)
    assert Shown(ZoneInfo("Asia/Shanghai"), "e").local(last) == last
