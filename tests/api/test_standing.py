"""A ticket as it stands: what was said is as corrections have it, and where it was merged is told on both."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.tickets.examples import EXAMPLES
from tests.api.conftest import As
from tests.api.test_attachments import SHA256, added
from tests.api.test_intake import looked_up
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened


async def corrected(who: httpx.AsyncClient, number: str, field: str, right: Any, *, version: int = 1) -> None:
    said = {"version": version, "field": field, "right": right, "reason": "听错"}
    answer = await who.post(f"/tickets/{number}/correction", json=said)
    assert answer.status_code == 200, answer.text


async def shown(who: httpx.AsyncClient, number: str) -> dict[str, Any]:
    return (await who.get(f"/tickets/{number}")).json()


@pytest.mark.parametrize(
    ("field", "right", "seen"),
    [
        ("summary", "屏幕失灵", "屏幕失灵"),
        ("channel", "wechat", "wechat"),
        ("contact.phone", "13987654321", "139****4321"),
        ("contact.email", "lina@example.com", "l***@example.com"),
    ],
)
async def test_a_corrected_opening_is_shown_right_and_masked(
    agent: httpx.AsyncClient, field: str, right: str, seen: str
):
    number = await opened(agent)
    await corrected(agent, number, field, right)
    intake: Any = (await shown(agent, number))["intake"]
    for part in field.split("."):
        intake = intake.get(part)
    assert intake == seen


async def test_a_correction_of_a_correction_shows_the_last(agent: httpx.AsyncClient):
    number = await opened(agent)
    for right in ("屏幕失灵", "异响"):
        await corrected(agent, number, "summary", right)
    assert (await shown(agent, number))["intake"]["summary"] == "异响"


async def test_a_person_taken_for_a_company_is_masked_once_corrected(agent: httpx.AsyncClient):
    number = await opened(agent, customer_name="欧阳修", company=True)
    await corrected(agent, number, "company", "false")
    assert (await shown(agent, number))["intake"]["customer_name"] == "欧阳*"


async def test_a_corrected_diagnosis_is_shown_right(agent: httpx.AsyncClient):
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/grade", json=EXAMPLES["grade"])
    said = {"finding": "制冷剂泄漏", "fault_type": "hardware"}
    answer = await agent.post(f"/tickets/{number}/diagnosis", json=said)
    assert answer.status_code == 200, answer.text
    await corrected(agent, number, "finding", "压缩机卡死", version=answer.json()["version"])
    assert (await shown(agent, number))["diagnosis"]["finding"] == "压缩机卡死"


async def test_a_corrected_file_name_is_shown_right_and_its_bytes_are_what_they_are(agent: httpx.AsyncClient):
    number = await opened(agent)
    version = (await added(agent, number)).json()["version"]
    await corrected(agent, number, "name", "压缩机日志.log", version=version)
    [file] = (await shown(agent, number))["attachments"]
    assert (file["name"], file["sha256"]) == ("压缩机日志.log", SHA256)


async def test_history_keeps_what_was_said(agent: httpx.AsyncClient):
    number = await opened(agent)
    await corrected(agent, number, "summary", "屏幕失灵")
    first = (await agent.get(f"/tickets/{number}/history")).json()["events"][0]
    assert first["data"]["summary"] == EXAMPLES["open"]["summary"]


async def test_a_caller_is_found_by_the_corrected_number_only(agent: httpx.AsyncClient):
    number = await opened(agent)
    await corrected(agent, number, "contact.phone", "13987654321")
    assert (await looked_up(agent, phone="13812345678"))["customers"] == []
    [customer] = (await looked_up(agent, phone="13987654321"))["customers"]
    assert customer["tickets"] == [number]


async def test_a_ticket_is_not_merged_into_another_customers_but_linked(agent: httpx.AsyncClient):
    number, other = [await opened(agent, customer=f"customer-C{which}") for which in (1, 2)]
    is_problem(await agent.post(f"/tickets/{number}/merging", json={"into": other}), 409, "merged-across-customers")
    said = {"other": other, "relation": "related"}
    assert (await agent.post(f"/tickets/{number}/link", json=said)).status_code == 200
    assert (await shown(agent, number))["merged_into"] is None


async def test_merging_is_told_on_both_tickets(agent: httpx.AsyncClient):
    number, other = [await opened(agent, customer="customer-C1") for _ in range(2)]
    answer = await agent.post(f"/tickets/{number}/merging", json={"into": other})
    assert answer.status_code == 200, answer.text
    for one, into, absorbed in ((number, other, []), (other, None, [number])):
        ticket = await shown(agent, one)
        assert (ticket["merged_into"], ticket["absorbed"]) == (into, absorbed)
    is_problem(await agent.post(f"/tickets/{number}/merging", json={"into": number}), 409, "wrong-stage")


async def test_a_part_tells_how_long_it_took_to_come(
    agent: httpx.AsyncClient, act_as: As, supervisor: httpx.AsyncClient
):
    now = datetime.now(UTC)
    number = await opened(agent, occurred=(now - timedelta(days=3)).isoformat(), late="补登")
    engineer, warehouse = act_as("e-003:engineer"), act_as("w-001:warehouse")
    for who, noun, said in (
        (agent, "grade", {"severity": "general", "reason": "只是外观"}),
        (supervisor, "dispatch", {"engineer": "e-003"}),
        (
            engineer,
            "part-request",
            {"part": "PSU-35", "occurred": (now - timedelta(hours=26)).isoformat(), "late": "补登"},
        ),
        (warehouse, "part-confirmation", {"request": 1, "available": True}),
        (warehouse, "part-shipment", {"request": 1, "carrier": "顺丰", "waybill": "SF1"}),
    ):
        assert (await who.post(f"/tickets/{number}/{noun}", json=said)).status_code == 200
    assert [part["lead_time"] for part in (await shown(agent, number))["parts"]] == [None]
    came = {"request": 1, "occurred": now.isoformat()}
    assert (await warehouse.post(f"/tickets/{number}/part-receipt", json=came)).status_code == 200
    assert [part["lead_time"] for part in (await shown(agent, number))["parts"]] == ["P1DT2H"]
