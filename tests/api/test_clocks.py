"""A ticket's clocks over HTTP: explained now and as of a moment, who may judge them under another pack, and how."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_problems import is_problem

CALL = {"channel": "email", "kind": "fault", "summary": "设备无法启动", "customer": "customer-C10023"}


async def opened(agent: httpx.AsyncClient, *, urgent: bool = True) -> str:
    answer = await agent.post("/tickets", json={**CALL, "occurred": "2024-05-01T09:30:00+08:00", "late": "补录"})
    number = answer.json()["number"]
    path, late = f"/tickets/{number}", {"late": "补录"}
    said = {"occurred": "2024-05-01T09:40:00+08:00", **late}
    assert (await agent.post(f"{path}/acknowledgement", json=said)).is_success
    if urgent:
        said = {"occurred": "2024-05-01T09:45:00+08:00", "severity": "urgent", "reason": "停产", **late}
        assert (await agent.post(f"{path}/grade", json=said)).is_success
    return number


async def clocks(client: httpx.AsyncClient, number: str, **asked: str) -> dict[str, Any]:
    answer = await client.get(f"/tickets/{number}/clocks", params=asked)
    assert answer.is_success, answer.text
    return answer.json()


async def test_each_clock_is_explained_in_both_languages(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number = await opened(agent)
    said = await clocks(supervisor, number, at="2024-05-01T12:30:00+08:00")
    assert (said["number"], said["at"], said["own"]["policy"], said["beside"]) == (
        number,
        "2024-05-01T12:30:00+08:00",
        "handbook@2",
        None,
    )
    first, handling = said["own"]["runs"]
    assert first["explained"] == {
        "zh": "首次响应：09:30 客户反馈，09:40 已响应，用时 10 分钟，限 10 分钟（24×7），刚好在时限内达成。",
        "en": "First response: 09:30 reported, 09:40 answered, 10 min used, limit 10 min (24×7), met at the limit.",
    }
    assert (handling["state"], handling["due"], handling["late_by"]) == ("missed", "2024-05-01T11:30:00+08:00", 3600)


async def test_as_of_a_moment_what_came_later_is_not_there(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number = await opened(agent)
    [first] = (await clocks(supervisor, number, at="2024-05-01T09:35:00+08:00"))["own"]["runs"]
    assert (first["state"], first["limit"]["en"], first["remaining"]) == ("running", "1 h", 55 * 60)


async def test_without_a_moment_it_is_now(agent: httpx.AsyncClient):
    number = await opened(agent)
    states = {run["clock"]: run["state"] for run in (await clocks(agent, number))["own"]["runs"]}
    assert states == {"first-response": "met", "handling-start": "missed"}


async def test_beside_its_own_it_is_judged_under_another_pack_and_nothing_changes(act_as: As, agent: httpx.AsyncClient):
    number = await opened(agent)
    manager = act_as("m-001:manager")
    before = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    for policy, version in (("appliance", 2), ("appliance@1", 1)):
        said = await clocks(manager, number, policy=policy, at="2024-05-01T12:30:00+08:00")
        assert said["own"]["policy"] == "handbook@2"
        [response] = said["beside"]["runs"]
        assert (said["beside"]["policy"], response["severity"]) == (f"appliance@{version}", "1")
        assert (response["state"], response["due"]) == ("running", "2024-05-02T09:30:00+08:00")
    assert (await agent.get(f"/tickets/{number}/history")).json()["events"] == before


@pytest.mark.parametrize("policy", ["nobody", "handbook@7"])
async def test_a_pack_that_is_not_known_is_refused(act_as: As, agent: httpx.AsyncClient, policy: str):
    number = await opened(agent, urgent=False)
    answer = await act_as("m-001:manager").get(f"/tickets/{number}/clocks", params={"policy": policy})
    assert (answer.is_success, answer.json()["code"]) == (False, "unknown-policy")


@pytest.mark.parametrize(("name", "value"), [("policy", "Not a name"), ("at", "yesterday"), ("pack", "handbook")])
async def test_what_makes_no_sense_is_refused(agent: httpx.AsyncClient, name: str, value: str):
    number = await opened(agent, urgent=False)
    answer = await agent.get(f"/tickets/{number}/clocks", params={name: value})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("x-001:auditor", 200),
        ("s-001:supervisor", 200),
        ("customer-C10023:customer", 200),
        ("a-001:agent", 403),
        ("c-001:clerk", 403),
    ],
)
async def test_a_past_moment_is_shown_to_who_may_read_the_audit_and_the_next_hour_to_any_reader(
    act_as: As, agent: httpx.AsyncClient, who: str, status: int
):
    path, person = f"/tickets/{await opened(agent, urgent=False)}/clocks", act_as(who)
    assert (await person.get(path, params={"at": "2024-05-01T10:00:00+08:00"})).status_code == status
    assert (await person.get(path, params={"at": "2998-05-01T10:00:00+08:00"})).status_code == 200


async def test_who_may_read_the_ticket_sees_its_clocks_and_only_some_may_ask_what_if(
    act_as: As, agent: httpx.AsyncClient
):
    number = await opened(agent, urgent=False)
    path = f"/tickets/{number}/clocks"
    assert (await act_as("customer-C10023:customer").get(path)).status_code == 200
    assert (await act_as("customer-C99:customer").get(path)).status_code == 403
    assert (await agent.get(path, params={"policy": "appliance"})).json()["code"] == "forbidden"
    assert (await act_as("q-001:quality").get(path, params={"policy": "appliance"})).status_code == 200
    assert (await agent.get("/tickets/202405-99999/clocks")).status_code == 404


async def test_a_complaint_has_clocks_of_its_own_that_stand_still_while_its_ticket_waits(
    act_as: As, agent: httpx.AsyncClient
):
    number = await opened(agent, urgent=False)
    said = {"ticket": number, "categories": ["attitude"], "words": "态度差"}
    raised = await agent.post("/complaints", json={**said, "occurred": "2024-05-01T10:00:00+08:00", "late": "补录"})
    assert raised.status_code == 201, raised.text
    waits = {"waiting_for": "customer", "reason": "出差", "occurred": "2024-05-01T12:00:00+08:00", "late": "补录"}
    assert (await agent.post(f"/tickets/{number}/pause", json=waits)).is_success
    path, at = f"/complaints/{raised.json()['number']}/clocks", "2024-05-01T15:00:00+08:00"
    manager = act_as("m-001:manager")
    answer = await manager.get(path, params={"policy": "service-plan", "at": at})
    assert answer.is_success, answer.text
    told = answer.json()
    assert (told["own"]["policy"], told["own"]["runs"]) == ("handbook@2", [])
    contact, handled = told["beside"]["runs"]
    assert (contact["state"], contact["due"]) == ("running", "2024-05-02T10:00:00+08:00")
    assert (handled["state"], handled["remaining"]) == ("paused", 22 * 3600)
    assert (await act_as("customer-C99:customer").get(path)).status_code == 403
    assert (await manager.get("/complaints/TS202405-99999/clocks")).status_code == 404
    assert (await agent.get(path, params={"policy": "service-plan"})).json()["code"] == "forbidden"


async def test_a_past_moment_under_another_pack_is_for_who_may_read_the_audit_too(agent: httpx.AsyncClient, act_as: As):
    path, at = f"/tickets/{await opened(agent)}/clocks", "2024-05-01T10:00:00+08:00"
    quality = act_as("q-001:quality")
    assert (await quality.get(path, params={"policy": "service-plan"})).status_code == 200
    for asked in ({"at": at}, {"at": at, "policy": "service-plan"}):
        is_problem(await quality.get(path, params=asked), 403, "forbidden")
    for who in ("m-001:manager", "x-001:auditor"):
        assert (await act_as(who).get(path, params={"at": at, "policy": "service-plan"})).status_code == 200


async def forgotten(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """Handled once, on the second of May 2024, and never synced."""
    number = await opened(agent)
    said = {"occurred": "2024-05-02T10:00:00+08:00", "finding": "电源故障", "late": "补录"}
    answer = await supervisor.post(f"/tickets/{number}/diagnosis", json={**said, "fault_type": "hardware"})
    assert answer.is_success, answer.text
    return number


async def test_missed_periods_are_told_each_or_together(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number, at = await forgotten(agent, supervisor), "2024-05-03T10:30:00+08:00"
    each = [run for run in (await clocks(supervisor, number, at=at))["own"]["runs"] if run["clock"] == "progress-sync"]
    assert [(run["period"], run["through"], run["state"]) for run in each[-2:]] == [
        (12, None, "missed"),
        (13, None, "running"),
    ]
    told = await clocks(supervisor, number, at=at, missed="together")
    [silent, running] = [run for run in told["own"]["runs"] if run["clock"] == "progress-sync"]
    assert (silent["period"], silent["through"], silent["state"], silent["due"]) == (
        1,
        12,
        "missed",
        "2024-05-03T10:00:00+08:00",
    )
    assert "periods 1 to 12" in silent["explained"]["en"]
    assert (running["period"], running["state"]) == (13, "running")


async def test_the_runs_of_both_packs_come_in_pages(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient):
    number, asked = await forgotten(agent, supervisor), {"at": "2024-05-03T10:30:00+08:00", "policy": "appliance"}
    whole = await clocks(supervisor, number, **asked)
    assert whole["next"] is None
    found: dict[str, list[str]] = {"own": [], "beside": []}
    page, count = await clocks(supervisor, number, **asked, limit="4"), 1
    while True:
        for side, keys in found.items():
            keys += [run["key"] for run in page[side]["runs"]]
        if page["next"] is None:
            break
        page, count = await clocks(supervisor, number, **asked, limit="4", run=page["next"]), count + 1
    assert found == {side: [run["key"] for run in whole[side]["runs"]] for side in found}
    assert count == -(-sum(map(len, found.values())) // 4)


@pytest.mark.parametrize("policy", ["Handbook", "handbook@0001", "hand book", "handbook@"])
async def test_what_names_no_pack_is_told_what_would(act_as: As, agent: httpx.AsyncClient, policy: str):
    number = await opened(agent, urgent=False)
    answer = await act_as("m-001:manager").get(f"/tickets/{number}/clocks", params={"policy": policy})
    [wrong] = is_problem(answer, 422, "not-valid")["errors"]
    assert wrong["field"] == "policy"
    assert wrong["message"].startswith(("should be NAME or NAME@VERSION", "应为“政策包”或“政策包@版本”"))
