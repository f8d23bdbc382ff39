"""What stands beside tickets: every kind has a list, a page, and a form for each action, by the same code."""

import re

import httpx
import pytest

from api.matters.catalogue import OFFERED
from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden

PATHS = [offered.path for offered in OFFERED]


@pytest.mark.parametrize("path", PATHS)
async def test_every_kind_has_a_list_that_says_what_to_do_when_it_is_empty(browser: Browser, path: str):
    await browser.sign_in("m-001:manager")
    page = await browser.open(f"/desk/matters/{path}")
    assert page.status_code == 200
    assert 'class="empty"' in page.text


async def raised(browser: Browser, number: str, **typed: str) -> httpx.Response:
    form = hidden(await browser.open("/desk/matters/complaints/new"))
    said = {"ticket": number, "categories": "attitude", "words": "师傅没有穿鞋套", **typed}
    return await browser.send("/desk/matters/complaints/new", {**form, **said})


async def test_one_is_opened_by_its_form_once_however_often_it_is_sent(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    form = hidden(await browser.open("/desk/matters/complaints/new"))
    said = {**form, "ticket": number, "categories": "attitude", "words": "师傅没有穿鞋套"}
    first = await browser.send("/desk/matters/complaints/new", said)
    again = await browser.send("/desk/matters/complaints/new", said)
    assert re.fullmatch(r"/desk/matters/complaints/TS\d{6}-\d{5}", first.url.path)
    assert again.url.path == first.url.path


async def test_what_is_missing_is_told_beside_its_field(browser: Browser, agent: httpx.AsyncClient):
    await browser.sign_in("a-001:agent")
    page = await raised(browser, await opened(agent), words="")
    assert page.status_code == 422
    assert 'id="f-words-wrong"' in page.text
    assert re.search(r'value="attitude" checked', page.text)


async def test_an_action_goes_on_where_it_stands_and_tells_what_changed_meanwhile(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    one = (await raised(browser, number)).url.path
    seen = hidden(await browser.open(f"{one}/contact-complainant"))
    done = await browser.send(f"{one}/contact-complainant", {**seen, "channel": "phone", "note": "愿意等"})
    late = await browser.send(f"{one}/contact-complainant", {**seen, "key": "2", "channel": "phone", "note": "再打"})
    assert (done.url.path, done.status_code) == (one, 200)
    assert "愿意等" in done.text
    assert late.status_code == 412
    assert "再打" in late.text


async def test_who_may_not_see_it_sees_nothing_of_it(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    one = (await raised(browser, number)).url.path
    await browser.send("/desk/sign-out")
    await browser.sign_in("w-001:warehouse")
    assert (await browser.open(one)).status_code == 403


@pytest.mark.parametrize(
    "address", ["/desk/matters/bogus", "/desk/matters/returns/TH202405-99999", "/desk/matters/returns/x"]
)
async def test_what_there_is_not_is_not_found(browser: Browser, address: str):
    await browser.sign_in("m-001:manager")
    assert (await browser.open(address)).status_code == 404
