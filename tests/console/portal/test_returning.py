"""A return of goods as its customer goes through it: asked for, followed, an offer taken, withdrawn."""

import re

import httpx
import pytest

from api.matters.returns import RETURNS
from api.service import Service
from tests.api.conftest import As
from tests.console.conftest import Browser, hidden
from tests.console.portal.coming import brought, come

ASKED = {"wanted": "refund", "voucher": "invoice", "condition": "used", "reason": "使用三天即不制冷"}


@pytest.fixture
def reviewer(act_as: As) -> httpx.AsyncClient:
    return act_as("a-002:agent")


async def ask(browser: Browser) -> str:
    form = hidden(await browser.open("/my/returns/new"))
    page = await browser.send("/my/returns/new", {**form, **ASKED})
    found = re.fullmatch(r"/my/returns/(TH\d{6}-\d{5})", page.url.path)
    assert found, page.text
    return found[1]


async def do(who: httpx.AsyncClient, number: str, action: str, **said: object) -> None:
    body = RETURNS.examples[action] | said
    answer = await who.post(f"/returns/{number}/{RETURNS.nouns[action]}", json=body)
    assert answer.is_success, answer.text


async def inspected(act_as: As, reviewer: httpx.AsyncClient, number: str, finding: str) -> None:
    await do(reviewer, number, "approve-return")
    await do(act_as("w-001:warehouse"), number, "receive-goods")
    await do(act_as("i-001:returns-inspector"), number, "inspect-goods", finding=finding)


async def test_it_is_asked_for_and_followed_in_plain_words(
    browser: Browser, agent: httpx.AsyncClient, reviewer: httpx.AsyncClient, service: Service
):
    await come(browser, agent, await brought(agent))
    number = await ask(browser)
    assert "whether and how to send the goods" in (await browser.open(f"/my/returns/{number}")).text
    await do(reviewer, number, "approve-return")
    page = await browser.open(f"/my/returns/{number}")
    assert f"write {number} on the parcel" in page.text
    assert "外加木箱" in page.text
    assert "a-002" not in page.text
    assert await service.runner.wait_for(await service.log.end(), 10, "matters")
    assert number in (await browser.open("/my/ticket")).text


async def test_what_is_offered_without_a_defect_is_taken_as_it_is(
    browser: Browser, agent: httpx.AsyncClient, reviewer: httpx.AsyncClient, act_as: As
):
    await come(browser, agent, await brought(agent))
    number = await ask(browser)
    await inspected(act_as, reviewer, number, "no-defect")
    await do(agent, number, "offer-settlement")
    page = await browser.open(f"/my/returns/{number}")
    assert "60.00" in page.text
    await browser.send(f"/my/returns/{number}/take-offer", hidden(page))
    assert (await agent.get(f"/returns/{number}")).json()["facts"]["settlement"] == "send-back"


async def test_an_offer_that_changed_meanwhile_is_shown_again(
    browser: Browser, agent: httpx.AsyncClient, reviewer: httpx.AsyncClient, act_as: As
):
    await come(browser, agent, await brought(agent))
    number = await ask(browser)
    await inspected(act_as, reviewer, number, "no-defect")
    await do(agent, number, "offer-settlement")
    form = hidden(await browser.open(f"/my/returns/{number}"))
    await do(agent, number, "offer-settlement", fee="90.00")
    page = await browser.send(f"/my/returns/{number}/take-offer", form)
    assert (page.status_code, "90.00" in page.text) == (412, True)


async def test_for_a_defect_they_choose(
    browser: Browser, agent: httpx.AsyncClient, reviewer: httpx.AsyncClient, act_as: As
):
    await come(browser, agent, await brought(agent))
    number = await ask(browser)
    await inspected(act_as, reviewer, number, "quality-defect")
    form = hidden(await browser.open(f"/my/returns/{number}"))
    await browser.send(f"/my/returns/{number}/take-offer", {**form, "settlement": "exchange"})
    assert (await agent.get(f"/returns/{number}")).json()["facts"]["settlement"] == "exchange"


async def test_it_is_withdrawn(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await brought(agent))
    number = await ask(browser)
    page = await browser.send(f"/my/returns/{number}/withdraw", hidden(await browser.open(f"/my/returns/{number}")))
    assert "You keep the goods." in page.text
    assert (await agent.get(f"/returns/{number}")).json()["status"] == "withdrawn"


async def test_what_is_missing_is_said_and_what_was_typed_stays(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await brought(agent))
    form = hidden(await browser.open("/my/returns/new"))
    page = await browser.send("/my/returns/new", {**form, **ASKED, "wanted": "", "reason": "不制冷"})
    assert page.status_code == 422
    assert "不制冷</textarea>" in page.text


async def test_that_of_another_ticket_is_not_shown(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await brought(agent))
    number = await ask(browser)
    await come(browser, agent, await brought(agent))
    for page in (
        await browser.open(f"/my/returns/{number}"),
        await browser.send(f"/my/returns/{number}/withdraw", {"key": "k"}),
    ):
        assert page.status_code in (403, 404)
        assert "不制冷" not in page.text
