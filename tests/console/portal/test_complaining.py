"""A complaint as its customer goes through it: raised, followed, its handling rated, withdrawn."""

import re

import httpx

from api.matters.complaints import COMPLAINTS
from api.service import Service
from tests.api.conftest import As
from tests.console.conftest import Browser, hidden
from tests.console.portal.coming import brought, come

SAID = {"categories": "timeliness,attitude", "words": "约好两点，四点才到"}


async def complain(browser: Browser, **typed: str) -> str:
    form = hidden(await browser.open("/my/complaints/new"))
    page = await browser.send("/my/complaints/new", {**form, **SAID, **typed})
    found = re.fullmatch(r"/my/complaints/(TS\d{6}-\d{5})", page.url.path)
    assert found, page.text
    return found[1]


async def do(who: httpx.AsyncClient, number: str, action: str, **said: object) -> None:
    body = COMPLAINTS.examples[action] | said
    answer = await who.post(f"/complaints/{number}/{COMPLAINTS.nouns[action]}", json=body)
    assert answer.is_success, answer.text


async def handled(agent: httpx.AsyncClient, act_as: As, number: str) -> None:
    handler = act_as("h-001:complaint-handler")
    await do(agent, number, "contact-complainant")
    await do(handler, number, "answer-complaint")
    await do(handler, number, "assess-complaint", weight="simple")
    await do(handler, number, "handle-complaint")


async def test_it_is_raised_and_followed_in_plain_words(
    browser: Browser, agent: httpx.AsyncClient, act_as: As, service: Service
):
    await come(browser, agent, await brought(agent))
    number = await complain(browser)
    assert "We have it, and call you." in (await browser.open(f"/my/complaints/{number}")).text
    await handled(agent, act_as, number)
    page = await browser.open(f"/my/complaints/{number}")
    assert "免上门费，赠送一次清洗" in page.text
    assert "前一单延误没有触发改约通知" not in page.text, "what it came from is internal"
    assert "h-001" not in page.text
    assert await service.runner.wait_for(await service.log.end(), 10, "matters")
    assert number in (await browser.open("/my/ticket")).text


async def test_it_is_theirs_alone_and_of_their_ticket_whatever_the_form_says(
    browser: Browser, agent: httpx.AsyncClient
):
    ticket, other = await brought(agent), await brought(agent)
    await come(browser, agent, ticket)
    number = await complain(browser, ticket=other, staff="e-003", customer="k-of-another")
    first = (await agent.get(f"/complaints/{number}/history")).json()["events"][0]
    assert (await agent.get(f"/complaints/{number}")).json()["ticket"] == ticket
    assert first["actor"]["role"] == "customer"
    assert "staff" not in first["data"]
    await come(browser, agent, other)
    for page in (
        await browser.open(f"/my/complaints/{number}"),
        await browser.send(f"/my/complaints/{number}/withdraw", {"key": "k", "reason": "x"}),
    ):
        assert page.status_code in (403, 404)
        assert "四点才到" not in page.text


async def test_what_is_missing_is_said_and_what_was_typed_stays(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await brought(agent))
    form = hidden(await browser.open("/my/complaints/new"))
    page = await browser.send("/my/complaints/new", {**form, "words": "四点才到"})
    assert page.status_code == 422
    assert "四点才到</textarea>" in page.text
    page = await browser.send("/my/complaints/new", {**form, **SAID, "words": ""})
    assert page.status_code == 422
    assert page.text.count(" checked") == 2


async def test_the_form_sent_twice_raises_one(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await brought(agent))
    form = hidden(await browser.open("/my/complaints/new"))
    first, again = [await browser.send("/my/complaints/new", {**form, **SAID}) for _ in range(2)]
    assert first.url.path == again.url.path


async def test_they_say_whether_they_are_content_once_it_was_handled(
    browser: Browser, agent: httpx.AsyncClient, act_as: As
):
    await come(browser, agent, await brought(agent))
    number = await complain(browser)
    assert 'name="score"' not in (await browser.open(f"/my/complaints/{number}")).text
    await handled(agent, act_as, number)
    form = hidden(await browser.open(f"/my/complaints/{number}"))
    page = await browser.send(f"/my/complaints/{number}/rate", {**form, "comment": "好"})
    assert page.status_code == 422
    assert "好</textarea>" in page.text
    page = await browser.send(f"/my/complaints/{number}/rate", {**hidden(page), "score": "2", "comment": "好"})
    assert "we go on with it" in page.text
    facts = (await agent.get(f"/complaints/{number}")).json()["facts"]
    assert (facts["score"], facts["reopenings"]) == (2, 1)


async def test_who_rates_what_changed_meanwhile_sees_it_first(browser: Browser, agent: httpx.AsyncClient, act_as: As):
    await come(browser, agent, await brought(agent))
    number = await complain(browser)
    await handled(agent, act_as, number)
    form = hidden(await browser.open(f"/my/complaints/{number}"))
    await do(agent, number, "contact-complainant")
    page = await browser.send(f"/my/complaints/{number}/rate", {**form, "score": "5"})
    assert page.status_code == 412
    assert 'value="5" checked' in page.text


async def test_it_is_withdrawn_with_a_reason(browser: Browser, agent: httpx.AsyncClient):
    await come(browser, agent, await brought(agent))
    number = await complain(browser)
    form = hidden(await browser.open(f"/my/complaints/{number}"))
    page = await browser.send(f"/my/complaints/{number}/withdraw", form)
    assert page.status_code == 422
    page = await browser.send(f"/my/complaints/{number}/withdraw", {**hidden(page), "reason": "已谅解"})
    assert "You let it rest." in page.text
    assert (await agent.get(f"/complaints/{number}")).json()["status"] == "withdrawn"
