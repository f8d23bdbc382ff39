"""How tickets went, as pages: the map with what leads from it, turns from the written process, of whom."""

import re

import httpx

from tests.api.test_processes import graded
from tests.console.conftest import Browser

MAP = "/desk/process"


async def test_the_map_shows_its_picture_and_every_way_leads_to_tickets(browser: Browser, agent: httpx.AsyncClient):
    number = await graded(agent)
    await agent.get("/register", params={"after": "now"})
    await agent.get("/tasks", params={"after": "now", "whose": "mine"})
    await browser.sign_in("m-001:manager")
    page = (await browser.open(f"{MAP}?level=event&kind=fault&team=")).text
    assert f"/desk/tickets/{number}" in page
    picture = re.search(r'<img src="([^"]*map\.svg[^"]*)"', page)
    assert picture
    drawn = await browser.open(picture[1].replace("&amp;", "&"))
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert "level=event" in picture[1]
    way = re.search(r'href="([^"]*variant=[0-9a-f]{12}[^"]*)"', page)
    assert way
    assert "Only tickets that went one way" in (await browser.open(way[1].replace("&amp;", "&"))).text


async def test_without_tickets_it_says_what_to_do_and_what_is_no_filter_is_one_clear_error(browser: Browser):
    await browser.sign_in("m-001:manager")
    assert "No ticket fits" in (await browser.open(f"{MAP}?from=2023-01-01&to=2023-01-31")).text
    for wrong in ("?kind=bogus", "?from=yesterday", "/deviations?rule=bogus", "?from=2024-02-01&to=2024-01-01"):
        assert (await browser.open(f"{MAP}{wrong}")).status_code == 422, wrong


async def test_who_reads_no_figures_sees_no_map_and_an_engineer_their_own(browser: Browser, agent: httpx.AsyncClient):
    number = await graded(agent)
    await agent.get("/register", params={"after": "now"})
    await browser.sign_in("d-001:administrator")
    assert (await browser.open(MAP)).status_code == 403
    assert (await browser.open(f"{MAP}/map.svg")).status_code == 403
    await browser.sign_in("e-009:engineer")
    assert number not in (await browser.open(MAP)).text
