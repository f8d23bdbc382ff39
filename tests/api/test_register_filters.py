"""The register over HTTP finds tickets by what they are about, when, and by whose they are, for who may know."""

from typing import Any

import httpx
import pytest

from api.service import Service
from api.tickets.examples import EXAMPLES
from projections.errors import NotReadable
from tests.api.conftest import SIGNER, As
from tests.api.test_problems import is_problem
from tests.api.test_tickets import opened

YU_YAN: dict[str, Any] = {
    "customer_name": "余艳",
    "company": False,
    "contact": {"name": "余艳", "phone": "13800001234"},
    "product": {"name": "柜式空调", "model": "KFR-72LW", "serial": "SN20240100042"},
    "summary": "空调漏电",
    "region": "华东",
}


async def found(client: httpx.AsyncClient, path: str = "/register", **params: Any) -> list[str]:
    answer = await client.get(path, params={**params, "after": "now"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["more"] is False
    return [row["number"] for row in answer.json()["items"]]


@pytest.mark.parametrize(
    ("held", "asked", "code"),
    [
        ("customers", {"text": "漏电"}, "being-built"),
        ("customers", {"serial": "SN20240100042"}, "being-built"),
        ("clocks", {"overdue": "true"}, "being-built"),
        ("clocks", {"text": "漏电"}, None),
        ("customers", {"model": "KFR-72LW"}, None),
    ],
)
async def test_what_a_filter_looks_at_has_to_be_there(
    service: Service, agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, held: str, asked: Any, code: str | None
):
    """Else who asked to be found no more would be, while the model that knows of it is built anew."""
    number = await opened(agent, **YU_YAN)
    await found(agent)
    ready = service.runner.require

    async def require(name: str) -> None:
        if name == held:
            raise NotReadable("being-built", name=name, done=0, total=1)
        await ready(name)

    monkeypatch.setattr(service.runner, "require", require)
    answer = await agent.get("/register", params=asked)
    if code is None:
        assert [row["number"] for row in answer.json()["items"]] == [number]
    else:
        is_problem(answer, 503, code)
    if held == "customers" and "text" in asked:
        is_problem(await agent.get("/dossiers", params=asked), 503, "being-built")


async def test_who_may_not_look_people_up_needs_nobodys_record(
    service: Service, act_as: As, agent: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
):
    await opened(agent, **YU_YAN)
    await found(agent)
    ready = service.runner.require

    async def require(name: str) -> None:
        assert name != "customers"
        await ready(name)

    monkeypatch.setattr(service.runner, "require", require)
    for path in ("/register", "/dossiers"):
        assert (await act_as("q-001:quality").get(path, params={"text": "余艳"})).is_success


async def test_filters_are_combined(agent: httpx.AsyncClient):
    number, other = await opened(agent, **YU_YAN), await opened(agent, summary="屏幕失灵", kind="consultation")
    for params in (
        {"model": "KFR-72LW", "product": "柜式空调", "text": "漏电", "kind": "fault", "region": "华东"},
        {"text": "漏电 kfr", "archived": "false", "reported_from": "2024-05-01"},
    ):
        assert await found(agent, **params) == [number], params
    for params in (
        {"overdue": "true"},
        {"closed_from": "2024-01-01"},
        {"archived": "true"},
        {"closed_as": "satisfied"},
    ):
        assert await found(agent, **params) == [], params
    assert await found(agent, kind="consultation") == [other]
    assert await found(agent, "/faults", kind="consultation") == []
    assert await found(agent, reported_to="2024-01-01") == []


@pytest.mark.parametrize("text", [" ", "\u3000"])
async def test_a_blank_text_is_none_and_all_rows_are_counted(agent: httpx.AsyncClient, text: str):
    for _ in range(3):
        await opened(agent, **YU_YAN)
    params = {"text": text, "limit": "1", "after": "now"}
    answer = (await agent.get("/register", params=params)).json()
    assert (answer["count"], answer["more"]) == (3, False)


async def test_a_person_is_found_by_full_name_or_serial_number_by_who_may_look_customers_up(
    agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, act_as: As
):
    number = await opened(agent, **YU_YAN)
    await supervisor.post(f"/tickets/{number}/grade", json=EXAMPLES["grade"])
    await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-003"})
    engineer = act_as(token=SIGNER.mint("e-003", ["engineer"], 60))
    for params in ({"text": "余艳"}, {"text": f"余艳 {number}"}, {"serial": "sn-20240100042"}):
        assert await found(agent, **params) == [number], params
    assert await found(engineer, text="漏电") == [number]
    assert await found(engineer, text="余艳") == []
    is_problem(await engineer.get("/register", params={"serial": "SN20240100042"}), 403, "forbidden")


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"kind": "faults"}, "not-valid"),
        ({"closed_as": "happy"}, "not-valid"),
        ({"reported_from": "1714521600"}, "not-valid"),
        ({"reported_to": "9999-12-31"}, "not-valid"),
        ({"closed_from": "2024-05-02", "closed_to": "2024-05-01"}, "bad-period"),
        ({"archive": "true"}, "not-valid"),
        ({"overdue": "true", "as_of": "2024-05-01T10:00:00+08:00"}, "only-of-now"),
        ({"serial": "SN1234567", "as_of": "2024-05-01T10:00:00+08:00"}, "only-of-now"),
    ],
)
async def test_what_cannot_be_asked_for_is_no_empty_table(
    supervisor: httpx.AsyncClient, params: dict[str, str], code: str
):
    assert is_problem(await supervisor.get("/register", params=params), 422, code)["code"] == code
