"""A fault reported from the web: opened once, by a customer of their own, who is told number and code."""

import re

import httpx
import pytest

from api.app import create_app
from api.help.pace import Pace
from api.service import Service
from gongdan.console.app import Beside, create_console
from gongdan.console.portal.entry.reception import Reception
from gongdan.console.portal.entry.settings import PortalSettings
from tests.console.conftest import Browser, hidden

FAULT = {
    "kind": "fault",
    "summary": "洗衣机漏水",
    "product.model": "WX-7",
    "product.purchased": "2024-03",
    "contact.name": "李娜",
    "contact.phone": "13900001234",
}


async def report(browser: Browser, **more: str) -> httpx.Response:
    form = hidden(await browser.open("/my/report"))
    return await browser.send("/my/report", {**form, **FAULT, **more})


def number_in(page: httpx.Response) -> str:
    found = re.search(r"\d{6}-\d{5}", page.text)
    assert found, page.text
    return found[0]


async def test_who_reports_gets_number_and_code_and_is_let_in(browser: Browser, agent: httpx.AsyncClient):
    page = await report(browser)
    number = number_in(page)
    code = (await agent.get(f"/tickets/{number}/follow-code")).json()["code"]
    assert code in page.text
    assert code not in (await browser.open("/my/ticket")).text
    [event] = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert event["data"]["channel"] == "web"
    assert (event["actor"]["role"], event["actor"]["channel"]) == ("customer", "portal")


async def test_sent_twice_it_is_one_ticket(browser: Browser):
    typed = {**hidden(await browser.open("/my/report")), **FAULT}
    first, second = await browser.send("/my/report", typed), await browser.send("/my/report", typed)
    assert number_in(first) == number_in(second)


async def test_what_is_not_theirs_to_say_is_not_heard(browser: Browser, agent: httpx.AsyncClient):
    page = await report(
        browser, customer="customer-C10023", channel="phone", tier="key", occurred="2024-01-01", region="x"
    )
    [event] = (await agent.get(f"/tickets/{number_in(page)}/history")).json()["events"]
    ticket = (await agent.get(f"/tickets/{number_in(page)}")).json()
    assert event["data"]["channel"] == "web"
    assert event["data"].keys().isdisjoint({"tier", "region"})
    assert ticket["customer"] != "customer-C10023"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"summary": ""}, "summary"),
        ({"contact.phone": ""}, "contact.phone"),
        ({"contact.phone": "call me"}, "contact.phone"),
        ({"product.purchased": "2024-02-30"}, "product.purchased"),
    ],
)
async def test_what_is_wrong_is_said_and_what_was_typed_stays(browser: Browser, said: dict[str, str], field: str):
    page = await report(browser, **said)
    assert page.status_code == 422
    assert 'value="WX-7"' in page.text
    assert 'role="alert"' in page.text
    assert f'id="{field}-wrong"' in page.text


async def test_made_up_forms_are_refused(browser: Browser):
    assert (await browser.send("/my/report", {**FAULT, "key": "x"})).status_code == 400


async def test_more_than_the_pace_have_to_wait_and_lose_nothing(service: Service):
    reception = Reception(reports=Pace(most=1))
    transport = httpx.ASGITransport(Beside(create_app(service), create_console(service, reception)))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        browser = Browser(client)
        await report(browser)
        page = await report(browser)
    assert page.status_code == 429
    assert 'value="WX-7"' in page.text


async def test_where_reports_from_the_web_are_not_taken_people_are_told_how_else(service: Service):
    console = create_console(service, Reception(said=PortalSettings(public_reports=0)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(console), base_url="http://test") as client:
        browser = Browser(client)
        assert 'action="/my/report"' not in (await browser.open("/my/report")).text
        assert (await browser.send("/my/report", FAULT)).status_code == 404
