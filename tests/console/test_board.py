"""The board: what presses, who has how much, and a dispatch by two clicks from it."""

import re
from html import unescape

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_staff import engineer
from tests.api.test_tickets import opened
from tests.api.test_wholes import closed, said
from tests.console.conftest import Browser, hidden


@pytest.fixture
async def number(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """A graded ticket; two engineers on record, of whom one knows the product."""
    administrator = act_as("d-001:administrator")
    await engineer(administrator, supervisor, "e-003")
    await engineer(administrator, supervisor, "e-004", "空调")
    number = await opened(agent)
    await said(await supervisor.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "停机"}))
    for name in ("register", "staff", "workload"):
        await said(await supervisor.get(f"/{name}", params={"after": "now"}))
    return number


async def events_of(agent: httpx.AsyncClient, number: str) -> list[str]:
    return [event["type"] for event in (await agent.get(f"/tickets/{number}/history")).json()["events"]]


def link(page: httpx.Response, to: str) -> str:
    found = re.search(rf'href="({to}[^"]*)"', page.text)
    assert found, to
    return unescape(found[1])


def form(page: httpx.Response) -> dict[str, str]:
    then = re.findall(r'name="then" value="([^"]+)"', page.text)[-1]
    return {**hidden(page), "then": unescape(then)}


