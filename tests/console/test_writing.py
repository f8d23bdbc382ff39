"""Ready texts for the customer: those that fit the ticket, by channel and language, recorded once they were sent."""

import re
from html import unescape
from typing import Any

import httpx
import pytest

from api.service import Service
from domain.ticket.vocabulary import Channel
from gongdan.console.app import create_console
from gongdan.console.portal.entry.reception import Reception
from gongdan.notices.replies import FORMS, form_of, texts
from gongdan.notices.wording import replies
from tests.api.test_tickets import opened
from tests.console.conftest import ORIGIN, Browser

FACTS = dict.fromkeys(
    [
        "number",
        "summary",
        "product",
        "status",
        "engineer",
        "visit",
        "estimate",
        "amount",
        "items",
        "plan",
        "options",
        "needs",
        "missing",
        "parts",
        "code",
        "link",
        "sender",
    ],
    "X",
)


def typed_in(page: httpx.Response) -> dict[str, str]:
    """The ready texts by their step."""
    found = re.findall(r'<textarea id="text-([a-z]+)"[^>]*>(.*?)</textarea>', page.text, re.DOTALL)
    return {step: unescape(text) for step, text in found}


async def test_a_new_ticket_has_a_text_with_its_number_code_and_link(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent, summary="空调不制冷")
    code = (await agent.get(f"/tickets/{number}/follow-code")).json()["code"]
    await browser.sign_in("a-001:agent")
    text = typed_in(await browser.open(f"/desk/tickets/{number}/write?as=chat&in=zh"))["received"]
    assert "“空调不制冷”已登记" in text
    assert all(each in text for each in (number, code, "http://test/my/ticket"))


async def test_the_texts_go_with_how_the_ticket_stands(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/acknowledgement", json={"channel": "phone"})
    await agent.post(f"/tickets/{number}/verification", json={"missing": ["serial"]})
    await browser.sign_in("a-001:agent")
    found = typed_in(await browser.open(f"/desk/tickets/{number}/write?as=sms&in=en"))
    assert list(found) == ["missing", "progress", "received"]
    assert found["missing"].startswith("After-sales service: We still need:")


async def test_a_text_that_was_sent_is_recorded_as_it_was_changed(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    page = (await browser.open(f"/desk/tickets/{number}/write?as=chat")).text
    form = page[page.index('id="reply-received"') :]
    said = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)[:4])
    await browser.send(f"/desk/tickets/{number}/communicate", {**said, "text": "已微信告知"})
    event = (await agent.get(f"/tickets/{number}/history")).json()["events"][-1]
    assert event["type"] == "communication-logged"
    assert event["data"] == {"direction": "to-customer", "channel": "wechat", "text": "已微信告知"}


async def test_who_may_not_write_to_the_customer_sees_no_code(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("x-001:auditor")
    assert (await browser.open(f"/desk/tickets/{number}/write")).status_code == 403
    assert f"/desk/tickets/{number}/write" not in (await browser.open(f"/desk/tickets/{number}")).text


async def test_no_text_names_a_person_of_the_customers(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    page = await browser.open(f"/desk/tickets/{number}/write?as=mail")
    assert "张" not in "".join(typed_in(page).values())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_can_be_written_in_every_form(form: Any, language: Any):
    found = texts(replies("step"), form, FACTS, language)
    assert all(each.text.count("X") >= 3 and all(each.title.values()) for each in found)


def test_every_channel_has_a_form():
    assert {form_of(each) for each in Channel} == set(FORMS)


def test_no_text_message_is_longer_than_two():
    longest = {step: texts([step], "sms", FACTS, "zh")[0].text for step in replies("step")}
    assert {step: len(text) for step, text in longest.items() if len(text) > 134} == {}


async def test_a_link_that_staff_make_lets_the_customer_in_once(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent, summary="空调不制冷")
    await browser.sign_in("a-001:agent")
    page = await browser.send(f"/desk/tickets/{number}/write/link?as=chat&in=zh")
    found = re.search(r'value="http://test(/my/enter/([\w-]+))"', page.text)
    assert found
    assert found[2] not in (await browser.open(f"/desk/tickets/{number}/write")).text, "it was shown once"
    shown = await browser.send("/my/enter", {"secret": found[2]})
    assert (shown.url.path, number in shown.text) == ("/my/ticket", True)
    assert (await browser.send("/my/enter", {"secret": found[2]})).status_code == 410


async def test_who_may_not_write_to_the_customer_makes_no_link(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("x-001:auditor")
    assert (await browser.send(f"/desk/tickets/{number}/write/link")).status_code == 403


async def test_texts_and_links_begin_with_the_public_address_where_one_is_set(
    service: Service, agent: httpx.AsyncClient
):
    reception = Reception(public_url="https://service.example.com/")
    transport = httpx.ASGITransport(create_console(service, reception))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
        browser, number = Browser(client), await opened(agent)
        await browser.sign_in("a-001:agent")
        page = await browser.send(f"/desk/tickets/{number}/write/link?as=chat")
    assert "https://service.example.com/my/ticket" in page.text
    assert "https://service.example.com/my/enter/" in page.text
    assert "GONGDAN_PUBLIC_URL" not in page.text


async def test_where_no_public_address_is_set_it_is_said_where_the_texts_lead(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    page = await browser.open(f"/desk/tickets/{number}/write")
    assert f"these texts lead to {ORIGIN}/my/ticket, as you see it" in page.text
