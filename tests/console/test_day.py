"""The engineer's day: visits in order, each as steps that are reported once, with photos and a signature."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.api.conftest import As
from tests.api.test_tickets import opened
from tests.api.test_wholes import said
from tests.console.conftest import Browser, hidden
from tests.stories.telling import PAPER, PHOTO

CALL: dict[str, Any] = {"contact": {"name": "张伟", "phone": "13812345678"}, "customer_name": "远山科技有限公司"}
PNG = ("签名.png", PHOTO, "image/png")


@pytest.fixture
async def number(act_as: As, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient) -> str:
    """A ticket with a visit that the engineer promised for an hour from now."""
    number, engineer = await opened(agent, **CALL), act_as("e-003:engineer")
    at = datetime.now(UTC) + timedelta(hours=1)
    for who, noun, body in (
        (agent, "acknowledgement", {"channel": "phone"}),
        (supervisor, "grade", {"severity": "general", "reason": "不影响使用"}),
        (supervisor, "dispatch", {"engineer": "e-003"}),
        (engineer, "acceptance", {}),
        (engineer, "visit", {"at": at.isoformat(), "place": "南京西路100号"}),
    ):
        await said(await who.post(f"/tickets/{number}/{noun}", json=body))
    for table in ("visits", "register"):
        await said(await agent.get(f"/{table}", params={"after": "now"}))
    return number


async def told(agent: httpx.AsyncClient, number: str) -> list[dict[str, Any]]:
    """What happened since the visit was promised."""
    events = (await agent.get(f"/tickets/{number}/history")).json()["events"]
    return events[[each["type"] for each in events].index("visit-promised") + 1 :]


async def types(agent: httpx.AsyncClient, number: str) -> list[str]:
    return [each["type"] for each in await told(agent, number)]


async def test_the_day_leads_to_its_visits(browser: Browser, number: str):
    await browser.sign_in("e-003:engineer")
    day = await browser.open("/desk/day")
    assert f'href="/desk/day/{number}"' in day.text
    visit = await browser.open(f"/desk/day/{number}")
    assert visit.status_code == 200
    assert re.search(r'id="step-arrive" class="is-next"', visit.text)


async def test_the_most_serious_looks_so(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient, number: str
):
    await said(await supervisor.post(f"/tickets/{number}/grade", json={"severity": "urgent", "reason": "停机"}))
    await browser.sign_in("e-003:engineer")
    assert 'class="severity rank-0"' in (await browser.open(f"/desk/day/{number}")).text


async def test_work_that_no_time_is_agreed_for_stands_in_the_day(
    browser: Browser, agent: httpx.AsyncClient, supervisor: httpx.AsyncClient
):
    number = await opened(agent)
    for noun, body in (("grade", {"severity": "general", "reason": "小"}), ("dispatch", {"engineer": "e-003"})):
        await said(await supervisor.post(f"/tickets/{number}/{noun}", json=body))
    await agent.get("/register", params={"after": "now"})
    await browser.sign_in("e-003:engineer")
    day = await browser.open("/desk/day")
    assert "No time agreed yet" in day.text
    assert f'href="/desk/day/{number}"' in day.text


async def test_an_empty_day_says_what_to_do(browser: Browser):
    await browser.sign_in("e-003:engineer")
    assert "Visits stand here as soon as" in (await browser.open("/desk/day")).text


async def test_who_goes_to_nobody_has_no_day(browser: Browser, number: str):
    await browser.sign_in("a-001:agent")
    assert (await browser.open("/desk/day")).status_code == 403
    assert 'href="/desk/day"' not in (await browser.open("/desk/tasks")).text
    assert (await browser.open(f"/desk/day/{number}")).status_code == 403


async def test_anothers_visit_is_not_shown(browser: Browser, number: str):
    await browser.sign_in("e-004:engineer")
    assert (await browser.open(f"/desk/day/{number}")).status_code == 403
    assert (await browser.open(f"/desk/day/{number}/arrive")).status_code == 403


async def test_number_and_address_are_shown_for_a_reason_that_is_recorded_once(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("e-003:engineer")
    visit = await browser.open(f"/desk/day/{number}")
    assert "13812345678" not in visit.text
    assert "南京西路" not in visit.text
    key = re.findall(r'/contact">\s*<input type="hidden" name="key" value="([^"]+)"', visit.text)[0]
    for _ in range(2):
        clear = await browser.send(f"/desk/day/{number}/contact", {"key": key, "reason": "上门前联系"})
        assert 'href="tel:13812345678"' in clear.text
        assert "geo:0,0?q=%E5%8D%97%E4%BA%AC" in clear.text
    assert await types(agent, number) == ["personal-data-unmasked"]


async def test_without_a_reason_nothing_is_shown_and_it_is_told(browser: Browser, number: str):
    await browser.sign_in("e-003:engineer")
    answer = await browser.send(f"/desk/day/{number}/contact", {"key": "k", "reason": ""})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "13812345678" not in answer.text


async def test_a_step_that_is_reported_twice_is_done_once_and_the_next_stands_open(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("e-003:engineer")
    typed = hidden(await browser.open(f"/desk/day/{number}/arrive"))
    await browser.send(f"/desk/day/{number}/arrive", typed)
    visit = await browser.send(f"/desk/day/{number}/arrive", typed)
    assert await types(agent, number) == ["engineer-arrived"]
    assert re.search(r'id="step-arrive" class="is-done"', visit.text)
    assert re.search(r'id="step-verify-product" class="is-next"', visit.text)


async def test_reports_typed_one_after_the_other_are_taken_one_after_the_other_at_the_times_that_they_say(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("e-003:engineer")
    version = hidden(await browser.open(f"/desk/day/{number}/arrive"))["version"]
    now = datetime.now(UTC)
    begun = now.replace(microsecond=now.microsecond // 1000 * 1000)
    reports = (
        ("arrive", {}),
        ("test", {"passed": "true"}),
        ("log-work", {"work": "guidance", "steps": "清洗滤网"}),
    )
    for place, (action, typed) in enumerate(reports):
        at = (begun + timedelta(milliseconds=place)).isoformat()
        answer = await browser.send(
            f"/desk/day/{number}/{action}", {**typed, "key": action, "version": version, "occurred": at}
        )
        assert answer.status_code == 200, answer.text
    events = await told(agent, number)
    assert [each["type"] for each in events] == ["engineer-arrived", "function-tested", "work-logged"]
    times = [datetime.fromisoformat(each["occurred"]) for each in events]
    assert times == [begun + timedelta(milliseconds=place) for place in range(3)]


async def test_no_field_of_the_page_takes_the_place_of_what_a_form_can_do(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("e-003:engineer")
    visit = await browser.open(f"/desk/day/{number}")
    assert 'name="matches"' not in visit.text
    assert 'name="matches_"' in visit.text
    await browser.send(f"/desk/day/{number}/verify-product", {**hidden(visit), "matches_": "true"})
    [event] = await told(agent, number)
    assert (event["type"], event["data"]) == ("product-verified", {"matches": True})


async def test_what_another_did_meanwhile_is_told_and_what_was_typed_is_kept(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("e-003:engineer")
    typed = hidden(await browser.open(f"/desk/day/{number}/arrive"))
    await agent.post(f"/tickets/{number}/note", json={"text": "客户改走后门"})
    answer = await browser.send(f"/desk/day/{number}/arrive", {**typed, "note": "已到门口"})
    assert answer.status_code == 412
    assert "已到门口" in answer.text
    await browser.send(f"/desk/day/{number}/arrive", {**hidden(answer), "note": "已到门口"})
    assert await types(agent, number) == ["note-added", "engineer-arrived"]


async def test_what_is_no_step_of_a_visit_is_not_reported_there(browser: Browser, number: str):
    await browser.sign_in("e-003:engineer")
    assert (await browser.open(f"/desk/day/{number}/close")).status_code == 404


async def test_photos_stand_with_the_ticket_once(browser: Browser, agent: httpx.AsyncClient, number: str):
    await browser.sign_in("e-003:engineer")
    typed = {"key": "photos", "purpose": "photo"}
    await browser.upload(f"/desk/day/{number}/photos", typed, ("铭牌.png", PHOTO, "image/png"))
    visit = await browser.upload(f"/desk/day/{number}/photos", typed, ("铭牌.png", PHOTO, "image/png"))
    assert visit.status_code == 200
    assert "铭牌.png" in visit.text
    [event] = await told(agent, number)
    assert (event["data"]["purpose"], event["data"]["sha256"]) == ("photo", PAPER)


@pytest.mark.parametrize("files", [(), (("notes.exe", b"MZ" + bytes(90), "application/octet-stream"),)])
async def test_what_is_no_photo_is_told_beside_its_field(
    browser: Browser, agent: httpx.AsyncClient, number: str, files: tuple[tuple[str, bytes, str], ...]
):
    await browser.sign_in("e-003:engineer")
    answer = await browser.upload(f"/desk/day/{number}/photos", {"key": "none"}, *files)
    assert answer.status_code >= 400
    assert re.search(r'id="photos".*role="alert"', answer.text, re.DOTALL)
    assert await types(agent, number) == []


async def test_the_customer_signs_and_that_confirms_once(
    browser: Browser, agent: httpx.AsyncClient, act_as: As, number: str
):
    engineer = act_as("e-003:engineer")
    for noun, body in (
        ("arrival", {}),
        ("work", {"work": "guidance", "steps": "讲解设置"}),
        ("resolution", {"handling": "已讲解"}),
    ):
        await said(await engineer.post(f"/tickets/{number}/{noun}", json=body))
    await browser.sign_in("e-003:engineer")
    visit = await browser.open(f"/desk/day/{number}")
    assert re.search(r'id="step-confirm" class="is-next"', visit.text)
    typed = {"key": "signed", "version": hidden(visit)["version"]}
    for _ in range(2):
        assert (await browser.upload(f"/desk/day/{number}/confirm", typed, PNG)).status_code == 200
    added, confirmed = (await told(agent, number))[-2:]
    assert (added["type"], added["data"]["purpose"]) == ("attachment-added", "confirmation")
    assert confirmed["type"] == "resolution-confirmed"
    assert confirmed["data"] == {"signature": "张*", "given": "signature", "evidence": PAPER}
    assert (await types(agent, number)).count("resolution-confirmed") == 1


async def test_a_signature_before_the_solution_is_refused_and_told(
    browser: Browser, agent: httpx.AsyncClient, number: str
):
    await browser.sign_in("e-003:engineer")
    answer = await browser.upload(f"/desk/day/{number}/confirm", {"key": "early"}, PNG)
    assert answer.status_code == 409
    assert re.search(r'id="step-confirm".*role="alert"', answer.text, re.DOTALL)
    assert "resolution-confirmed" not in await types(agent, number)


async def test_a_form_that_broke_off_is_told(browser: Browser, number: str):
    await browser.sign_in("e-003:engineer")
    assert (await browser.send(f"/desk/day/{number}/photos", {"key": "k"})).status_code == 400


async def test_the_worker_is_served_beside_the_pages_that_it_keeps(browser: Browser):
    answer = await browser.open("/desk/day-worker.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-store"


async def test_signing_out_tells_the_browser_to_forget_what_it_kept(browser: Browser):
    await browser.sign_in("e-003:engineer")
    answer = await browser.send("/desk/sign-out", follow=False)
    assert answer.headers["clear-site-data"] == '"storage"'
    assert "clear-site-data" not in (await browser.open("/desk/sign-in")).headers
