"""Auditors' samples over HTTP: drawn alike by everybody, put on record, shown again, and for nobody else."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_problems import is_problem

CALL = {"channel": "phone", "kind": "fault", "summary": "设备无法启动", "late": "补录"}
MAY = {"from": "2024-05-01", "to": "2024-05-31", "size": 3, "seed": "2024-Q2"}


async def reported(agent: httpx.AsyncClient, *days: str) -> list[str]:
    answers = [await agent.post("/tickets", json={**CALL, "occurred": f"2024-{day}T09:30:00+08:00"}) for day in days]
    return [answer.json()["number"] for answer in answers]


@pytest.fixture
async def numbers(agent: httpx.AsyncClient) -> list[str]:
    """Five of May, the first and last on its first and last day; one of April and one of June."""
    found = await reported(agent, "05-01", "05-02", "05-11", "05-20", "05-31", "04-30", "06-01")
    return found[:5]


@pytest.fixture
def auditor(act_as: As) -> httpx.AsyncClient:
    return act_as("x-001:auditor")


async def drawn(client: httpx.AsyncClient, **said: Any) -> Any:
    answer = await client.post("/audit/samples", json={**MAY, **said})
    assert answer.status_code == 201, answer.text
    return answer.json()


def taken(found: Any) -> list[str]:
    return [each["number"] for each in found["tickets"]]


async def test_a_sample_is_of_all_tickets_of_those_days(auditor: httpx.AsyncClient, numbers: list[str]):
    found = await drawn(auditor, size=100)
    assert (sorted(taken(found)), found["of"]) == (sorted(numbers), 5)
    assert found["tickets"][0]["status"] == "registered"
    assert taken(await drawn(auditor)) == taken(found)[:3]


async def test_another_who_asks_the_same_gets_the_same_and_both_are_on_record(
    auditor: httpx.AsyncClient, act_as: As, numbers: list[str]
):
    first, second = await drawn(auditor), await drawn(act_as("x-002:auditor"))
    assert (first["id"], taken(first)) == (second["id"], taken(second))
    assert [each["actor"]["id"] for each in second["draws"]] == ["x-002", "x-001"]
    assert second["draws"][0]["came"] == second["draws"][0]["went"] == []


async def test_the_same_sent_twice_is_on_record_once(auditor: httpx.AsyncClient, numbers: list[str]):
    await drawn(auditor)
    assert len((await drawn(auditor))["draws"]) == 1


async def test_what_was_drawn_is_shown_again_and_late_entries_are_told(
    auditor: httpx.AsyncClient, agent: httpx.AsyncClient, numbers: list[str]
):
    before = await drawn(auditor, size=100)
    [late] = await reported(agent, "05-15")
    answer = await auditor.get(f"/audit/samples/{before['id']}")
    assert answer.json() == before
    after = await drawn(auditor, size=100)
    assert (after["of"], after["draws"][0]["came"], after["draws"][0]["went"]) == (6, [late], [])


async def test_days_of_which_nothing_was_reported_are_an_empty_sample(auditor: httpx.AsyncClient):
    found = await drawn(auditor, **{"from": "2023-01-01", "to": "2023-01-31"})
    assert (found["of"], found["tickets"]) == (0, [])


async def test_what_cannot_be_drawn_is_refused(auditor: httpx.AsyncClient):
    async def refused(**said: Any) -> httpx.Response:
        return await auditor.post("/audit/samples", json={**MAY, **said})

    is_problem(await refused(to="2024-04-30"), 422, "days-reversed")
    for wrong in ({"size": 0}, {"size": 1001}, {"seed": ""}, {"seed": "李 女士"}, {"from": "May"}, {"unknown": 1}):
        assert (await refused(**wrong)).status_code == 422, wrong
    is_problem(await auditor.get(f"/audit/samples/{'0' * 32}"), 404, "sample-not-found")


async def test_samples_are_for_auditors_alone(act_as: As, numbers: list[str], auditor: httpx.AsyncClient):
    found = await drawn(auditor)
    for who in ("m-001:manager", "s-001:supervisor", "a-001:agent", "d-001:administrator"):
        is_problem(await act_as(who).post("/audit/samples", json=MAY), 403, "forbidden")
        is_problem(await act_as(who).get(f"/audit/samples/{found['id']}"), 403, "forbidden")
