"""All tickets judged under another pack: counted by clock beside their own, a page at a time, for those who may."""

from typing import Any

import httpx

from tests.api.conftest import As

CALL = {"channel": "phone", "kind": "fault", "summary": "设备无法启动", "late": "补录"}
AT = "2024-05-01T12:00:00+08:00"


async def opened(agent: httpx.AsyncClient, answered: str | None) -> str:
    """Reported at 09:30."""
    answer = await agent.post("/tickets", json={**CALL, "occurred": "2024-05-01T09:30:00+08:00"})
    number = answer.json()["number"]
    if answered:
        said = {"occurred": f"2024-05-01T{answered}:00+08:00", "late": "补录"}
        assert (await agent.post(f"/tickets/{number}/acknowledgement", json=said)).is_success
    return number


async def compared(client: httpx.AsyncClient, **asked: Any) -> dict[str, Any]:
    answer = await client.get("/clocks", params={"policy": "service-plan", "at": AT, "after": "now", **asked})
    assert answer.is_success, answer.text
    return answer.json()


async def test_met_and_missed_are_counted_under_both(act_as: As, agent: httpx.AsyncClient):
    for answered in ("09:40", "10:00", None):
        await opened(agent, answered)
    said = await compared(act_as("m-001:manager"))
    assert (said["policy"], said["tickets"], said["count"], said["next"]) == ("service-plan@1", 3, 3, None)
    assert said["runs"]["own"] == {"first-response": {"met": 2, "missed": 1}}
    assert said["runs"]["other"]["first-response"] == {"met": 1, "missed": 2}
    assert said["runs"]["other"]["detailed-solution"] == {"open": 3}


async def test_it_goes_on_page_by_page(act_as: As, agent: httpx.AsyncClient):
    numbers = sorted([await opened(agent, "09:40") for _ in range(3)])
    first = await compared(act_as("m-001:manager"), limit=2)
    assert (first["tickets"], first["next"]) == (2, numbers[1])
    rest = await compared(act_as("m-001:manager"), limit=2, ticket=first["next"])
    assert (rest["tickets"], rest["count"], rest["next"]) == (1, 3, None)


async def test_only_those_who_may_ask_what_if_do(act_as: As, agent: httpx.AsyncClient):
    assert (await agent.get("/clocks", params={"policy": "service-plan"})).json()["code"] == "forbidden"
    unknown = await act_as("m-001:manager").get("/clocks", params={"policy": "nobody"})
    assert unknown.json()["code"] == "unknown-policy"
    assert (await act_as("m-001:manager").get("/clocks")).json()["code"] == "not-valid"
    assert (await compared(act_as("s-001:supervisor")))["count"] == 0


async def test_as_of_a_past_moment_only_those_who_may_read_the_audit_do(act_as: As, agent: httpx.AsyncClient):
    await opened(agent, "09:40")
    quality = act_as("q-001:quality")
    assert (await quality.get("/clocks", params={"policy": "service-plan"})).status_code == 200
    assert (await quality.get("/clocks", params={"policy": "service-plan", "at": AT})).status_code == 403
    assert (await compared(act_as("x-001:auditor")))["tickets"] == 1
