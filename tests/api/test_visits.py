"""The diary of visits over HTTP: whose visits are listed, of which days, and as a calendar."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened
from tests.api.test_wholes import said

TOMORROW = datetime.now(ZoneInfo("Asia/Shanghai")).replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(
    days=1
)


@pytest.fixture
async def number(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """A ticket with a visit promised for tomorrow at two, and moved by a day."""
    number, engineer = await opened(agent), act_as("e-003:engineer")
    for who, noun, body in (
        (supervisor, "grade", {"severity": "general", "reason": "不影响使用"}),
        (supervisor, "dispatch", {"engineer": "e-003"}),
        (engineer, "acceptance", {}),
        (engineer, "visit", {"at": TOMORROW.isoformat(), "place": "南京西路100号"}),
        (
            engineer,
            "visit-move",
            {"at": (TOMORROW + timedelta(days=1)).isoformat(), "by": "张伟", "given": "phone", "reason": "客户开会"},
        ),
    ):
        await said(await who.post(f"/tickets/{number}/{noun}", json=body))
    return number


async def listed(client: httpx.AsyncClient, **asked: str) -> list[dict[str, Any]]:
    return (await said(await client.get("/visits", params={"after": "now", **asked})))["items"]


async def test_a_moved_visit_is_listed_on_its_new_day_with_the_old_one_and_no_address(
    agent: httpx.AsyncClient, number: str
):
    [row] = await listed(agent)
    assert (row["number"], row["engineer"], row["state"]) == (number, "e-003", "moved")
    assert datetime.fromisoformat(row["moves"][0]["from"]) == TOMORROW
    assert row["planned"] == row["moves"][0]["to"]
    assert "南京西路" not in str(row)
    assert await listed(agent, **{"from": str(TOMORROW.date()), "to": str(TOMORROW.date())}) == []
    assert [each["number"] for each in await listed(agent, ticket=number)] == [number]
    assert await listed(agent, state="missed") == await listed(agent, staff="e-004") == []


async def test_who_reads_part_of_the_register_sees_the_visits_of_that_part(act_as: As, number: str):
    assert [row["number"] for row in await listed(act_as("e-003:engineer"))] == [number]
    assert await listed(act_as("e-004:engineer", team="south")) == []
    is_problem(await act_as("customer-C10023:customer").get("/visits"), 403, "own-list-only")


async def test_visits_come_as_a_calendar_and_as_a_file(agent: httpx.AsyncClient, number: str):
    answer = await agent.get("/visits", params={"format": "ics", "after": "now"})
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert f"UID:{number}-1@gongdan\r\n" in answer.text
    csv = await agent.get("/visits", params={"format": "csv"})
    assert csv.content.decode("utf-8-sig").startswith("约定时间,至,工程师,工单号,状态")


@pytest.mark.parametrize("asked", [{"state": "lost"}, {"from": "tomorrow"}, {"day": "2024-05-01"}])
async def test_what_cannot_be_asked_of_the_diary_is_said(agent: httpx.AsyncClient, asked: dict[str, str]):
    is_problem(await agent.get("/visits", params=asked), 422, "not-valid")


async def test_a_last_day_before_the_first_is_no_empty_diary(agent: httpx.AsyncClient):
    days = {"from": "2024-05-10", "to": "2024-05-01"}
    is_problem(await agent.get("/visits", params=days), 422, "bad-period")


async def test_who_had_a_visit_finds_it_called_off_in_their_next_calendar(
    act_as: As, supervisor: httpx.AsyncClient, number: str
):
    await said(await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-004", "reason": "请假"}))
    for who, expected in (("e-003", 1), ("e-004", 0), ("e-005", 0)):
        client = act_as(f"{who}:engineer")
        found = await client.get("/visits", params={"format": "ics", "after": "now"})
        assert found.text.count("STATUS:CANCELLED") == expected, who
    assert await listed(act_as("e-003:engineer")) == []


async def test_the_visits_of_a_ticket_that_is_none_are_not_found(agent: httpx.AsyncClient):
    is_problem(await agent.get("/visits", params={"ticket": "202405-99999"}), 404, "ticket-not-found")
