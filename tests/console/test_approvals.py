"""Approvals in one list: each with what was asked and a button, done once, and never one's own."""

import re

import httpx
import pytest

from api.tickets.examples import EXAMPLES
from tests.api.conftest import As
from tests.api.test_tickets import opened
from tests.api.test_wholes import said
from tests.console.conftest import Browser

APPROVALS = "/desk/approvals"


@pytest.fixture
async def number(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """A ticket with a plan that waits, proposed by its engineer."""
    number, engineer = await opened(agent), act_as("e-003:engineer")
    for who, noun, body in (
        (supervisor, "grade", {"severity": "general", "reason": "不急"}),
        (supervisor, "dispatch", {"engineer": "e-003"}),
        (engineer, "acceptance", {}),
        (engineer, "plan", EXAMPLES["propose-plan"]),
        (engineer, "compensation", EXAMPLES["propose-compensation"]),
    ):
        await said(await who.post(f"/tickets/{number}/{noun}", json=body))
    await said(await supervisor.get("/tasks", params={"after": "now"}))
    return number


def forms(page: httpx.Response) -> dict[str, dict[str, str]]:
    """What each form of the list holds, by its address."""
    found = re.findall(r'<form method="post" action="([^"]+/approve-[a-z]+)">(.*?)</form>', page.text, re.DOTALL)
    return {to: dict(re.findall(r'name="(\w+)" value="([^"]*)"', inside)) for to, inside in found}


async def test_one_tap_approves_and_leads_back_to_the_list(browser: Browser, agent: httpx.AsyncClient, number: str):
    await browser.sign_in("s-001:supervisor")
    page = await browser.open(APPROVALS)
    waiting = forms(page)
    assert {*waiting} == {f"/desk/tickets/{number}/approve-{what}" for what in ("plan", "compensation")}
    assert EXAMPLES["propose-plan"]["steps"] in page.text
    for address, typed in waiting.items():
        done = await browser.send(address, {**typed, "version": ""})
        again = await browser.send(address, {**typed, "version": ""})
        assert done.url.path == again.url.path == APPROVALS
    events = [event["type"] for event in (await agent.get(f"/tickets/{number}/history")).json()["events"]]
    assert events[-2:] == ["plan-approved", "compensation-approved"]
    assert "Nothing waits" in (await browser.open(APPROVALS)).text or not forms(await browser.open(APPROVALS))


async def test_what_changed_meanwhile_is_told(browser: Browser, agent: httpx.AsyncClient, number: str):
    await browser.sign_in("s-001:supervisor")
    address, typed = next(iter(forms(await browser.open(APPROVALS)).items()))
    await agent.post(f"/tickets/{number}/note", json={"text": "先到"})
    assert (await browser.send(address, typed)).status_code == 412


async def test_the_other_answer_asks_why_and_leads_back(browser: Browser, number: str):
    await browser.sign_in("s-001:supervisor")
    page = await browser.open(APPROVALS)
    to = re.search(rf'href="(/desk/tickets/{number}/reject-plan\?[^"]+)"', page.text)
    assert to
    form = await browser.open(to[1].replace("&amp;", "&"))
    assert re.search(r'name="plan" value="1"', form.text)
    assert f'name="then" value="{APPROVALS}?done={number}"' in form.text


async def test_nobody_is_offered_to_approve_what_they_asked_for(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await opened(agent)
    await said(await supervisor.post(f"/tickets/{number}/grade", json={"severity": "general", "reason": "不急"}))
    await said(await supervisor.post(f"/tickets/{number}/plan", json=EXAMPLES["propose-plan"]))
    await said(await supervisor.get("/tasks", params={"after": "now"}))
    await browser.sign_in("s-001:supervisor")
    page = await browser.open(APPROVALS)
    assert not forms(page)
    assert "another has to answer" in page.text


async def test_nothing_that_waits_says_so(browser: Browser):
    await browser.sign_in("m-001:manager")
    assert 'class="empty"' in (await browser.open(APPROVALS)).text


async def test_who_approves_nothing_has_no_list(browser: Browser):
    await browser.sign_in("e-003:engineer")
    assert (await browser.open(APPROVALS)).status_code == 403
    assert APPROVALS not in (await browser.open("/desk/tasks")).text
