"""The difference of two moments over HTTP: which rows and columns, which events made it, and for whom."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As

CALL = {"channel": "phone", "kind": "fault", "summary": "设备无法启动", "late": "补录"}


def at(clock: str) -> str:
    return f"2024-05-01T{clock}:00+08:00"


async def opened(agent: httpx.AsyncClient, clock: str) -> str:
    answer = await agent.post("/tickets", json={**CALL, "occurred": at(clock)})
    assert answer.status_code == 201, answer.text
    return answer.json()["number"]


async def act(client: httpx.AsyncClient, number: str, place: str, clock: str, **said: Any) -> str:
    answer = await client.post(f"/tickets/{number}/{place}", json={**said, "occurred": at(clock), "late": "补录"})
    assert answer.is_success, answer.text
    return answer.json()["events"][0]["id"]


async def asked(client: httpx.AsyncClient, first: str, last: str, **said: Any) -> Any:
    answer = await client.get("/differences", params={"from": at(first), "to": at(last), "after": "now", **said})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


async def test_what_changed_stands_beside_the_events_that_made_it(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    graded = await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    [item] = (await asked(manager, "09:30", "11:00"))["items"]
    [row] = item["rows"]
    assert (item["number"], row["change"], [event["id"] for event in item["events"]]) == (number, "changed", [graded])
    cells = {cell["column"]: (cell["before"], cell["after"]) for cell in row["cells"]}
    assert cells["severity"] == (None, "urgent")
    assert (await asked(manager, "10:30", "11:00"))["items"] == []


async def test_a_new_ticket_is_a_row_added(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    await opened(agent, "08:00")
    number = await opened(agent, "10:00")
    found = await asked(manager, "09:30", "11:00")
    assert [(item["number"], item["rows"][0]["change"]) for item in found["items"]] == [(number, "added")]
    assert found["count"] == 1


async def test_as_it_was_known_nothing_happened_then(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    await opened(agent, "09:00")
    assert (await asked(manager, "08:00", "11:00", known=True))["items"] == []
    found = await manager.get("/differences", params={"from": at("08:00"), "to": "2999-01-01T00:00:00Z", "known": True})
    assert [item["rows"][0]["change"] for item in found.json()["items"]] == ["added"]


async def test_progress_is_told_step_by_step(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    [item] = (await asked(manager, "09:30", "11:00", of="progress"))["items"]
    assert [(row["version"], row["change"]) for row in item["rows"]] == [(2, "added")]


async def test_a_ticket_is_told_fact_by_fact(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    [item] = (await asked(manager, "09:30", "11:00", of="ticket", ticket=number))["items"]
    cells = {cell["column"]: (cell["before"], cell["after"]) for cell in item["rows"][0]["cells"]}
    assert cells["severity"] == (None, "urgent")
    assert cells["stage"] == ("opened", "graded")


async def test_it_goes_on_page_by_page(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    numbers = sorted([await opened(agent, "10:00") for _ in range(3)])
    first = await asked(manager, "09:30", "11:00", limit=2)
    rest = await asked(manager, "09:30", "11:00", limit=2, page=first["next"])
    assert [item["number"] for page in (first, rest) for item in page["items"]] == numbers
    assert (first["next"], rest["next"], rest["count"]) == (numbers[1], None, 3)


async def test_a_file_holds_a_line_for_each_column(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, manager: httpx.AsyncClient
):
    number = await opened(agent, "09:00")
    await act(supervisor, number, "grade", "10:00", severity="urgent", reason="停机")
    said = {"from": at("09:30"), "to": at("11:00"), "after": "now"}
    written = await manager.get("/differences", params={**said, "format": "csv"})
    lines = written.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "工单号,步骤,变化,栏目,之前,之后,事件,责任人,发生时间"
    [graded] = [line for line in lines if ",severity," in line]
    assert graded.startswith(f"{number},,changed,severity,,urgent,ticket-graded (")
    assert (await manager.get("/differences", params={**said, "format": "xlsx"})).content.startswith(b"PK")


async def test_metrics_are_told_by_figure_and_by_the_events_of_the_cases_that_differ(
    agent: httpx.AsyncClient, manager: httpx.AsyncClient
):
    await opened(agent, "08:00")
    number = await opened(agent, "09:00")
    answered = await act(agent, number, "acknowledgement", "10:00")
    found = {item["metric"]: item for item in (await asked(manager, "09:30", "11:00", of="metrics"))["items"]}
    assert "tickets" not in found
    cells = {cell["column"]: (cell["before"], cell["after"]) for cell in found["first-response"]["rows"][0]["cells"]}
    assert cells == {"value": (None, 60.0), "base": (0, 1)}
    assert found["first-response"]["events"] == []
    [item] = (await asked(manager, "09:30", "11:00", of="metrics", metric="first-response"))["items"]
    assert [event["id"] for event in item["events"]] == [answered]
    assert (await asked(manager, "09:30", "09:30", of="metrics"))["items"] == []
    april = await asked(manager, "09:30", "11:00", of="metrics", period="2024-04", metric="tickets")
    assert april["items"] == []


async def test_it_is_for_who_may_read_the_audit(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent, "10:00")
    for staff, seen in (("x-001:auditor", [number]), ("s-001:supervisor", [number])):
        assert [each["number"] for each in (await asked(act_as(staff), "09:30", "11:00"))["items"]] == seen
    for staff in ("a-001:agent", "q-001:quality", "e-003:engineer"):
        refused = await act_as(staff).get("/differences", params={"from": at("09:30"), "to": at("11:00")})
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


async def test_moments_in_the_wrong_order_and_no_ticket_are_refused(manager: httpx.AsyncClient):
    reversed_ = await manager.get("/differences", params={"from": at("11:00"), "to": at("09:30")})
    assert (reversed_.status_code, reversed_.json()["code"]) == (422, "moments-reversed")
    which = await manager.get("/differences", params={"from": at("09:30"), "to": at("11:00"), "of": "ticket"})
    assert (which.status_code, which.json()["code"]) == (422, "ticket-needed")