async def test_grading_leads_over_the_ranking_back_to_the_board(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    other = await opened(agent)
    await agent.get("/register", params={"after": "now"})
    await browser.sign_in("s-001:supervisor")
    grading = await browser.open(link(await browser.open("/desk/board?which=nobodys"), f"/desk/tickets/{other}/grade"))
    assert f'<a class="quiet" href="/desk/board?done={other}&amp;which=nobodys">' in grading.text, (
        "where to with nothing done"
    )
    said = {"severity": "urgent", "reason": "停机"}
    ranked = await browser.send(f"/desk/tickets/{other}/grade", {**form(grading), **said})
    assert ranked.url.path == f"/desk/board/dispatch/{other}"
    done = await browser.send(ranked.url.path, {**form(ranked), "engineer": "e-003"})
    assert str(done.url).endswith(f"/desk/board?done={other}&which=nobodys")


async def test_two_clicks_from_the_board_dispatch_to_the_best_and_lead_back(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("s-001:supervisor")
    board = await browser.open("/desk/board")
    clicks = 1
    ranked = await browser.open(link(board, f"/desk/board/dispatch/{number}"))
    clicks += 1
    offered = re.findall(r'<button name="engineer" value="([^"]+)"', ranked.text)
    done = await browser.send(f"/desk/board/dispatch/{number}", {**form(ranked), "engineer": offered[0]})
    assert offered == ["e-004", "e-003"]
    assert "knows 空调" in ranked.text
    assert (done.url.path, done.url.query) == ("/desk/board", f"done={number}".encode())
    assert f"Ticket {number} is done with." in done.text
    assert await events_of(agent, number) == ["ticket-opened", "ticket-graded", "engineer-dispatched"]
    assert clicks <= 3


async def test_who_has_it_is_shown_by_name_and_in_lists_by_number_too(
    browser: Browser, supervisor: httpx.AsyncClient, number: str
):
    await said(await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-003"}))
    await said(await supervisor.get("/tasks", params={"after": "now"}))
    await browser.sign_in("s-001:supervisor")
    for address in ("/desk/board", "/desk/register", "/desk/tasks?whose=all"):
        assert "张*<small>e-003" in (await browser.open(address)).text, address
    assert "<dd>张*</dd>" in (await browser.open(f"/desk/tickets/{number}")).text


async def test_a_dispatch_sent_twice_is_done_once(browser: Browser, agent: httpx.AsyncClient, number: str):
    await browser.sign_in("s-001:supervisor")
    ranked = await browser.open(f"/desk/board/dispatch/{number}?then=/desk/board")
    typed = {**form(ranked), "engineer": "e-004"}
    await browser.send(f"/desk/board/dispatch/{number}", typed)
    again = await browser.send(f"/desk/board/dispatch/{number}", typed)
    assert again.status_code == 200
    assert (await events_of(agent, number)).count("engineer-dispatched") == 1


async def test_what_changed_meanwhile_is_told_and_what_was_typed_is_kept(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("s-001:supervisor")
    typed = form(await browser.open(f"/desk/board/dispatch/{number}?then=/desk/board"))
    await agent.post(f"/tickets/{number}/note", json={"text": "先到"})
    told = await browser.send(f"/desk/board/dispatch/{number}", {**typed, "engineer": "e-004", "reason": "就近"})
    assert told.status_code == 412
    assert "就近" in told.text
    await browser.send(f"/desk/board/dispatch/{number}", {**form(told), "engineer": "e-004"})
    assert (await events_of(agent, number))[-1] == "engineer-dispatched"


async def test_a_dispatch_to_nobody_is_told(browser: Browser, agent: httpx.AsyncClient, number: str):
    await browser.sign_in("s-001:supervisor")
    typed = form(await browser.open(f"/desk/board/dispatch/{number}?then=/desk/board"))
    told = await browser.send(f"/desk/board/dispatch/{number}", typed)
    assert told.status_code == 422
    assert 'role="alert"' in told.text


async def test_what_has_no_severity_yet_leads_to_grading_and_on_to_dispatch(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    other = await opened(agent)
    await agent.get("/register", params={"after": "now"})
    await browser.sign_in("s-001:supervisor")
    grading = await browser.open(link(await browser.open("/desk/board?which=nobodys"), f"/desk/tickets/{other}/grade"))
    typed = {**form(grading), "severity": "urgent", "reason": "停机"}
    ranked = await browser.send(f"/desk/tickets/{other}/grade", typed)
    assert ranked.url.path == f"/desk/board/dispatch/{other}"


async def test_the_board_shows_who_has_how_much(browser: Browser, supervisor: httpx.AsyncClient, number: str):
    await said(await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-003"}))
    await said(await supervisor.get("/workload", params={"after": "now"}))
    await browser.sign_in("s-001:supervisor")
    board = (await browser.open("/desk/board")).text
    assert re.search(r'register\?engineer=e-003">1 open', board)
    assert re.search(r'register\?engineer=e-004">0 open', board)
    assert number not in (await browser.open("/desk/board?which=nobodys")).text


async def test_an_empty_board_says_what_to_do(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    for which in ("pressing", "late", "nobodys", "ended"):
        assert 'class="empty"' in (await browser.open(f"/desk/board?which={which}")).text


async def test_who_may_not_dispatch_is_offered_none(browser: Browser, number: str):
    await browser.sign_in("m-001:auditor")
    board = await browser.open("/desk/board")
    assert number in board.text
    assert "/desk/board/dispatch/" not in board.text
    assert (await browser.open(f"/desk/board/dispatch/{number}")).status_code == 403


async def test_who_sees_nobody_elses_work_has_no_board(browser: Browser):
    await browser.sign_in("e-003:engineer")
    assert (await browser.open("/desk/board")).status_code == 403
    assert "/desk/board" not in (await browser.open("/desk/tasks")).text


async def test_a_form_goes_on_to_no_other_site(browser: Browser, agent: httpx.AsyncClient):
    number = await opened(agent)
    await browser.sign_in("a-001:agent")
    page = await browser.open(f"/desk/tickets/{number}/note?then=https://evil.example/")
    assert form(page)["then"] == "/desk/tasks"
    typed = {**hidden(page), "text": "一", "then": "https://evil.example/"}
    done = await browser.send(f"/desk/tickets/{number}/note", typed, follow=False)
    assert done.headers["location"] == "/desk/tasks"


async def test_what_is_owed_after_a_ticket_has_ended_stands_apart_and_leads_to_its_form(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number, other = await closed(agent, supervisor), await opened(agent)
    for name in ("register", "clocks"):
        await said(await supervisor.get(f"/{name}" if name == "register" else "/tasks", params={"after": "now"}))
    await browser.sign_in("s-001:supervisor")
    first = (await browser.open("/desk/board")).text
    assert other in first
    assert number not in first
    ended = await browser.open("/desk/board?which=ended")
    assert other not in ended.text
    asking = link(ended, f"/desk/tickets/{number}/")
    assert "then=/desk/board" in asking
    form_of = await browser.open(asking)
    assert f'value="/desk/board?done={number}&amp;which=ended"' in form_of.text
