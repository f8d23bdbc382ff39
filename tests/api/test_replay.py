"""``GET /replay``: who gets which events, masked or for a reason on record, and each way to ask wrongly."""

import io
import json
from dataclasses import replace
from typing import Any

import httpx
import pyarrow.parquet as pq
import pytest
from structlog.testing import capture_logs

from api.app import create_app
from api.callers import Caller
from api.customers.actions import EXAMPLES
from api.manners.problems import ApiProblem
from api.replay.streaming import Span, begun, streamed
from api.replay.turns import Turns
from api.service import Service
from projections.replaying.masking import Masking
from projections.replaying.replay import Replay
from projections.replaying.selecting import Selection
from projections.replaying.writers import FORMATS, About
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_visible import numbers, person

__all__ = ["numbers"]

REGISTERING = EXAMPLES["register"]
OPENING = {
    "channel": "phone",
    "summary": "张伟家的空调冒烟",
    "customer": "customer-C10023",
    "contact": {"name": "张伟", "phone": "13812345678"},
    "product": {"name": "智能空调", "model": "KFR-35", "serial": "202403A0001"},
}


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


@pytest.fixture
def auditor(act_as: As) -> httpx.AsyncClient:
    return act_as("x-001:auditor")


@pytest.fixture
async def number(agent: httpx.AsyncClient) -> str:
    """A ticket that was opened and acknowledged."""
    made = (await agent.post("/tickets", json=OPENING)).json()["number"]
    assert (await agent.post(f"/tickets/{made}/acknowledgement")).status_code == 200
    return made


async def rows(client: httpx.AsyncClient, **asked: Any) -> list[dict[str, Any]]:
    answer = await client.get("/replay", params=asked)
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


async def test_a_manager_gets_every_event_masked_in_the_order_of_the_log(manager: httpx.AsyncClient, number: str):
    found = await rows(manager)
    assert [row["position"] for row in found] == list(range(1, len(found) + 1))
    [opening] = [row for row in found if row["type"] == "ticket-opened"]
    assert (opening["ticket"], opening["actor"], opening["role"]) == (number, "a-001", "agent")
    assert opening["body"]["contact"] == {"name": "张*", "phone": "138****5678"}
    assert "summary" not in opening["body"]
    assert "张伟" not in json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize("form", FORMATS)
async def test_each_format_comes_as_a_file_of_its_kind(manager: httpx.AsyncClient, number: str, form: str):
    answer = await manager.get("/replay", params={"format": form})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == FORMATS[form].media
    assert answer.headers["content-disposition"] == f"attachment; filename=replay{FORMATS[form].endings[0]}"
    assert answer.headers["cache-control"] == "no-store"
    assert number.encode() in (
        answer.content if form != "parquet" else str(pq.read_table(io.BytesIO(answer.content)).to_pylist()).encode()
    )


def test_every_format_may_be_asked_for(service: Service):
    parameters = create_app(service).openapi()["paths"]["/replay"]["get"]["parameters"]
    [asked] = [each["schema"] for each in parameters if each["name"] == "format"]
    assert asked["enum"] == list(FORMATS)


async def test_filters_narrow_it(manager: httpx.AsyncClient, agent: httpx.AsyncClient, number: str):
    other = (await agent.post("/tickets", json=OPENING | {"customer": "customer-C2", "product": {}})).json()["number"]
    for asked, expected in (
        ({"ticket": number}, {number}),
        ({"ticket": [number, other], "type": "ticket-opened"}, {number, other}),
        ({"customer": "customer-C2"}, {other}),
        ({"product": "KFR-35"}, {number}),
        ({"product": ["智能空调", "P50"]}, {number}),
        ({"product": "P50"}, set()),
        ({"until": "2020-01-01T00:00+08:00"}, set()),
        ({"since": "2020-01-01T00:00+08:00", "type": "receipt-acknowledged"}, {number}),
    ):
        found = {row.get("ticket") for row in await rows(manager, **asked)}
        assert found - {None} == expected, asked


