"""Every page: what it shows, what browsers are told with it, and its words in both languages."""

import re
from importlib.resources import files
from io import BytesIO

import httpx
import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from tests.api.test_tickets import opened
from tests.console.conftest import Browser

TEMPLATES = sorted(files("gongdan.console").joinpath("templates").iterdir(), key=lambda each: each.name)


async def test_the_register_shows_the_rows_of_the_api_and_keeps_its_filters_in_the_address(
    browser: Browser, agent: httpx.AsyncClient
):
    number, other = await opened(agent, summary="空调不制冷"), await opened(agent, summary="屏幕闪烁")
    await browser.sign_in("m-001:manager")
    await agent.get("/register", params={"after": "now"})
    page = await browser.open("/desk/register?text=制冷&status=&kind=fault")
    assert page.url.params.multi_items() == [("text", "制冷"), ("kind", "fault")]
    assert f"/desk/tickets/{number}" in page.text
    assert other not in page.text
    assert 'value="制冷"' in page.text


async def test_a_word_that_fits_nothing_says_what_to_do(browser: Browser):
    await browser.sign_in("m-001:manager")
    assert "No ticket fits" in (await browser.open("/desk/register?text=没有")).text


@pytest.mark.parametrize("address", ["/desk/register?sort=bogus", "/desk/register?status=bogus"])
async def test_a_bad_filter_is_one_clear_error(browser: Browser, address: str):
    await browser.sign_in("m-001:manager")
    answer = await browser.open(address)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


async def test_tasks_are_the_first_page_and_lead_to_their_tickets(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await agent.get("/tasks", params={"after": "now", "whose": "mine"})
    await browser.sign_in("a-001:agent")
    page = await browser.open("/")
    assert page.url.path == "/desk/tasks"
    assert f"/desk/tickets/{number}" in page.text


async def test_a_ticket_that_is_not_theirs_is_not_shown(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("e-001:engineer")
    assert (await browser.open(f"/desk/tickets/{number}")).status_code == 403
    assert (await browser.open("/desk/tickets/202401-99999")).status_code == 404


@pytest.mark.parametrize("address", ["/desk/nothing", "/my/nothing"])
async def test_what_is_no_page_says_so_without_a_word_of_interfaces(browser: Browser, address: str):
    await browser.sign_in("m-001:manager")
    page = await browser.open(address)
    assert page.status_code == 404
    assert "There is no such page" in page.text
    assert "/docs" not in page.text


async def test_browsers_are_told_to_load_nothing_from_elsewhere_and_to_keep_no_page(browser: Browser):
    await browser.sign_in("m-001:manager")
    page = await browser.open("/desk/design")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    sheet = re.search(r'href="(/desk/static/[^"]+)"', page.text)
    assert sheet
    assert "immutable" in (await browser.open(sheet[1])).headers["cache-control"]


async def test_the_api_answers_beside_the_pages(browser: Browser):
    assert (await browser.open("/readyz")).status_code == 200
    assert (await browser.open("/register")).json()["code"] == "token-missing"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda each: each.name)
def test_no_template_holds_script_or_style_of_its_own(template: object):
    text = template.read_text()  # type: ignore[attr-defined]
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=|javascript:", text)


def test_every_word_of_the_pages_is_said_in_chinese():
    catalogue = files("gongdan.console").joinpath("locale", "zh_CN", "LC_MESSAGES", "console.po").read_bytes()
    known = {str(message.id): str(message.string) for message in read_po(BytesIO(catalogue)) if message.id}
    said = {
        str(message)
        for template in TEMPLATES
        for _, message, _, _ in extract("jinja2.ext:babel_extract", BytesIO(template.read_bytes()))
    }
    assert said == known.keys()
    assert all(re.search(r"[一-鿿、]", chinese) for chinese in known.values())
