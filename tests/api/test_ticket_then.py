"""A ticket as it stood at a moment, as it was and as it was known then; for whom, and what is refused."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_differences import CALL, act, at, opened

NOWHERE = "2999-01-01T00:00:00Z"


async def then(client: httpx.AsyncClient, number: str, moment: str, **params: Any) -> Any:
    answer = await client.get(f"/tickets/{number}", params={"as_of": moment, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


@pytest.fixture
async def number(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """Opened at 09:00, graded at 10:00, noted on at 11:00."""
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    await act(agent, number, "note", "11:00", text="客户来电")
    return number


async def test_it_stands_as_it_did_then(number: str, manager: httpx.AsyncClient):
    before, after = [await then(manager, number, at(clock)) for clock in ("09:30", "10:30")]
    assert (before["severity"], before["stage"], before["version"]) == (None, "opened", 1)
    assert (after["severity"], after["stage"], after["version"]) == ("urgent", "graded", 2)
    assert (after["possible"], after["hints"]) == ([], None)


async def test_of_a_moment_to_come_it_stands_as_now(number: str, manager: httpx.AsyncClient):
    now = (await manager.get(f"/tickets/{number}")).json()
    assert await then(manager, number, NOWHERE) == now | {"possible": [], "hints": None}


async def test_what_was_entered_late_was_not_known_then(number: str, manager: httpx.AsyncClient):
    refused = await manager.get(f"/tickets/{number}", params={"as_of": at("12:00"), "known": True})
    assert (refused.status_code, refused.json()["code"]) == (404, "ticket-not-found")
    assert (await then(manager, number, NOWHERE, known=True))["severity"] == "urgent"


async def test_a_correction_of_later_changes_nothing_then(number: str, manager: httpx.AsyncClient, act_as: As):
    right = {"version": 1, "field": "summary", "right": "设备冒烟", "reason": "听错"}
    await act(act_as("c-001:clerk"), number, "correction", "12:00", **right)
    told = [(await then(manager, number, at(clock)))["intake"]["summary"] for clock in ("11:30", "12:30")]
    assert told == [CALL["summary"], "设备冒烟"]


async def test_a_correction_of_what_was_entered_out_of_turn_finds_it(
    number: str, manager: httpx.AsyncClient, act_as: As
):
    await act(act_as("a-001:agent"), number, "diagnosis", "10:10", finding="电源板", fault_type="hardware")
    right = {"version": 4, "field": "finding", "right": "主板", "reason": "写错"}
    await act(act_as("c-001:clerk"), number, "correction", "10:20", **right)
    assert (await then(manager, number, at("10:15")))["diagnosis"]["finding"] == "电源板"
    assert (await then(manager, number, at("10:30")))["diagnosis"]["finding"] == "主板"


async def test_merged_tickets_stood_apart_before(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    whose = {"customer": "customer-C10023"}
    opened_ = [
        await agent.post("/tickets", json={**CALL, **whose, "occurred": at(clock)}) for clock in ("09:00", "09:05")
    ]
    first, second = [answer.json()["number"] for answer in opened_]
    await act(agent, second, "merging", "10:00", into=first)
    before, after = [await then(manager, second, at(clock)) for clock in ("09:30", "10:30")]
    assert (before["merged_into"], before["status"], after["merged_into"]) == (None, "registered", first)
    kept = [await then(manager, first, at(clock)) for clock in ("09:30", "10:30")]
    assert [each["absorbed"] for each in kept] == [[], [second]]
    for clock, merged in (("09:30", [None, None]), ("10:30", [None, first])):
        rows = (await manager.get("/register", params={"as_of": at(clock), "sort": "number"})).json()["items"]
        assert [row["merged_into"] for row in rows] == merged


async def test_it_was_not_there_before_it_was_opened(number: str, manager: httpx.AsyncClient):
    refused = await manager.get(f"/tickets/{number}", params={"as_of": at("08:00")})
    assert (refused.status_code, refused.json()["code"]) == (404, "ticket-not-found")


async def test_it_is_for_who_may_read_the_audit(number: str, act_as: As):
    for staff, status in (
        ("x-001:auditor", 200),
        ("s-001:supervisor", 200),
        ("a-001:agent", 403),
        ("q-001:quality", 403),
    ):
        answer = await act_as(staff).get(f"/tickets/{number}", params={"as_of": at("09:30")})
        assert answer.status_code == status, staff


async def test_its_customer_sees_of_then_what_they_saw(agent: httpx.AsyncClient, act_as: As):
    answer = await agent.post("/tickets", json={**CALL, "customer": "customer-C10023", "occurred": at("09:00")})
    number = answer.json()["number"]
    await act(agent, number, "acknowledgement", "10:00")
    customer = act_as("customer-C10023:customer")
    before, after = [await then(customer, number, at(clock)) for clock in ("09:30", "10:30")]
    assert (before["acknowledged"], before["possible"]) == (None, []) or before["stage"] != after["stage"]
    other = await act_as("customer-C10024:customer").get(f"/tickets/{number}", params={"as_of": at("09:30")})
    assert other.status_code == 403


async def test_what_is_no_parameter_is_refused(number: str, manager: httpx.AsyncClient):
    for place, name in (("", "as-of"), ("/history", "as-of"), ("/service-record", "as_of")):
        refused = await manager.get(f"/tickets/{number}{place}", params={name: at("09:30")})
        assert (refused.status_code, refused.json()["code"]) == (422, "not-valid"), place
    needed = await manager.get(f"/tickets/{number}", params={"known": True})
    assert (needed.status_code, needed.json()["code"]) == (422, "as-of-needed")


async def happened(client: httpx.AsyncClient, number: str, moment: str, **params: Any) -> list[str]:
    answer = await client.get(f"/tickets/{number}/history", params={"as_of": moment, **params})
    assert answer.status_code == 200, answer.text
    return [event["type"] for event in answer.json()["events"]]


async def test_its_history_ends_then(number: str, manager: httpx.AsyncClient):
    assert await happened(manager, number, at("10:30")) == ["ticket-opened", "ticket-graded"]
    assert len(await happened(manager, number, NOWHERE, known=True)) == 3
    early = await manager.get(f"/tickets/{number}/history", params={"as_of": at("08:00")})
    assert (early.status_code, early.json()["code"]) == (404, "ticket-not-found")


async def test_its_history_then_is_for_who_may_read_the_audit(number: str, agent: httpx.AsyncClient):
    answer = await agent.get(f"/tickets/{number}/history", params={"as_of": at("10:30")})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    alone = await agent.get(f"/tickets/{number}/history", params={"known": True})
    assert (alone.status_code, alone.json()["code"]) == (422, "as-of-needed")
