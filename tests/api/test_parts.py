"""The requests for spare parts: what the warehouse has to meet, and the tickets that ask; nothing of the customer."""

from typing import Any

import httpx
import pytest

from api.tickets.examples import EXAMPLES
from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened


@pytest.fixture
def warehouse(act_as: As) -> httpx.AsyncClient:
    return act_as("w-001:warehouse")


@pytest.fixture
def engineer(act_as: As) -> httpx.AsyncClient:
    return act_as("e-003:engineer")


@pytest.fixture
async def number(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, engineer: httpx.AsyncClient) -> str:
    """A ticket on which two parts were asked for."""
    number = await opened(agent)
    await supervisor.post(f"/tickets/{number}/grade", json={"severity": "general", "reason": "不影响使用"})
    await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-003"})
    await engineer.post(f"/tickets/{number}/acceptance")
    for part in ("PSU-KFR35", "FAN-12"):
        said = {"part": part, "quantity": 2, "reason": "张伟家的主板烧毁"}
        assert (await engineer.post(f"/tickets/{number}/part-request", json=said)).status_code == 200
    return number


async def listed(client: httpx.AsyncClient, **asked: str) -> list[dict[str, Any]]:
    answer = await client.get("/parts", params={"after": "now", **asked})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def test_the_warehouse_lists_what_it_has_to_supply_without_the_customer(
    warehouse: httpx.AsyncClient, number: str
):
    first, second = await listed(warehouse)
    told = {name: first[name] for name in ("number", "request", "part", "quantity", "engineer", "state")}
    assert told == {
        "number": number,
        "request": 1,
        "part": "PSU-KFR35",
        "quantity": 2,
        "engineer": "e-003",
        "state": "requested",
    }
    assert second["part"] == "FAN-12"
    assert "张伟" not in str([first, second])


async def test_a_request_moves_on_and_leaves_the_list_once_the_part_came(warehouse: httpx.AsyncClient, number: str):
    out_of_stock = {"request": 2, "available": False, "expected": "2034-05-02T10:00:00+08:00"}
    for noun, said, states in (
        ("part-confirmation", {"request": 1, "available": True}, ["reserved", "requested"]),
        ("part-shipment", EXAMPLES["ship-part"], ["shipped", "requested"]),
        ("part-receipt", {"request": 1}, ["requested"]),
        ("part-confirmation", out_of_stock, ["awaited"]),
    ):
        assert (await warehouse.post(f"/tickets/{number}/{noun}", json=said)).status_code == 200
        assert [row["state"] for row in await listed(warehouse)] == states
    assert (await listed(warehouse))[0]["expected"] == "2034-05-02T10:00:00+08:00"
    assert [row["part"] for row in await listed(warehouse, state="received")] == ["PSU-KFR35"]


async def test_what_a_cancelled_ticket_asked_for_is_no_more_to_be_supplied(
    agent: httpx.AsyncClient, warehouse: httpx.AsyncClient, number: str
):
    said = {"cancelled_as": "withdrawn", "reason": "客户撤回"}
    assert (await agent.post(f"/tickets/{number}/cancellation", json=said)).status_code == 200
    assert await listed(warehouse) == []
    assert [row["ended"] for row in await listed(warehouse, state="requested")] == [True, True]


async def test_the_warehouse_reads_the_tickets_that_ask_for_parts_and_no_others(
    agent: httpx.AsyncClient, warehouse: httpx.AsyncClient, number: str
):
    other = await opened(agent)
    for path in ("", "/history"):
        assert (await warehouse.get(f"/tickets/{number}{path}")).status_code == 200
        is_problem(await warehouse.get(f"/tickets/{other}{path}"), 403, "forbidden")
    assert (await warehouse.get("/progress", params={"ticket": number})).status_code == 200
    is_problem(await warehouse.get("/progress", params={"ticket": other}), 403, "forbidden")


async def test_the_emergency_team_reads_tickets_which_it_may_dispatch(act_as: As, number: str):
    rescuer = act_as("em-001:emergency-team")
    assert (await rescuer.get(f"/tickets/{number}")).status_code == 200
    assert (await rescuer.get("/register", params={"after": "now"})).json()["count"] == 1


async def test_who_has_nothing_to_supply_lists_no_requests(act_as: As, number: str):
    for who in ("customer-C10023:customer", "e-003:engineer", "p-001:privacy-officer"):
        is_problem(await act_as(who).get("/parts"), 403, "forbidden")
    is_problem(await act_as("w-001:warehouse").get("/parts", params={"state": "lost"}), 422, "not-valid")
