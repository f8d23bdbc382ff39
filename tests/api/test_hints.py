"""What a new report is told of earlier ones, as it is opened and wherever it is seen: duplicates and repeat repairs."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from api.service import Service
from projections.errors import NotReadable
from tests.api.conftest import As
from tests.projections.logs import SHANGHAI

SERIAL = "202403A0001"


def ago(**back: float) -> str:
    return (datetime.now(SHANGHAI) - timedelta(**back)).isoformat(timespec="minutes")


async def opening(client: httpx.AsyncClient, customer: str | None = "customer-C1", **said: Any) -> dict[str, Any]:
    body = {"channel": "web", "kind": "fault", "summary": "不制冷", "product": {"serial": SERIAL}}
    named = {"customer": customer} if customer else {}
    answer = await client.post("/tickets", json={**body, **named, **said})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def mended(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, day: float) -> str:
    """A repair of the product that was finished and closed so many days ago."""
    late = {"late": "补录"}
    number = (await opening(agent, "customer-C9", occurred=ago(days=day, hours=3), **late))["number"]
    for who, noun, said in (
        (agent, "acknowledgement", {}),
        (agent, "resolution", {"handling": "重启控制器"}),
        (supervisor, "closing", {"closed_as": "supervisor", "reason": "客户已口头确认"}),
    ):
        answer = await who.post(f"/tickets/{number}/{noun}", json={**said, "occurred": ago(days=day), **late})
        assert answer.status_code == 200, (noun, answer.text)
    return number


def told(hints: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(hint["number"], hint["code"]) for hint in hints]


async def row_of(client: httpx.AsyncClient, number: str) -> dict[str, Any]:
    rows = (await client.get("/register", params={"after": "now"})).json()["items"]
    return next(row for row in rows if row["number"] == number)


async def test_who_opens_it_is_told_of_open_tickets_of_the_product_and_of_the_customer(agent: httpx.AsyncClient):
    same = await opening(agent, "customer-C2", product={"serial": "2024-03 a0001"})
    other = await opening(agent, product={"serial": "202404B0002"})
    new = await opening(agent)
    assert told(new["hints"]) == [(same["number"], "same-product-open"), (other["number"], "same-customer-open")]
    assert "still open" in new["hints"][0]["reason"]
    assert (same["hints"], other["hints"]) == ([], [])


async def test_the_ticket_and_the_register_show_them_until_it_is_linked(agent: httpx.AsyncClient):
    first, second = await opening(agent), await opening(agent)
    expected = [(first["number"], "same-product-open")]
    assert told((await agent.get(f"/tickets/{second['number']}")).json()["hints"]) == expected
    assert told((await row_of(agent, second["number"]))["hints"]) == expected
    assert (await row_of(agent, first["number"]))["hints"] == []
    said = {"other": first["number"], "relation": "duplicate"}
    assert (await agent.post(f"/tickets/{second['number']}/link", json=said)).status_code == 200
    assert (await row_of(agent, second["number"]))["hints"] == []


@pytest.mark.parametrize(("day", "is_repeat"), [(20, True), (200, False)])
async def test_a_repair_not_long_ago_makes_it_a_likely_repeat(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, day: float, *, is_repeat: bool
):
    before = await mended(agent, supervisor, day)
    expected = [(before, "repeat")] if is_repeat else []
    new = await opening(agent)
    assert told(new["hints"]) == expected
    assert told((await row_of(agent, new["number"]))["hints"]) == expected


async def test_what_a_customer_enters_by_web_is_flagged_to_staff_and_tells_them_nothing_of_others(
    act_as: As, agent: httpx.AsyncClient
):
    first = await opening(agent, "customer-C2")
    me = act_as("customer-C1:customer")
    new = await opening(me, None)
    assert "hints" not in new
    assert first["number"] not in (await me.get(f"/tickets/{new['number']}")).text
    expected = [(first["number"], "same-product-open")]
    assert told((await row_of(agent, new["number"]))["hints"]) == expected
    assert told((await agent.get(f"/tickets/{new['number']}")).json()["hints"]) == expected


async def test_tickets_are_opened_and_read_though_the_tables_cannot_be(
    agent: httpx.AsyncClient, service: Service, monkeypatch: pytest.MonkeyPatch
):
    async def being_built(name: str) -> None:
        raise NotReadable("being-built", name=name)

    await opening(agent)
    monkeypatch.setattr(service.runner, "require", being_built)
    new = await opening(agent)
    assert "hints" not in new
    assert (await agent.get(f"/tickets/{new['number']}")).json()["hints"] is None


async def test_who_has_nothing_in_common_with_anybody_is_answered_without_a_wait_for_the_tables(
    agent: httpx.AsyncClient, service: Service, monkeypatch: pytest.MonkeyPatch
):
    async def never(*asked: object) -> bool:
        raise AssertionError(asked)

    await opening(agent)
    assert await service.runner.wait_for(await service.log.end(), 10)
    await service.runner.status()
    monkeypatch.setattr(service.runner, "wait_for", never)
    body = {"channel": "phone", "summary": "不制冷", "contact": {"name": "张伟"}, "product": {"model": "KFR-35GW"}}
    answer = await agent.post("/tickets", json=body, headers={"Idempotency-Key": "call 1"})
    assert (answer.status_code, answer.json()["hints"]) == (201, [])
