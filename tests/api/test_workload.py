"""The workload over HTTP: supervisors see their team, managers all, everybody else their own row."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_problems import is_problem
from tests.api.test_staff import joined
from tests.api.test_tickets import opened
from tests.api.test_wholes import said

SINCE = {"since": "2020-01-01"}


@pytest.fixture
async def north(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """Two engineers of the north and one of the south on record; one ticket for each team's first, one for nobody."""
    administrator = act_as("d-001:administrator")
    for number, team in (("e-003", "north"), ("e-004", "north"), ("e-005", "south")):
        await joined(administrator, number)
        await said(await administrator.post(f"/staff/{number}/role", json={"role": "engineer", **SINCE}))
        await said(await supervisor.post(f"/staff/{number}/team", json={"team": team, **SINCE}))
    for engineer, team in (("e-003", "north"), ("e-005", "south")):
        number = await opened(agent)
        await said(await supervisor.post(f"/tickets/{number}/grade", json={"severity": "general", "reason": "不急"}))
        await said(await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": engineer, "team": team}))
    return await opened(agent)


async def loads(client: httpx.AsyncClient, **asked: str) -> dict[str | None, dict[str, Any]]:
    found = await said(await client.get("/workload", params={"after": "now", **asked}))
    return {row["staff"] or row["team"]: row for row in found["items"]}


async def test_a_manager_sees_everybody_with_what_they_have(act_as: As, north: str):
    found = await loads(act_as("m-001:manager"))
    assert {who: row["open"] for who, row in found.items()} == {"e-003": 1, "e-004": 0, "e-005": 1, "a-001": 1}
    assert (found["e-003"]["teams"], found["e-003"]["stages"]) == (["north"], {"dispatched": 1})
    assert found["a-001"]["due_today"].keys() | found["a-001"]["overdue"].keys() >= set()
    assert found["e-003"]["name"] == found["e-004"]["name"]


async def test_a_supervisor_sees_the_team_and_nobody_of_another(act_as: As, north: str):
    found = await loads(act_as("s-009:supervisor", team="north"))
    assert {"e-003", "e-004"} <= found.keys()
    assert "e-005" not in found
    teams = await loads(act_as("s-009:supervisor", team="north"), by="team")
    assert {team: row["open"] for team, row in teams.items() if team} == {"north": 1}


@pytest.mark.parametrize("who", ["e-003:engineer", "e-004:engineer"])
async def test_an_engineer_sees_one_row_their_own(act_as: As, north: str, who: str):
    number = who.partition(":")[0]
    found = await loads(act_as(who))
    assert {each: row["open"] for each, row in found.items()} == {number: 1 if number == "e-003" else 0}


@pytest.mark.parametrize("who", ["e-003:engineer", "e-005:engineer", "a-001:agent", "w-001:warehouse"])
async def test_who_sees_their_own_work_alone_sees_no_table_of_teams(act_as: As, north: str, who: str):
    for form in ("json", "csv"):
        answer = await act_as(who).get("/workload", params={"by": "team", "format": form, "after": "now"})
        is_problem(answer, 403, "forbidden")


async def test_by_team_each_has_its_tickets(act_as: As, north: str):
    found = await loads(act_as("m-001:manager"), by="team")
    assert {team: row["open"] for team, row in found.items()} == {"north": 1, "south": 1, None: 1}


async def test_who_is_away_stands_there_with_until_when_and_who_acts_for_them(
    act_as: As, supervisor: httpx.AsyncClient, north: str
):
    away = {"since": "2020-01-01", "until": "2999-01-01"}
    leave = await supervisor.post("/staff/e-003/leave", json={**away, "kind": "annual"})
    assert leave.status_code in (200, 409, 422), leave.text
    await said(leave)
    await said(await supervisor.post("/staff/e-004/stand-in", json={"absent": "e-003", **away}))
    found = await loads(act_as("m-001:manager"))
    assert (found["e-003"]["on_leave"], found["e-003"]["leave_until"]) == (True, "2999-01-01")
    assert (found["e-003"]["stood_in_by"], found["e-004"]["stands_in_for"]) == (["e-004"], ["e-003"])


async def test_it_comes_as_a_file_under_the_departments_headings(act_as: As, north: str):
    answer = await act_as("m-001:manager").get("/workload", params={"format": "csv", "after": "now"})
    heading, *lines = answer.content.decode("utf-8-sig").splitlines()
    assert heading.startswith("工号,姓名,班组,在办,已登记,已响应,处理中")
    assert any(line.startswith("e-003,") for line in lines)


async def test_customers_and_privacy_officers_see_no_workload(act_as: As):
    for who in ("customer-C10023:customer", "p-001:privacy-officer"):
        is_problem(await act_as(who).get("/workload"), 403, "forbidden")
