"""Quality's pages: tickets picked by chance, each with whose work it was, and the form that one is scored by."""

import httpx
import pytest

from tests.console.conftest import Browser, hidden

PICK = "/desk/matters/inspections/pick"
CALL = {"channel": "phone", "kind": "consultation", "summary": "如何清洗滤网", "late": "补录"}
ITEMS = ("response", "diagnosis", "attitude", "record", "outcome")
POINTS = ("90", "80", "4", "85", "5")


@pytest.fixture
async def number(agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """Reported, solved and closed on two days of May."""
    late = {"late": "补录"}
    number = (await agent.post("/tickets", json={**CALL, "occurred": "2024-05-01T10:00:00+08:00"})).json()["number"]
    for who, noun, said in (
        (agent, "acknowledgement", {}),
        (agent, "resolution", {"handling": "说明清洗步骤"}),
        (supervisor, "closing", {"closed_as": "supervisor", "reason": "客户已口头确认"}),
    ):
        done = await who.post(
            f"/tickets/{number}/{noun}", json={**said, **late, "occurred": "2024-05-02T10:00:00+08:00"}
        )
        assert done.is_success, done.text
    return number


async def sampled(browser: Browser, number: str) -> str:
    """The address of its inspection."""
    new = f"/desk/matters/inspections/new?ticket={number}&form=service&about=a-001"
    page = await browser.open(new)
    assert '<option value="service" selected>' in page.text
    said = {"ticket": number, "form": "service", "about": "a-001"}
    done = await browser.send("/desk/matters/inspections/new", {**hidden(page), **said})
    assert done.status_code == 200, done.text
    return done.url.path


def scores(points: tuple[str, ...] = POINTS) -> dict[str, str]:
    items = {f"scores.{place}.item": item for place, item in enumerate(ITEMS)}
    return items | {f"scores.{place}.points": each for place, each in enumerate(points)}


async def test_tickets_are_picked_by_chance_and_lead_to_their_inspection(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await agent.get("/register", params={"after": "now"})
    await browser.sign_in("q-001:quality")
    assert PICK in (await browser.open("/desk/matters/inspections")).text
    assert "Nothing was picked yet" in (await browser.open(PICK)).text
    page = (await browser.open(f"{PICK}?from=2024-05-01&to=2024-05-31&seed=may&size=5&form=service")).text
    assert f"/desk/matters/inspections/new?ticket={number}&amp;form=service" in page
    empty = await browser.open(f"{PICK}?from=2023-05-01&to=2023-05-31&seed=may&size=5")
    assert "No ticket was closed in these days" in empty.text


async def test_a_ticket_is_scored_item_by_item_beside_all_that_happened(browser: Browser, number: str):
    await browser.sign_in("q-001:quality")
    here = f"{await sampled(browser, number)}/score"
    page = await browser.open(here)
    for place, item in enumerate(ITEMS):
        assert f'name="scores.{place}.item" value="{item}"' in page.text
    assert "如何清洗滤网" in page.text
    assert "the work of a-001" in page.text
    done = await browser.send(here, {**hidden(page), **scores(), "scores.0.words": "十分钟内响应"})
    assert done.url.path == here.removesuffix("/score")
    assert "十分钟内响应" in done.text
    assert '<ul class="options"><li><b>' in done.text, "each item of its own, not all in one line"


async def test_points_that_are_missing_are_told_beside_their_item_and_the_rest_is_kept(browser: Browser, number: str):
    await browser.sign_in("q-001:quality")
    here = f"{await sampled(browser, number)}/score"
    page = await browser.open(here)
    refused = await browser.send(here, {**hidden(page), **scores(("90", "", "4", "85", "5"))})
    assert refused.status_code == 422
    assert 'id="f-scores-1-points-wrong"' in refused.text
    assert 'role="alert"' not in refused.text
    assert 'name="scores.3.points" value="85"' in refused.text
    off = await browser.send(here, {**hidden(page), **scores(("90", "80", "9", "85", "5"))})
    assert off.status_code == 422
    assert 'role="alert"' in off.text


async def test_picking_is_for_quality(browser: Browser):
    await browser.sign_in("m-001:manager")
    assert (await browser.open(PICK)).status_code == 403
