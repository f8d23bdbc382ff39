"""A month under another pack: clocks and figures side by side, verdicts that change, and nothing recorded."""

from typing import Any

import httpx
import pytest

from api.service import Service
from tests.api.conftest import As
from tests.api.test_problems import is_problem

CALL = {"channel": "phone", "kind": "fault", "summary": "设备无法启动", "late": "补录"}


@pytest.fixture
async def numbers(agent: httpx.AsyncClient) -> list[str]:
    """Of May: reported at 09:30 and answered after 10 and 30 minutes, and never; one of June, answered at once."""
    found: list[str] = []
    for day, answered in (("05-01", "09:40"), ("05-01", "10:00"), ("05-01", None), ("06-01", "09:31")):
        answer = await agent.post("/tickets", json={**CALL, "occurred": f"2024-{day}T09:30:00+08:00"})
        found.append(answer.json()["number"])
        if answered:
            said = {"occurred": f"2024-{day}T{answered}:00+08:00", "late": "补录"}
            assert (await agent.post(f"/tickets/{found[-1]}/acknowledgement", json=said)).is_success
    return found


async def asked(client: httpx.AsyncClient, **said: Any) -> Any:
    params = {"period": "2024-05", "policy": "service-plan", "after": "now", **said}
    answer = await client.get("/what-if", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def clock(found: Any, name: str) -> tuple[Any, Any]:
    [view] = [view for view in found["clocks"] if view["clock"] == name]
    return view["own"], view["other"]


async def test_each_clock_is_counted_under_both(act_as: As, numbers: list[str]):
    found = await asked(act_as("m-001:manager"))
    assert (found["policy"], found["judged"], found["count"], found["next"]) == ("service-plan@1", 3, 3, None)
    assert clock(found, "first-response") == ({"met": 2, "missed": 1}, {"met": 1, "missed": 2})


async def test_an_invalid_ticket_is_not_judged_as_it_is_no_case_of_the_metric(
    act_as: As, agent: httpx.AsyncClient, numbers: list[str]
):
    said = {"cancelled_as": "invalid", "reason": "打错", "occurred": "2024-05-01T10:30:00+08:00", "late": "补录"}
    assert (await agent.post(f"/tickets/{numbers[1]}/cancellation", json=said)).is_success
    found = await asked(act_as("m-001:manager"))
    assert (found["judged"], found["changed"]) == (2, [])
    assert clock(found, "first-response") == ({"met": 1, "missed": 1}, {"met": 1, "missed": 1})


async def test_under_the_own_packs_it_is_the_metric(act_as: As, numbers: list[str]):
    manager = act_as("m-001:manager")
    own, _ = clock(await asked(manager), "first-response")
    days = {"from": "2024-05-01", "to": "2024-05-31"}
    answer = await manager.get("/figures", params={"metric": "compliance", "by": "clock", **days})
    [figure] = [each for each in answer.json()["items"][0]["figures"] if each["of"] == "first-response"]
    assert figure["base"] == own["met"] + own["missed"]
    assert figure["value"] == pytest.approx(own["met"] / figure["base"], abs=1e-4)


async def test_a_verdict_that_changes_is_explained_under_both(act_as: As, numbers: list[str]):
    [changed] = (await asked(act_as("m-001:manager")))["changed"]
    assert (changed["number"], changed["clock"]) == (numbers[1], "first-response")
    assert (changed["own"]["state"], changed["other"]["state"]) == ("met", "missed")
    assert "30" in changed["own"]["explained"]["en"]
    assert changed["own"]["explained"] != changed["other"]["explained"]


async def test_figures_stand_beside_each_other_with_the_targets_of_each(act_as: As, numbers: list[str]):
    figures = {each["metric"]: each for each in (await asked(act_as("m-001:manager")))["figures"]}
    assert figures["tickets"]["own"] == figures["tickets"]["other"] == {"value": 3.0, "target": None, "met": None}
    assert figures["tickets"]["difference"] == 0
    assert figures["responded"]["own"]["target"] == 0.8
    assert "compliance" not in figures


async def test_it_goes_on_page_by_page(act_as: As, numbers: list[str]):
    manager = act_as("m-001:manager")
    first = await asked(manager, limit=2)
    rest = await asked(manager, limit=2, page=first["next"])
    assert (first["judged"], rest["judged"], rest["next"], rest["figures"]) == (2, 1, None, [])
    assert first["figures"]


async def test_a_page_after_no_history_is_refused(act_as: As, numbers: list[str]):
    params = {"period": "2024-05", "policy": "service-plan", "page": "zz"}
    answer = await act_as("m-001:manager").get("/what-if", params=params)
    assert is_problem(answer, 422, "bad-cursor")["code"] == "bad-cursor"


async def test_nothing_is_recorded(act_as: As, service: Service, numbers: list[str]):
    before = await service.log.end()
    await asked(act_as("m-001:manager"))
    assert await service.log.end() == before


async def test_only_those_who_may_ask_what_if_do(act_as: As, numbers: list[str]):
    for staff, status in (("q-001:quality", 200), ("x-001:auditor", 200), ("a-001:agent", 403), ("c-001:clerk", 403)):
        answer = await act_as(staff).get("/what-if", params={"period": "2024-05", "policy": "service-plan"})
        assert answer.status_code == status, staff
    north = await asked(act_as("s-001:supervisor", team="north"))
    assert north["judged"] == 3
    unknown = await act_as("m-001:manager").get("/what-if", params={"period": "2024-05", "policy": "nobody"})
    assert unknown.json()["code"] == "unknown-policy"
