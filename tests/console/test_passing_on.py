"""Several tickets given to one person at once: each told how it ended, done once, and never over a change unseen."""

import re
from html import unescape

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_staff import engineer
from tests.api.test_tickets import opened
from tests.api.test_wholes import said
from tests.console.conftest import Browser

PAGE = "/desk/board/passing-on"


@pytest.fixture
async def numbers(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> list[str]:
    """Three graded tickets of one engineer of two on record."""
    administrator = act_as("d-001:administrator")
    for each in ("e-003", "e-004"):
        await engineer(administrator, supervisor, each)
    found = [await opened(agent) for _ in range(3)]
    for number in found:
        await said(await supervisor.post(f"/tickets/{number}/grade", json={"severity": "general", "reason": "不急"}))
        await said(await supervisor.post(f"/tickets/{number}/dispatch", json={"engineer": "e-003"}))
    for name in ("register", "staff", "workload"):
        await said(await supervisor.get(f"/{name}", params={"after": "now"}))
    return found


def form(page: httpx.Response) -> dict[str, str]:
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    assert key
    return {"key": key[1], "ticket": ",".join(re.findall(r'name="ticket" value="([^"]+)" checked', page.text))}


async def engineers_of(supervisor: httpx.AsyncClient, numbers: list[str]) -> list[str]:
    return [(await said(await supervisor.get(f"/tickets/{number}")))["engineer"] for number in numbers]


async def test_all_that_an_engineer_has_goes_to_another_and_each_is_told(
    browser: Browser, supervisor: httpx.AsyncClient, numbers: list[str]
):
    await browser.sign_in("s-001:supervisor")
    board = await browser.open("/desk/board")
    assert f'href="{PAGE}?engineer=e-003"' in board.text
    page = await browser.open(f"{PAGE}?engineer=e-003")
    assert '<option value="e-003"' not in page.text
    done = await browser.send(f"{PAGE}?engineer=e-003", {**form(page), "engineer": "e-004", "reason": "请假"})
    assert done.text.count(">done<") == 3
    assert "3 of 3 are with 张* e-004 now." in done.text
    assert await engineers_of(supervisor, numbers) == ["e-004"] * 3


async def test_sent_twice_it_is_done_once(browser: Browser, supervisor: httpx.AsyncClient, numbers: list[str]):
    await browser.sign_in("s-001:supervisor")
    typed = {**form(await browser.open(f"{PAGE}?engineer=e-003")), "engineer": "e-004", "reason": "请假"}
    first, again = [await browser.send(f"{PAGE}?engineer=e-003", typed) for _ in range(2)]
    assert first.text.partition("<main")[2] == again.text.partition("<main")[2]
    history = await said(await supervisor.get(f"/tickets/{numbers[0]}/history"))
    assert [event["type"] for event in history["events"]].count("engineer-dispatched") == 2


async def test_only_what_is_ticked_goes_and_what_changed_meanwhile_is_told_apart(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, numbers: list[str]
):
    await browser.sign_in("s-001:supervisor")
    typed = form(await browser.open(f"{PAGE}?engineer=e-003"))
    await agent.post(f"/tickets/{numbers[0]}/note", json={"text": "先到"})
    ticked = [each for each in typed["ticket"].split(",") if not each.startswith(numbers[2])]
    done = await browser.send(
        f"{PAGE}?engineer=e-003", {**typed, "ticket": ",".join(ticked), "engineer": "e-004", "reason": "请假"}
    )
    assert "1 of 2 are with 张* e-004 now." in done.text
    assert "Look at the rest again" in done.text
    assert await engineers_of(supervisor, numbers) == ["e-003", "e-004", "e-003"]


async def test_passing_on_without_a_reason_is_refused_for_each(
    browser: Browser, supervisor: httpx.AsyncClient, numbers: list[str]
):
    await browser.sign_in("s-001:supervisor")
    typed = form(await browser.open(f"{PAGE}?engineer=e-003"))
    done = await browser.send(f"{PAGE}?engineer=e-003", {**typed, "engineer": "e-004"})
    assert done.text.count(">refused<") == 3
    assert await engineers_of(supervisor, numbers) == ["e-003"] * 3


@pytest.mark.parametrize("left_out", ["engineer", "ticket"])
async def test_what_is_missing_is_told_and_what_was_typed_is_kept(browser: Browser, numbers: list[str], left_out: str):
    await browser.sign_in("s-001:supervisor")
    typed = {**form(await browser.open(f"{PAGE}?engineer=e-003")), "engineer": "e-004", "reason": "请假"}
    answer = await browser.send(f"{PAGE}?engineer=e-003", {**typed, left_out: ""})
    assert answer.status_code == 422
    assert "请假" in answer.text
    assert re.search(r'role="alert"|id="f-engineer-wrong"', answer.text)


async def test_what_nobody_has_is_given_to_one_person(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, numbers: list[str]
):
    free, ungraded = await opened(agent), await opened(agent)
    await said(await supervisor.post(f"/tickets/{free}/grade", json={"severity": "general", "reason": "不急"}))
    await said(await supervisor.get("/register", params={"after": "now"}))
    await browser.sign_in("s-001:supervisor")
    assert f"{PAGE}?nobodys=true" in (await browser.open("/desk/board?which=nobodys")).text
    page = await browser.open(f"{PAGE}?nobodys=true")
    typed = form(page)
    assert typed["ticket"].startswith(f"{free}@")
    assert f"/desk/tickets/{ungraded}/grade" in page.text
    await browser.send(f"{PAGE}?nobodys=true", {**typed, "engineer": "e-004"})
    assert await engineers_of(supervisor, [free]) == ["e-004"]


async def test_what_the_register_was_asked_for_is_passed_on(browser: Browser, numbers: list[str]):
    await browser.sign_in("s-001:supervisor")
    register = await browser.open("/desk/register?kind=fault&engineer=e-003&sort=reported")
    to = re.search(rf'href="({PAGE}[^"]+)"', register.text)
    assert to
    assert len(form(await browser.open(unescape(to[1])))["ticket"].split(",")) == 3
    assert PAGE not in (await browser.open("/desk/register")).text


async def test_who_may_not_dispatch_passes_nothing_on(browser: Browser, numbers: list[str]):
    await browser.sign_in("m-001:manager")
    assert PAGE not in (await browser.open("/desk/board")).text
    assert (await browser.open(f"{PAGE}?engineer=e-003")).status_code == 403
    assert (await browser.send(f"{PAGE}?engineer=e-003", {"engineer": "e-004"})).status_code == 403


async def test_nothing_to_pass_on_says_so(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    assert 'class="empty"' in (await browser.open(f"{PAGE}?engineer=e-009")).text
