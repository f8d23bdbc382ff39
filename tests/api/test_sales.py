"""Units sold over HTTP: a month's figures are recorded, replaced by later ones, and looked at."""

from typing import Any

import httpx
import pytest

from tests.api.conftest import As

MAY: dict[str, Any] = {"month": "2024-05", "sold": [{"model": "KFR-35", "batch": "B7", "units": 1200}]}


@pytest.fixture
def clerk(act_as: As) -> httpx.AsyncClient:
    return act_as("c-001:clerk")


async def figures(clerk: httpx.AsyncClient, **asked: str) -> list[tuple[str, str, str | None, int]]:
    found = (await clerk.get("/sales", params={"after": "now", **asked})).json()
    return [(each["month"], each["model"], each["batch"], each["units"]) for each in found]


async def test_figures_are_recorded_and_the_same_again_are_nothing_new(clerk: httpx.AsyncClient) -> None:
    first, again = await clerk.post("/sales", json=MAY), await clerk.post("/sales", json=MAY)
    assert (first.status_code, len(first.json()["events"])) == (201, 1)
    assert (again.status_code, again.json()["events"]) == (201, [])
    assert await figures(clerk) == [("2024-05", "KFR-35", "B7", 1200)]


async def test_a_later_figure_takes_the_place_of_an_earlier_and_others_stay(clerk: httpx.AsyncClient) -> None:
    await clerk.post("/sales", json=MAY)
    await clerk.post("/sales", json=MAY | {"sold": [{"model": "P50", "units": 3}]})
    await clerk.post("/sales", json=MAY | {"sold": [{"model": "KFR-35", "batch": "B7", "units": 1190}]})
    await clerk.post("/sales", json={"month": "2024-06", "sold": [{"model": "P50", "units": 4}]})
    assert await figures(clerk, month="2024-05") == [("2024-05", "KFR-35", "B7", 1190), ("2024-05", "P50", None, 3)]
    assert await figures(clerk, model="P50") == [("2024-05", "P50", None, 3), ("2024-06", "P50", None, 4)]


@pytest.mark.parametrize(
    ("said", "status", "code"),
    [
        ({"month": "2999-01"}, 422, "month-to-come"),
        ({"sold": [MAY["sold"][0], MAY["sold"][0]]}, 422, "figure-twice"),
        ({"month": "2024-13"}, 422, "not-valid"),
        ({"sold": []}, 422, "not-valid"),
        ({"sold": [{"model": "P50", "units": -1}]}, 422, "not-valid"),
    ],
)
async def test_what_can_be_no_figure_is_refused(
    clerk: httpx.AsyncClient, said: dict[str, Any], status: int, code: str
) -> None:
    answer = await clerk.post("/sales", json=MAY | said)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await figures(clerk) == []


async def test_only_a_clerk_records_and_only_who_reads_figures_looks(act_as: As) -> None:
    agent = act_as("a-001:agent")
    assert (await agent.post("/sales", json=MAY)).status_code == 403
    assert (await agent.get("/sales")).status_code == 403
    assert (await act_as("m-001:manager").get("/sales")).status_code == 200
