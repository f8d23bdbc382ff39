"""The roster over HTTP: each day of everybody, with shifts, leave and who acts for whom."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from projections.figures.asking import EARLIEST, LATEST
from tests.api.conftest import As
from tests.api.test_staff import engineer, joined
from tests.api.test_wholes import said

TODAY = datetime.now(UTC).astimezone().date()
FIRST = TODAY - timedelta(days=TODAY.weekday())
LEAVE = {"since": str(FIRST + timedelta(days=1)), "until": str(FIRST + timedelta(days=3))}


@pytest.fixture
async def week(act_as: As, supervisor: httpx.AsyncClient) -> None:
    """e-003 works on Monday, is away from Tuesday to Thursday, and e-004 acts for them then; e-005 left before."""
    administrator = act_as("d-001:administrator")
    for number in ("e-003", "e-004"):
        await engineer(administrator, supervisor, number)
    await joined(administrator, "e-005")
    shift = {"day": str(FIRST), "start": "08:00", "end": "17:00"}
    for path, body in (
        ("/staff/e-003/roster", {"since": str(FIRST), "until": str(FIRST + timedelta(days=4)), "shifts": [shift]}),
        ("/staff/e-003/leave", {**LEAVE, "kind": "sick", "reason": "住院"}),
        ("/staff/e-004/stand-in", {**LEAVE, "absent": "e-003"}),
        ("/staff/e-004/team", {"team": "north", "since": "2020-01-01"}),
    ):
        await said(await supervisor.post(path, json=body))
    await said(await administrator.post("/staff/e-005/employment-end", json={"since": "2024-01-01"}))


async def roster(client: httpx.AsyncClient, **asked: str) -> dict[str, dict[str, Any]]:
    found = await said(await client.get("/roster", params={"after": "now", "from": str(FIRST), **asked}))
    return {row["number"]: row for row in found["items"]}


async def test_each_day_tells_shifts_leave_days_off_and_what_nobody_set(supervisor: httpx.AsyncClient, week: None):
    found = await roster(supervisor)
    assert {*found} == {"e-003", "e-004"}
    days = found["e-003"]["days"]
    assert [day["state"] for day in days] == ["on", "away", "away", "away", "off", "unknown", "unknown"]
    assert days[0]["shifts"] == [{"start": "08:00", "end": "17:00"}]
    assert found["e-003"]["name"] == "张*"


async def test_leave_and_stand_ins_are_told_whole_on_both_sides_without_their_reasons(
    supervisor: httpx.AsyncClient, week: None
):
    found = await roster(supervisor, **{"from": LEAVE["until"], "days": "1"})
    assert found["e-003"]["leave"] == [LEAVE]
    assert (
        found["e-003"]["stood_in_by"] == found["e-004"]["stands_in"] == [{**LEAVE, "staff": "e-004", "absent": "e-003"}]
    )
    assert "sick" not in str(found)
    assert "住院" not in str(found)


async def test_a_team_or_a_role_is_shown_alone(supervisor: httpx.AsyncClient, week: None):
    assert {*await roster(supervisor, team="north")} == {"e-004"}
    assert {*await roster(supervisor, role="agent")} == set()


async def test_without_days_it_is_this_weeks(supervisor: httpx.AsyncClient):
    found = await said(await supervisor.get("/roster"))
    assert (found["since"], found["until"]) == (str(FIRST), str(FIRST + timedelta(days=6)))


@pytest.mark.parametrize("asked", [{"days": "0"}, {"days": "63"}, {"from": "yesterday"}, {"teams": "north"}])
async def test_what_cannot_be_meant_is_refused(supervisor: httpx.AsyncClient, asked: dict[str, str]):
    assert (await supervisor.get("/roster", params=asked)).status_code == 422


async def test_shifts_of_long_ago_are_not_known_to_have_been_none(supervisor: httpx.AsyncClient, week: None):
    long_ago = {"since": "2024-05-06", "until": "2024-05-06"}
    await said(await supervisor.post("/staff/e-004/roster", json={**long_ago, "shifts": []}))
    found = await roster(supervisor, **{"from": "2024-05-06", "days": "1"})
    assert [day["state"] for day in found["e-004"]["days"]] == ["unknown"]


@pytest.mark.parametrize("day", [EARLIEST, LATEST])
async def test_the_first_and_last_days_there_are_have_a_roster(supervisor: httpx.AsyncClient, day: date):
    found = await said(await supervisor.get("/roster", params={"from": str(day), "days": "62"}))
    assert (found["since"], found["until"]) == (str(day), str(day + timedelta(days=61)))


async def test_who_may_not_list_staff_sees_no_roster(act_as: As):
    assert (await act_as("e-003:engineer").get("/roster")).status_code == 403