async def test_a_supervisor_gets_their_teams_tickets_and_no_other(service: Service, numbers: list[str]):
    north, south, nobodys = numbers
    for caller, expected in (
        (person("s-001", "supervisor", "north"), {north, nobodys}),
        (person("s-001", "supervisor", "south"), {south, nobodys}),
        (person("s-001", "supervisor"), set(numbers)),
        (person("q-001", "quality"), set(numbers)),
    ):
        async with asking(service, caller) as client:
            found = await rows(client)
        assert {row.get("ticket") for row in found} - {None} == expected, caller
        assert expected == set(numbers) or all("ticket" in row for row in found)


def asking(service: Service, caller: Caller) -> httpx.AsyncClient:
    app = create_app(replace(service, identify=lambda token, other: caller))
    headers = {"Authorization": "Bearer x", "Accept-Language": "en"}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=headers)


async def test_who_may_not_replay_is_refused(act_as: As, service: Service, numbers: list[str]):
    for staff in ("a-001:agent", "e-003:engineer", "c-001:clerk", "d-001:administrator", "p-001:privacy-officer"):
        assert is_problem(await act_as(staff).get("/replay"), 403, "forbidden")["status"] == 403
    async with asking(service, person("s-001", "supervisor", "north")) as client:
        answer = await client.get("/replay", params={"ticket": numbers[1]})
        assert is_problem(answer, 403, "forbidden")["status"] == 403


async def test_marks_tell_how_far_it_is_and_another_request_goes_on_there(manager: httpx.AsyncClient, number: str):
    answer = await manager.get("/replay", params={"marks": "true"})
    *found, mark = [json.loads(line) for line in answer.text.splitlines()]
    epoch, _, end = answer.headers["gongdan-through"].partition(":")
    assert mark == {"read_to": int(end), "rows": len(found), "left_out": 0}
    half = len(found) // 2
    first = await rows(manager, through=f"{epoch}:{half}")
    rest = await rows(manager, after=f"{epoch}:{half}", through=f"{epoch}:{end}")
    assert first + rest == found
    assert await rows(manager, after=f"{epoch}:{end}") == []


async def test_what_was_recorded_meanwhile_is_in_the_next_replay(
    manager: httpx.AsyncClient, agent: httpx.AsyncClient, number: str
):
    through = (await manager.get("/replay")).headers["gongdan-through"]
    assert (await agent.post(f"/tickets/{number}/note", json={"text": "x"})).status_code == 200
    assert await rows(manager, through=through) == (await rows(manager))[:-1]


async def test_in_the_clear_a_named_ticket_is_given_out_and_the_look_is_on_record(
    auditor: httpx.AsyncClient, number: str
):
    found = await rows(auditor, ticket=number, reason="客户投诉 7")
    assert found[0]["body"]["contact"] == {"name": "张伟", "phone": "13812345678"}
    assert found[0]["body"]["summary"] == "张伟家的空调冒烟"
    assert "personal-data-unmasked" not in {row["type"] for row in found}
    last = (await auditor.get(f"/tickets/{number}/history")).json()["events"][-1]
    assert (last["type"], last["actor"]["id"]) == ("personal-data-unmasked", "x-001")
    assert last["data"] == {"reason": "客户投诉 7 [replay]"}


async def test_in_the_clear_nothing_else_is_given_out(
    auditor: httpx.AsyncClient, manager: httpx.AsyncClient, number: str
):
    is_problem(await auditor.get("/replay", params={"reason": "x"}), 422, "replay-tickets-needed")
    is_problem(await manager.get("/replay", params={"reason": "x", "ticket": number}), 403, "forbidden")
    is_problem(await auditor.get("/replay", params={"reason": " ", "ticket": number}), 422, "not-valid")
    history = (await auditor.get(f"/tickets/{number}/history")).json()["events"]
    assert "personal-data-unmasked" not in {event["type"] for event in history}


