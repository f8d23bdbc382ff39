"""A customer comes in by code or link, sees their own ticket and no other, and is out again."""

import re
from dataclasses import replace

import httpx

from api.app import create_app
from api.help.pace import Pace
from api.service import Service
from gongdan.console.app import Beside, create_console
from gongdan.console.portal.entry.reception import Reception
from gongdan.console.portal.entry.settings import PortalSettings
from tests.api.conftest import As
from tests.api.test_customers_tickets import measured
from tests.console.conftest import Browser
from tests.console.portal.coming import brought, come, done, say

HEADERS = {"Accept-Language": "en"}


async def test_a_link_shows_nothing_until_its_button_is_pressed_and_then_works_once(
    service: Service, agent: httpx.AsyncClient
):
    number, reception = await brought(agent), Reception()
    secret = reception.admissions.invite(number)
    transport = httpx.ASGITransport(Beside(create_app(service), create_console(service, reception)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=HEADERS) as client:
        browser = Browser(client)
        looked = await browser.open(f"/my/enter/{secret}")
        assert number not in looked.text
        assert looked.headers["referrer-policy"] == "same-origin"
        assert "set-cookie" not in looked.headers
        came = await browser.send("/my/enter", {"secret": secret})
        assert (came.url.path, number in came.text) == ("/my/ticket", True)
        again = await browser.send("/my/enter", {"secret": secret})
        made_up = await browser.send("/my/enter", {"secret": "made-up"})
        assert again.status_code == made_up.status_code == 410
        assert again.text == made_up.text


async def test_over_tls_the_cookie_is_this_hosts_alone(service: Service, agent: httpx.AsyncClient):
    number = await brought(agent)
    reception = Reception(public_url="https://service.example.com")
    secret = reception.admissions.invite(number)
    transport = httpx.ASGITransport(create_console(service, reception))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        answer = await client.post("/my/enter", data={"secret": secret}, headers={"Origin": "http://test"})
    said = answer.headers["set-cookie"]
    assert said.startswith("__Host-gongdan_my=")
    assert all(each in said.lower() for each in ("httponly", "secure", "samesite=lax", "path=/;"))
    assert "domain" not in said.lower()


async def test_without_a_session_every_page_of_the_ticket_leads_to_the_form(browser: Browser):
    for address in (
        "/my/ticket",
        "/my/ticket/confirm",
        "/my/ticket/papers/plan",
        f"/my/ticket/files/{'0' * 64}",
        "/my/returns/new",
        "/my/returns/TH202405-00001",
    ):
        page = await browser.open(address)
        assert (page.url.path, 'name="code"' in page.text) == ("/my/ticket", True), address
    sent = await browser.send("/my/ticket/confirm", {"signature": "张伟"})
    assert sent.url.path == "/my/ticket"


async def test_the_log_says_by_which_way_they_came(browser: Browser, agent: httpx.AsyncClient):
    number = await brought(agent)
    await come(browser, agent, number)
    await say(browser, "write", text="门铃坏了，请打电话")
    event = (await agent.get(f"/tickets/{number}/history")).json()["events"][-1]
    assert event["type"] == "communication-logged"
    assert (event["actor"]["role"], event["actor"]["channel"]) == ("customer", "portal-code")
    assert event["data"] == {"direction": "from-customer", "channel": "web", "text": "门铃坏了，请打电话"}


async def test_no_page_names_staff_or_shows_what_is_not_theirs(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await brought(agent, "acknowledge", "note")
    await done(supervisor, number, "grade")
    await done(supervisor, number, "dispatch")
    page = await come(browser, agent, number)
    assert not re.search(r"a-001|e-003|s-001|备用压缩机|核心生产线|1381234|张伟", page.text)


async def test_of_who_is_restricted_or_erased_nothing_is_shown(browser: Browser, agent: httpx.AsyncClient, act_as: As):
    for measure, noun in (("restrict", "restriction"), ("erase", "erasure")):
        _, number, _ = await measured(act_as, agent, measure, noun)
        page = await come(browser, agent, number)
        assert page.status_code == 409
        assert "/my/ticket/write" not in page.text


async def test_how_the_department_is_reached_stands_on_every_page(service: Service):
    said = PortalSettings(service_phone="400 800 1234", service_wechat="远山售后", service_hours="8:00–20:00")
    console = create_console(service, replace(Reception(said=said, name="远山客户服务"), reports=Pace(most=1)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(console), base_url="http://test") as client:
        page = await client.get("/my/ticket")
    assert 'href="tel:4008001234"' in page.text
    assert all(each in page.text for each in ("远山售后", "8:00–20:00", "远山客户服务"))
