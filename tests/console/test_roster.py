"""The roster: who is away and who acts for them in a week's grid, changed by forms that are done once."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest

from api.app import create_app
from api.service import Service
from api.staff_records import StaffRecords
from gongdan.console.app import Beside, create_console
from tests.api.conftest import As
from tests.api.test_staff import joined
from tests.api.test_wholes import said
from tests.console.conftest import ORIGIN, Browser, hidden

TODAY = datetime.now(UTC).astimezone().date()
MONDAY = TODAY - timedelta(days=TODAY.weekday())
ROSTER = "/desk/roster"


@pytest.fixture
async def people(act_as: As, supervisor: httpx.AsyncClient) -> None:
    """One of the north and one of the south."""
    administrator = act_as("d-001:administrator")
    for number, team in (("e-003", "north"), ("e-004", "south")):
        await joined(administrator, number)
        await said(await supervisor.post(f"/staff/{number}/team", json={"team": team, "since": "2020-01-01"}))
    await said(await supervisor.get("/staff", params={"after": "now"}))


def link(page: httpx.Response, to: str) -> str:
    found = re.search(rf'href="({to}[^"]*)"', page.text)
    assert found, to
    return unescape(found[1])


async def sent(browser: Browser, address: str, **typed: str) -> httpx.Response:
    """The form at an address, as it stands, with what is typed."""
    page = await browser.open(address)
    main = page.text.partition("<main")[2]
    shown = re.findall(r'<input id="f-[^"]+" name="([^"]+)"[^>]*? value="([^"]*)"', main)
    then = re.findall(r'name="then" value="([^"]+)"', main)
    back = {"then": unescape(then[-1])} if then else {}
    return await browser.send(address.partition("?")[0], {**dict(shown), **hidden(page), **back, **typed})


async def on_leave(browser: Browser) -> httpx.Response:
    taking = link(await browser.open(ROSTER), "/desk/staff/e-003/take-leave")
    return await sent(browser, taking, since=str(MONDAY), until=str(MONDAY + timedelta(days=1)), kind="annual")


async def test_leave_is_taken_from_the_grid_and_stands_in_it(browser: Browser, people: None):
    await browser.sign_in("s-001:supervisor")
    done = await on_leave(browser)
    assert done.url.path == ROSTER
    assert done.text.count('<td class="is-away') == 2
    assert done.text.count("who acts?") == 2


async def test_who_acts_is_named_from_the_absent_ones_side_and_released_again(browser: Browser, people: None):
    await browser.sign_in("s-001:supervisor")
    naming = link(await on_leave(browser), f"{ROSTER}/stand-in")
    done = await sent(browser, naming, number="e-004", absent="e-003")
    assert done.text.count("e-004 acts") == 2
    assert done.text.count("for 张* e-003") == 2
    done = await sent(browser, link(done, "/desk/staff/e-004/release-stand-in"))
    assert "e-004 acts" not in done.text


async def test_leave_is_taken_back(browser: Browser, people: None):
    await browser.sign_in("s-001:supervisor")
    back = link(await on_leave(browser), "/desk/staff/e-003/cancel-leave")
    done = await sent(browser, back)
    assert "is-away" not in done.text


async def test_a_week_is_set_with_the_shifts_of_the_week_before(
    browser: Browser, supervisor: httpx.AsyncClient, people: None
):
    last = MONDAY - timedelta(days=7)
    shifts = [{"day": str(last), "start": "08:30", "end": "17:30"}]
    roster = {"since": str(last), "until": str(last + timedelta(days=6)), "shifts": shifts}
    await said(await supervisor.post("/staff/e-003/roster", json=roster))
    await said(await supervisor.get("/staff", params={"after": "now"}))
    await browser.sign_in("s-001:supervisor")
    setting = link(await browser.open(ROSTER), "/desk/staff/e-003/set-roster")
    assert f"shifts.0.day={MONDAY}" in setting
    done = await sent(browser, setting)
    assert done.text.count("08:30–17:30") == 1
    assert done.text.count('<td class="is-off') == 6


async def test_a_form_sent_twice_is_done_once(browser: Browser, supervisor: httpx.AsyncClient, people: None):
    await browser.sign_in("s-001:supervisor")
    typed = {"since": str(MONDAY), "until": str(MONDAY), "kind": "annual"}
    typed |= hidden(await browser.open("/desk/staff/e-003/take-leave"))
    for _ in range(2):
        assert (await browser.send("/desk/staff/e-003/take-leave", typed)).status_code == 200
    events = (await said(await supervisor.get("/staff/e-003/history")))["events"]
    assert [event["type"] for event in events].count("leave-taken") == 1


async def test_a_record_that_changed_meanwhile_is_told(browser: Browser, supervisor: httpx.AsyncClient, people: None):
    await browser.sign_in("s-001:supervisor")
    typed = {"since": str(MONDAY), "until": str(MONDAY), "kind": "annual", "reason": "家事"}
    typed |= hidden(await browser.open("/desk/staff/e-003/take-leave"))
    await said(await supervisor.post("/staff/e-003/office", json={"office": "高级技术员"}))
    answer = await browser.send("/desk/staff/e-003/take-leave", typed)
    assert answer.status_code == 412
    assert "家事" in answer.text


async def test_days_the_wrong_way_round_are_told_in_the_form(browser: Browser, people: None):
    await browser.sign_in("s-001:supervisor")
    answer = await sent(browser, "/desk/staff/e-003/take-leave", since="2024-05-05", until="2024-05-01", kind="annual")
    assert answer.status_code == 422
    assert 'value="2024-05-05"' in answer.text


async def test_a_team_is_shown_alone_and_only_its_supervisor_changes_it(
    service: Service, act_as: As, supervisor: httpx.AsyncClient, people: None
):
    administrator = act_as("d-001:administrator")
    await joined(administrator, "s-009")
    await said(await administrator.post("/staff/s-009/role", json={"role": "supervisor", "since": "2020-01-01"}))
    await said(await supervisor.post("/staff/s-009/team", json={"team": "north", "since": "2020-01-01"}))
    await said(await supervisor.get("/staff", params={"after": "now"}))
    recorded = replace(service, staff=StaffRecords(service.desk, service.zone, lambda: datetime.now(UTC)))
    transport = httpx.ASGITransport(Beside(create_app(recorded), create_console(recorded)))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"Accept-Language": "en"}) as client:
        north = Browser(client)
        await north.sign_in("s-009:supervisor")
        page = await north.open(f"{ROSTER}?team=south")
        assert "/desk/staff/e-004" in page.text
        assert "/desk/staff/e-003" not in page.text
        assert "take-leave" not in page.text
        assert "/desk/staff/e-003/take-leave" in (await north.open(ROSTER)).text


async def test_a_person_is_entered_and_shown_with_what_may_be_done(browser: Browser):
    await browser.sign_in("d-001:administrator")
    typed = {"number": "e-007", "name": "李明", "office": "技术员", "since": "2024-01-01"}
    done = await sent(browser, link(await browser.open(ROSTER), f"{ROSTER}/new"), **typed)
    assert done.url.path == "/desk/staff/e-007"
    assert "李*" in done.text
    assert "/desk/staff/e-007/grant-role" in done.text
    assert "/desk/staff/e-007/take-leave" not in done.text


async def test_an_engineer_sees_their_own_record_and_no_roster(browser: Browser, people: None):
    await browser.sign_in("e-003:engineer")
    assert (await browser.open(ROSTER)).status_code == 403
    assert (await browser.open("/desk/staff/e-004")).status_code == 403
    own = await browser.open("/desk/staff/e-003")
    assert own.status_code == 200
    assert "take-leave" not in own.text


async def test_nobody_on_record_says_what_to_do(browser: Browser):
    await browser.sign_in("s-001:supervisor")
    assert 'class="empty"' in (await browser.open(ROSTER)).text
    assert (await browser.open("/desk/staff/e-404")).status_code == 404
    assert (await browser.open("/desk/staff/e-404/take-leave")).status_code == 404