async def test_of_a_restricted_customer_nothing_personal_is_given_out(
    act_as: As, agent: httpx.AsyncClient, auditor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    first, second = act_as("p-001:privacy-officer"), act_as("p-002:privacy-officer")
    customer = (await agent.post("/customers", json=REGISTERING)).json()["number"]
    opening = OPENING | {"customer": f"customer-{customer}"}
    number = (await agent.post("/tickets", json=opening)).json()["number"]
    wanted = {"measure": "restrict", "ground": "asked", "reason": "客户要求"}
    assert (await first.post(f"/customers/{customer}/measure-request", json=wanted)).is_success
    assert (await second.post(f"/customers/{customer}/restriction")).is_success
    [shown] = await rows(manager, type="ticket-opened")
    assert shown["body"]["contact"] == {}
    assert "unit" not in shown
    answer = await auditor.get("/replay", params={"ticket": number, "reason": "x"})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({"type": "ticket-opend"}, 422, "not-valid"),
        ({"ticket": "209912-00009"}, 404, "ticket-not-found"),
        ({"ticket": "no number"}, 422, "bad-number"),
        ({"customer": "C10023"}, 422, "bad-customer-key"),
        ({"customer": "customer-nobody"}, 404, "customer-not-found"),
        ({"since": "2024-06-01T00:00+08:00", "until": "2024-05-01T00:00+08:00"}, 422, "until-before-since"),
        ({"since": "2024-06-01T00:00"}, 422, "not-valid"),
        ({"format": "csv"}, 422, "not-valid"),
        ({"marks": "true", "format": "xes"}, 422, "marks-of-lines"),
        ({"after": "7"}, 400, "bad-position"),
        ({"after": "0123:7"}, 410, "other-log"),
        ({"through": "now"}, 400, "bad-position"),
        ({"tpye": "ticket-opened"}, 422, "not-valid"),
    ],
)
async def test_what_can_not_be_meant_is_refused(
    manager: httpx.AsyncClient, asked: dict[str, str], status: int, code: str
):
    assert is_problem(await manager.get("/replay", params=asked), status, code)["code"] == code


@pytest.mark.parametrize("name", ["after", "through"])
async def test_which_position_is_none_is_named(manager: httpx.AsyncClient, name: str):
    problem = is_problem(await manager.get("/replay", params={name: "zz"}), 400, "bad-position")
    assert problem["detail"] == f"'{name}' should be a position: EPOCH:SEQUENCE."


async def test_the_log_says_who_replayed_what_and_no_value(manager: httpx.AsyncClient, number: str):
    with capture_logs() as lines:
        await rows(manager, ticket=number, customer="customer-C10023")
    [begun], [ended] = ([line for line in lines if line["event"] == name] for name in ("replay_begun", "replay_ended"))
    assert (begun["by"], begun["roles"], begun["masked"]) == ("m-001", ["manager"], True)
    assert (ended["events"], ended["left_out"]) == (2, 0)
    assert "customer-C10023" not in str(begun) + str(ended)


async def test_a_reader_who_goes_away_is_told_of_in_the_log(manager: httpx.AsyncClient, service: Service, number: str):
    replay = Replay(service.replaying, Selection(), Masking(service.replaying, clear=False))
    span, about, turns = Span(0, await service.replaying.end()), About(service.log.epoch, masked=True), Turns(1)
    with capture_logs() as lines:
        pieces = await begun(streamed(replay, span, "jsonl", about, person("m-001", "manager"), turns, marks=False))
        assert await anext(pieces)
        with pytest.raises(ApiProblem), turns.taken():
            pass
        await pieces.aclose()
    assert [line["event"] for line in lines] == ["replay_begun", "replay_broken_off"]
    with turns.taken():
        pass


async def test_as_many_replays_run_at_once_as_the_desk_bears(
    act_as: As, service: Service, manager: httpx.AsyncClient, number: str
):
    for lang in ("en", "zh"):
        with service.replays.taken(), service.replays.taken():
            answer = await act_as("m-001:manager", language=lang).get("/replay")
        is_problem(answer, 429, "too-many-replays")
        assert answer.headers["retry-after"] == "60"
    for _ in range(3):
        assert await rows(manager)


async def test_a_look_that_is_not_given_is_not_on_record(service: Service, auditor: httpx.AsyncClient, number: str):
    with service.replays.taken(), service.replays.taken():
        answer = await auditor.get("/replay", params={"ticket": number, "reason": "x"})
    is_problem(answer, 429, "too-many-replays")
    history = (await auditor.get(f"/tickets/{number}/history")).json()["events"]
    assert "personal-data-unmasked" not in {event["type"] for event in history}
