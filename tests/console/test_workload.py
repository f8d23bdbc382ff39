"""Who has how much to do, and the week's visits, as pages: whose is seen, what leads on, files."""

import httpx
import pytest

from tests.api.conftest import As, supervisor
from tests.api.test_visits import number
from tests.console.conftest import Browser

__all__ = ["number", "supervisor"]


async def test_a_manager_sees_who_has_what_and_may_take_it_along(browser: Browser, act_as: As, number: str):
    await act_as("m-001:manager").get("/workload", params={"after": "now"})
    await browser.sign_in("m-001:manager")
    page = (await browser.open("/desk/workload")).text
    assert "/people/e-003" in page
    assert "By team" in page
    assert (await browser.open("/desk/workload?by=team")).status_code == 200
    answer = await browser.open("/desk/workload/file?by=person&format=csv")
    assert "e-003" in answer.text


async def test_an_engineer_sees_their_own_row_and_no_teams(browser: Browser, act_as: As, number: str):
    await act_as("m-001:manager").get("/workload", params={"after": "now"})
    await browser.sign_in("e-004:engineer")
    page = (await browser.open("/desk/workload")).text
    assert "e-003" not in page
    assert "By team" not in page
    assert (await browser.open("/desk/workload?by=team")).status_code == 403


async def test_a_week_shows_its_visits_in_their_day_and_leads_to_the_ticket(
    browser: Browser, agent: httpx.AsyncClient, act_as: As, number: str
):
    await agent.get("/visits", params={"after": "now"})
    await browser.sign_in("m-001:manager")
    [row] = (await act_as("m-001:manager").get("/visits")).json()["items"]
    page = (await browser.open(f"/desk/visits?from={row['planned'][:10]}&team=&staff=e-003")).text
    assert f"/desk/tickets/{number}" in page
    assert "14:00" in page
    assert "moved 1" in page
    calendar = await browser.open(f"/desk/visits/file?from={row['planned'][:10]}&format=ics")
    assert f"UID:{number}-1@gongdan" in calendar.text
    assert "No visit in this week" in (await browser.open("/desk/visits?from=2023-01-04")).text


@pytest.mark.parametrize("wrong", ["visits?state=lost", "visits?from=tomorrow", "workload?by=floor"])
async def test_what_cannot_be_asked_is_one_clear_error(browser: Browser, wrong: str):
    await browser.sign_in("m-001:manager")
    assert (await browser.open(f"/desk/{wrong}")).status_code == 422
