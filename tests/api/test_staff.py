"""Staff over HTTP: every action does what its example says; whom to dispatch is ranked with reasons."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from api.staff.actions import EXAMPLES, NOUNS
from domain.staff.commands import COMMANDS
from tests.api.conftest import As
from tests.api.test_tickets import opened

TODAY = datetime.now(UTC).astimezone().date()
EVER = {"since": "2020-01-01"}


@pytest.fixture
def administrator(act_as: As) -> httpx.AsyncClient:
    return act_as("adm:administrator")


async def joined(administrator: httpx.AsyncClient, number: str, **more: Any) -> str:
    said = EXAMPLES["join"] | {"number": number, "since": "2020-01-01"} | more
    answer = await administrator.post("/staff", json=said)
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]


async def engineer(
    administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient, number: str, skill: str = ""
) -> str:
    path = await joined(administrator, number)
    await administrator.post(f"{path}/role", json={"role": "engineer", **EVER})
    if skill:
        await supervisor.post(f"{path}/skill", json={"skill": skill, "certificate": "制冷设备维修工", **EVER})
    return path


def test_every_command_but_joining_has_a_place_and_an_example() -> None:
    assert {*NOUNS, "join"} == set(COMMANDS) == set(EXAMPLES)


async def test_a_person_is_entered_with_a_masked_name(administrator: httpx.AsyncClient) -> None:
    path = await joined(administrator, "003")
    assert path == "/staff/003"
    shown = (await administrator.get(path, params={"after": "now"})).json()
    assert (shown["number"], shown["name"], shown["office"], shown["employed"]) == ("003", "张*", "技术员", True)
    [event] = (await administrator.get(f"{path}/history")).json()["events"]
    assert event["data"]["name"] == "张*"


@pytest.mark.parametrize("action", NOUNS)
async def test_every_action_does_what_its_example_says(
    administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient, action: str
) -> None:
    path = await joined(administrator, "003")
    await joined(administrator, "004")
    before = {
        "revoke-role": "grant-role",
        "withdraw-skill": "certify-skill",
        "cancel-leave": "take-leave",
        "release-stand-in": "stand-in",
        "leave-team": "join-team",
    }
    for step in filter(None, (before.get(action), action)):
        answer = await _sent(administrator, supervisor, f"{path}/{NOUNS[step]}", EXAMPLES[step])
        assert answer.status_code == 200, answer.text
        assert answer.json()["events"][0]["type"] == COMMANDS[step].causes.stored_name
    again = await _sent(administrator, supervisor, f"{path}/{NOUNS[action]}", EXAMPLES[action])
    assert (again.status_code, again.json()["events"]) == (200, [])


async def _sent(one: httpx.AsyncClient, other: httpx.AsyncClient, path: str, said: dict[str, Any]) -> httpx.Response:
    """By whichever of the two may."""
    answer = await one.post(path, json=said)
    return await other.post(path, json=said) if answer.status_code == 403 else answer


async def test_what_is_held_today_is_shown(administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> None:
    path = await engineer(administrator, supervisor, "003", "空调")
    await supervisor.post(f"{path}/team", json={"team": "north", **EVER})
    shown = (await supervisor.get(path, params={"after": "now"})).json()
    assert (shown["roles"], shown["teams"], shown["duty"], shown["on_leave"]) == (
        ["engineer"],
        ["north"],
        "unknown",
        False,
    )
    assert shown["skills"] == [{"skill": "空调", "certificate": "制冷设备维修工", "until": None}]


async def test_staff_are_listed_by_role_and_by_who_is_away(
    administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    path = await engineer(administrator, supervisor, "003")
    await joined(administrator, "004")
    leave = {"since": str(TODAY - timedelta(days=1)), "until": str(TODAY + timedelta(days=1)), "kind": "annual"}
    assert (await supervisor.post(f"{path}/leave", json=leave)).status_code == 200

    async def listed(**only: str) -> list[str]:
        answer = await supervisor.get("/staff", params=only | {"after": "now"})
        return [person["number"] for person in answer.json()]

    assert await listed() == ["003", "004"]
    assert await listed(role="engineer") == ["003"]
    assert await listed(only="on-leave") == ["003"]
    assert await listed(only="on-duty") == []


async def test_an_engineer_sees_their_own_record_only(
    act_as: As, administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    await engineer(administrator, supervisor, "003")
    own = act_as("003:engineer")
    assert (await own.get("/staff/003", params={"after": "now"})).status_code == 200
    places = ["/staff/003/history", "/staff/004", "/staff"]
    assert [(await own.get(place)).status_code for place in places] == [200, 403, 403]


@pytest.mark.parametrize("path", ["/staff/nobody", "/staff/nobody/history", "/staff/张三"])
async def test_who_is_not_on_record_is_not_found(supervisor: httpx.AsyncClient, path: str) -> None:
    answer = await supervisor.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "staff-not-found")


async def test_nobody_grants_a_role_to_themselves(administrator: httpx.AsyncClient) -> None:
    path = await joined(administrator, "adm")
    answer = await administrator.post(f"{path}/role", json={"role": "manager", **EVER})
    assert (answer.status_code, answer.json()["code"]) == (409, "own-role")


async def test_engineers_are_ranked_for_a_ticket_with_reasons_in_both_languages(
    act_as: As, agent: httpx.AsyncClient, administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    await engineer(administrator, supervisor, "003")
    await engineer(administrator, supervisor, "004", "空调")
    number = await opened(agent)
    for language, reason in (("en", "knows 空调"), ("zh", "会修“空调”")):
        client = act_as("s-001:supervisor", language=language)
        found = (await client.get(f"/tickets/{number}/candidates", params={"after": "now"})).json()
        assert [one["number"] for one in found["candidates"]] == ["004", "003"]
        assert reason in [each["text"] for each in found["candidates"][0]["reasons"]]
    assert (found["product"], found["model"]) == ("智能空调", "KFR-35")


async def test_who_could_not_accept_is_not_offered_and_the_answer_says_why(
    agent: httpx.AsyncClient, administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    await engineer(administrator, supervisor, "003")
    path = await joined(administrator, "009")
    around = {"since": str(TODAY - timedelta(days=2)), "until": str(TODAY + timedelta(days=2))}
    answer = await supervisor.post(f"{path}/stand-in", json={"absent": "003", **around})
    assert answer.status_code == 200, answer.text
    number = await opened(agent)
    found = (await supervisor.get(f"/tickets/{number}/candidates", params={"after": "now"})).json()
    assert [one["number"] for one in found["candidates"]] == ["003"]
    [passed] = found["not_offered"]
    assert (passed["number"], passed["reasons"][0]["code"]) == ("009", "stands-in-without-role")


async def test_open_tickets_weigh_by_severity(
    agent: httpx.AsyncClient, administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    await engineer(administrator, supervisor, "003")
    number = await opened(agent)
    for noun, said in (("grade", {"severity": "urgent", "reason": "停机"}), ("dispatch", {"engineer": "003"})):
        answer = await supervisor.post(f"/tickets/{number}/{noun}", json=said)
        assert answer.status_code == 200, answer.text
    other = await opened(agent)
    found = (await supervisor.get(f"/tickets/{other}/candidates", params={"after": "now"})).json()
    [candidate] = found["candidates"]
    assert (candidate["load"], candidate["open_tickets"]) == (3, 1)
    assert candidate["points"] == sum(reason["points"] for reason in candidate["reasons"])


async def test_who_may_not_dispatch_sees_no_candidates(agent: httpx.AsyncClient) -> None:
    number = await opened(agent)
    assert (await agent.get(f"/tickets/{number}/candidates")).status_code == 403


async def test_the_emergency_team_may_dispatch_and_sees_candidates(act_as: As, agent: httpx.AsyncClient) -> None:
    number, team = await opened(agent), act_as("t-001:emergency-team")
    found = await team.get(f"/tickets/{number}/candidates", params={"after": "now"})
    assert (found.status_code, found.json()["number"]) == (200, number)


async def test_engineers_are_ranked_by_the_product_as_it_was_corrected(
    agent: httpx.AsyncClient, administrator: httpx.AsyncClient, supervisor: httpx.AsyncClient
) -> None:
    await engineer(administrator, supervisor, "003", "冰箱")
    await engineer(administrator, supervisor, "004", "空调")
    number = await opened(agent)
    said = {"version": 1, "field": "product.name", "right": "智能冰箱", "reason": "听错"}
    assert (await agent.post(f"/tickets/{number}/correction", json=said)).status_code == 200
    found = (await supervisor.get(f"/tickets/{number}/candidates", params={"after": "now"})).json()
    assert (found["product"], [one["number"] for one in found["candidates"]]) == ("智能冰箱", ["003", "004"])
