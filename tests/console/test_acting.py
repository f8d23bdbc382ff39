"""Acting by forms: what the API does, once for each form that was shown, and nothing typed is lost."""

import re

import httpx

from domain.refusals import TEXTS
from domain.ticket.commands import COMMANDS
from gongdan.console.tickets.remedies import GIVEN_BY
from tests.api.test_tickets import opened
from tests.console.conftest import Browser, hidden
from tests.stories.telling import PAPER, PHOTO


async def test_what_is_typed_is_recorded_under_the_name_of_who_is_signed_in(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    form = await browser.open(f"/desk/tickets/{number}/note")
    page = await browser.send(f"/desk/tickets/{number}/note", {**hidden(form), "text": "客户下午再打来"})
    assert page.url.path == f"/desk/tickets/{number}"
    assert "客户下午再打来" in page.text
    events = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert (events[-1]["type"], events[-1]["actor"]["id"]) == ("note-added", "a-001")


async def test_a_form_that_is_sent_twice_is_done_once(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    typed = {**hidden(await browser.open(f"/desk/tickets/{number}/note")), "text": "一次"}
    first = await browser.send(f"/desk/tickets/{number}/note", typed, follow=False)
    again = await browser.send(f"/desk/tickets/{number}/note", typed, follow=False)
    assert first.status_code == again.status_code == 303
    events = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert [event["type"] for event in events].count("note-added") == 1


async def test_the_second_of_two_people_sees_what_changed_and_decides(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-002:agent")
    seen = hidden(await browser.open(f"/desk/tickets/{number}/note"))
    await agent.post(f"/tickets/{number}/note", json={"text": "先到"})
    told = await browser.send(f"/desk/tickets/{number}/note", {**seen, "text": "后到"})
    assert told.status_code == 412
    assert "look at what is new, and press again" in told.text
    assert "If-Match" not in told.text
    assert "后到" in told.text
    await browser.send(f"/desk/tickets/{number}/note", {**hidden(told), "text": "后到"})
    events = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    assert [event["data"].get("text") for event in events[-2:]] == ["先到", "后到"]


async def test_what_is_missing_is_told_beside_its_field_and_the_rest_is_kept(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await browser.sign_in("s-001:supervisor")
    form = hidden(await browser.open(f"/desk/tickets/{number}/grade"))
    answer = await browser.send(f"/desk/tickets/{number}/grade", {**form, "severity": "", "reason": "<b>影响生产</b>"})
    assert answer.status_code == 422
    assert re.search(r'aria-describedby="f-severity-wrong"', answer.text)
    assert "&lt;b&gt;影响生产&lt;/b&gt;" in answer.text
    assert len((await agent.get(f"/tickets/{number}/history")).json()["events"]) == 1


async def test_a_refusal_is_told_in_the_form(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("s-001:supervisor")
    form = hidden(await browser.open(f"/desk/tickets/{number}/close"))
    answer = await browser.send(f"/desk/tickets/{number}/close", form)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text


async def test_who_may_not_act_is_told_so_before_typing(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("m-001:auditor")
    answer = await browser.open(f"/desk/tickets/{number}/grade")
    assert answer.status_code == 403
    assert 'name="key"' not in answer.text


async def test_an_action_that_there_is_not_has_no_page(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("s-001:supervisor")
    assert (await browser.open(f"/desk/tickets/{number}/explode")).status_code == 404


async def test_a_refusal_leads_to_what_is_missing(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("s-001:supervisor")
    form = hidden(await browser.open(f"/desk/tickets/{number}/dispatch"))
    answer = await browser.send(f"/desk/tickets/{number}/dispatch", {**form, "engineer": "e-001"})
    assert answer.status_code == 409
    alert = answer.text[answer.text.index('role="alert"') :]
    assert f'href="/desk/tickets/{number}/grade"' in alert[: alert.index("</div>")]


async def test_where_it_is_too_early_for_what_is_missing_the_next_step_is_offered(
    browser: Browser, agent: httpx.AsyncClient
):
    number = await opened(agent)
    await browser.sign_in("s-001:supervisor")
    form = hidden(await browser.open(f"/desk/tickets/{number}/close"))
    answer = await browser.send(f"/desk/tickets/{number}/close", form)
    alert = answer.text[answer.text.index('role="alert"') :]
    assert f'href="/desk/tickets/{number}/acknowledge"' in alert[: alert.index("</div>")]


async def test_evidence_is_chosen_from_the_files_of_the_ticket(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await agent.post(f"/tickets/{number}/attachments", params={"name": "签字单.png"}, content=PHOTO)
    await browser.sign_in("a-001:agent")
    page = (await browser.open(f"/desk/tickets/{number}/confirm")).text
    assert re.search(rf'<option value="{PAPER}">签字单.png', page)


def test_every_refusal_that_leads_somewhere_is_one_and_leads_to_an_action():
    assert GIVEN_BY.keys() <= TEXTS.keys()
    assert {action for given in GIVEN_BY.values() for action in given} <= COMMANDS.keys()
