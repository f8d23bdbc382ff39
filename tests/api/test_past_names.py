"""A name that was taken for a company's and is known by now to be a person's is masked, also in the past."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_differences import CALL, asked, at

NAME, MASKED = "余艳红", "余*"


@pytest.fixture
async def number(agent: httpx.AsyncClient, act_as: As) -> str:
    """Opened at 09:00 for a company, which was corrected at 10:00."""
    said = {**CALL, "customer_name": NAME, "company": True, "occurred": at("09:00")}
    number = (await agent.post("/tickets", json=said)).json()["number"]
    right = {
        "version": 1,
        "field": "company",
        "right": "false",
        "reason": "个人",
        "occurred": at("10:00"),
        "late": "补录",
    }
    answer = await act_as("c-001:clerk").post(f"/tickets/{number}/correction", json=right)
    assert answer.is_success, answer.text
    return number


@pytest.fixture
def manager(act_as: As) -> httpx.AsyncClient:
    return act_as("m-001:manager")


async def text(client: httpx.AsyncClient, place: str, **params: Any) -> str:
    answer = await client.get(place, params=params)
    assert answer.status_code == 200, answer.text
    return answer.content.decode("utf-8-sig")


async def test_the_tables_of_then_mask_it(number: str, manager: httpx.AsyncClient):
    for place in ("/register", "/faults"):
        for form in ("json", "csv"):
            shown = await text(manager, place, as_of=at("09:30"), format=form)
            assert NAME not in shown
            assert MASKED in shown


async def test_the_ticket_of_then_and_its_history_mask_it(
    number: str, manager: httpx.AsyncClient, agent: httpx.AsyncClient
):
    for shown in (
        await text(agent, f"/tickets/{number}/history"),
        await text(manager, f"/tickets/{number}", as_of=at("09:30")),
    ):
        assert NAME not in shown
        assert MASKED in shown


async def test_differences_mask_it(number: str, manager: httpx.AsyncClient):
    for said in ({}, {"of": "ticket", "ticket": number}, {"of": "metrics", "metric": "tickets"}):
        found = str(await asked(manager, "08:30", "09:30", **said))
        assert NAME not in found
        assert number in found or "tickets" in found


async def test_a_companys_name_is_shown_as_ever(agent: httpx.AsyncClient, manager: httpx.AsyncClient):
    said = {**CALL, "customer_name": "宏图电器", "company": True, "occurred": at("09:00")}
    number = (await agent.post("/tickets", json=said)).json()["number"]
    for place, params in (
        ("/register", {"as_of": at("09:30")}),
        (f"/tickets/{number}", {"as_of": at("09:30")}),
        (f"/tickets/{number}/history", {}),
    ):
        assert "宏图电器" in await text(manager, place, **params)
    assert "宏图电器" in str(await asked(manager, "08:30", "09:30"))
