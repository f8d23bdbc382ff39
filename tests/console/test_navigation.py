"""The bar of all pages: few places at once, the rest in menus, only what the person may see, and what there is to do."""

import re

import httpx
import pytest

from api.matters.catalogue import OFFERED
from gongdan.console.shell.frame import PLACES
from tests.api.test_tickets import opened
from tests.api.test_wholes import said
from tests.console.conftest import Browser


def bar(page: httpx.Response) -> str:
    found = re.search(r'<nav class="places".*?</nav>', page.text, re.DOTALL)
    assert found
    return found[0]


def menus(page: httpx.Response) -> dict[str, list[str]]:
    """The links of each menu, by its word."""
    found = re.findall(r"<summary[^>]*>([^<]+)</summary>(.*?)</details>", bar(page), re.DOTALL)
    return {word: re.findall(r'href="([^"]+)"', inside) for word, inside in found}


async def test_every_place_has_a_name_and_stands_where_it_is_looked_for(browser: Browser):
    seen = set[str]()
    for who in ("m-001:manager", "a-001:agent", "s-001:supervisor", "d-001:administrator", "e-003:engineer"):
        await browser.sign_in(who)
        seen |= {*re.findall(r'href="([^"]+)"', bar(await browser.open("/desk/design")))}
        await browser.send("/desk/sign-out")
    assert {to for to, _, _ in PLACES} | {f"/desk/matters/{each.path}" for each in OFFERED} <= seen


async def test_daily_places_are_links_and_the_rest_is_in_menus(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    page = await browser.open("/desk/tasks")
    found = menus(page)
    assert {*found} == {"Records", "Statistics", "Admin"}
    inside = {link for links in found.values() for link in links}
    assert {"/desk/customers", "/desk/matters/returns", "/desk/metrics", "/desk/roster"} <= inside
    assert not {"/desk/tasks", "/desk/board", "/desk/approvals", "/desk/register"} & inside


async def test_where_one_is_is_said_and_marks_its_menu(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    page = await browser.open("/desk/metrics")
    assert re.findall(r'href="([^"]+)" aria-current="page"', bar(page)) == ["/desk/metrics"]
    assert re.search(r'<summary class="inside">Statistics</summary>', page.text)
    assert 'class="inside"' not in (await browser.open("/desk/tasks")).text


async def test_only_what_one_may_see_is_offered_and_one_place_needs_no_menu(browser: Browser):
    await browser.sign_in("e-003:engineer")
    page = await browser.open("/desk/tasks")
    assert "/desk/board" not in bar(page)
    assert "Admin" not in menus(page)


async def test_who_reads_only_what_they_are_asked_for_is_not_led_to_the_register(browser: Browser):
    for who in ("w-001:warehouse", "p-001:privacy-officer"):
        await browser.sign_in(who)
        assert "/desk/register" not in (await browser.open("/desk/design")).text
        await browser.send("/desk/sign-out")


async def test_what_there_is_to_do_is_counted_for_the_bar(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    await opened(agent)
    await said(await supervisor.get("/tasks", params={"after": "now"}))
    await browser.sign_in("a-001:agent")
    page = await browser.open("/desk/tasks")
    asked = re.search(r'data-counts="([^"]+)"', page.text)
    assert asked
    counts = (await browser.open(asked[1])).json()
    shown = re.search(r'<h1>Tasks <span class="count"[^>]*>(\d+)<', page.text)
    assert shown
    assert counts == {"/desk/tasks": {"count": int(shown[1]), "late": False}}
    assert int(shown[1]) > 0
    await browser.send("/desk/sign-out")
    await browser.sign_in("s-001:supervisor")
    assert {*(await browser.open(asked[1])).json()} == {"/desk/tasks", "/desk/approvals"}


async def test_who_is_not_signed_in_has_neither_menu_nor_counts(browser: Browser):
    page = await browser.open("/desk/sign-in")
    assert "popover" not in page.text
    assert "data-count" not in page.text
    assert (await browser.open("/desk/tasks/counts")).url.path == "/desk/sign-in"


async def test_a_phone_keeps_in_its_line_what_one_does_first(browser: Browser):
    kept = r'<a class="quick" href="([^"]+)"'
    found = dict[str, list[str]]()
    for who in ("e-003:engineer", "s-001:supervisor", "d-001:administrator"):
        await browser.sign_in(who)
        found[who.partition(":")[2]] = re.findall(kept, (await browser.open("/desk/design")).text)
        await browser.send("/desk/sign-out")
    assert found == {"engineer": ["/desk/day"], "supervisor": ["/desk/tasks"], "administrator": []}


@pytest.mark.parametrize(
    ("who", "page", "apart"),
    [
        ("w-001:warehouse", "/desk/metrics", "/desk/visits"),
        ("y-001:emergency-team", "/desk/board/passing-on?sort=number", "/desk/board"),
    ],
)
async def test_no_page_leads_on_to_one_that_is_not_theirs(browser: Browser, who: str, page: str, apart: str):
    await browser.sign_in(who)
    shown = await browser.open(page)
    assert shown.status_code == 200
    assert f'href="{apart}"' not in shown.text
