"""Metrics as of a past moment: counted from what had happened, or was known, by then."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As

CALL = {"channel": "phone", "kind": "fault", "summary": "设备无法启动", "late": "补录"}
MAY = {"from": "2024-05-01", "to": "2024-05-31"}


def at(clock: str) -> str:
    return f"2024-05-01T{clock}:00+08:00"


@pytest.fixture
async def number(agent: httpx.AsyncClient) -> str:
    """Reported at 09:00, answered at 09:30; another of 11:00."""
    answers = [await agent.post("/tickets", json={**CALL, "occurred": at(clock)}) for clock in ("09:00", "11:00")]
    first = answers[0].json()["number"]
    said = {"occurred": at("09:30"), "late": "补录"}
    assert (await agent.post(f"/tickets/{first}/acknowledgement", json=said)).is_success
    return first


async def figure(client: httpx.AsyncClient, metric: str, **params: Any) -> Any:
    answer = await client.get("/figures", params={"after": "now", "metric": metric, **MAY, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"][0]["figures"][0]


async def test_only_what_had_happened_by_then_is_counted(act_as: As, number: str):
    manager = act_as("m-001:manager")
    assert [(await figure(manager, "tickets", as_of=at(clock)))["value"] for clock in ("08:00", "09:10", "12:00")] == [
        0,
        1,
        2,
    ]
    before, after = [await figure(manager, "first-response", as_of=at(clock)) for clock in ("09:10", "10:00")]
    assert (before["value"], before["unknown"], after["value"]) == (None, "no-case", 30)


async def test_a_clock_that_ran_then_is_judged_by_then(act_as: As, number: str):
    manager = act_as("m-001:manager")
    ran, met = [await figure(manager, "compliance", by="clock", as_of=at(clock), **MAY) for clock in ("12:30", "10:00")]
    assert (met["of"], met["value"], met["base"]) == ("first-response", 1.0, 1)
    assert (ran["value"], ran["base"]) == (0.5, 2)


async def test_as_it_was_known_then_nothing_was(act_as: As, number: str):
    assert (await figure(act_as("m-001:manager"), "tickets", as_of=at("12:00"), known=True))["value"] == 0


async def test_behind_it_are_the_events_of_then(act_as: As, number: str):
    manager = act_as("m-001:manager")
    asked = {"metric": "tickets", "as_of": at("09:10"), **MAY}
    [case] = (await manager.get("/figures/tickets", params=asked)).json()["items"]
    assert (case["number"], len(case["events"])) == (number, 1)


async def test_it_is_for_who_may_read_the_audit(act_as: As, number: str):
    for staff, status in (("x-001:auditor", 200), ("q-001:quality", 403), ("e-003:engineer", 403)):
        answer = await act_as(staff).get("/figures", params={"metric": "tickets", "as_of": at("12:00")})
        assert answer.status_code == status, staff
    needed = await act_as("x-001:auditor").get("/figures", params={"metric": "tickets", "known": True})
    assert needed.json()["code"] == "as-of-needed"


async def test_a_clock_is_not_missed_by_a_moment_that_is_still_to_come(act_as: As, agent: httpx.AsyncClient):
    manager, answer = act_as("m-001:manager"), await agent.post("/tickets", json={**CALL, "late": None})
    year = answer.json()["number"][:4]
    days = {"from": f"{year}-01-01", "to": f"{int(year) + 1}-12-31", "metric": "compliance", "after": "now"}
    now, later = [
        (await manager.get("/figures", params={**days, **more})).json()["items"][0]["figures"][0]
        for more in ({}, {"as_of": f"{int(year) + 2}-01-01T00:00:00Z"})
    ]
    assert later == now
    assert now["base"] == 0
