"""A visit on a phone without a connection: nothing is lost, nothing is done twice, and nothing stays on the phone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import Dialog, Locator, Page, expect

from tests.console.browser.department import CALL, done, history
from tests.console.browser.seats import ZH_PHONE, Seat, seats
from tests.console.browser.visiting import Visitor, Visits
from tests.stories.telling import PHOTO
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
_PAGES = "caches.open('gongdan-day-pages').then((kept) => kept.keys()).then((all) => all.map((each) => new URL(each.url).pathname))"
_REPORTS = """new Promise((done) => {
  const asked = indexedDB.open('gongdan-day', 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore('reports', {keyPath: 'place', autoIncrement: true});
  asked.onsuccess = () => {
    const base = asked.result, all = base.transaction('reports').objectStore('reports').getAll();
    all.onsuccess = () => { base.close(); done(all.result.map((each) => each.title)); };
  };
})"""


@pytest.fixture
def number(desk: Service) -> str:
    """A ticket that e-003 has promised a visit for."""
    earlier = (datetime.now(UTC) - timedelta(hours=2)).isoformat()
    number = done(desk, "a-001:agent", "/tickets", **CALL, occurred=earlier, late="电话补登")["number"]
    at = datetime.now(UTC) + timedelta(minutes=1)
    for who, noun, said in (
        ("a-001:agent", "acknowledgement", {"channel": "phone"}),
        ("s-001:supervisor", "grade", {"severity": "general", "reason": "不影响使用"}),
        ("s-001:supervisor", "dispatch", {"engineer": "e-003"}),
        ("e-003:engineer", "acceptance", {}),
        ("e-003:engineer", "visit", {"at": at.isoformat(), "place": "南京西路100号"}),
    ):
        done(desk, who, f"/tickets/{number}/{noun}", **said)
    with desk.http("m-001:manager") as http:
        for table in ("/visits", "/register"):
            http.get(table, params={"after": "now"}).raise_for_status()
    return number


def since_the_promise(desk: Service, number: str) -> list[dict[str, Any]]:
    events = history(desk, number)
    return events[[each["type"] for each in events].index("visit-promised") + 1 :]


def on_the_road(visits: Visits, number: str, seat: Seat = ZH_PHONE) -> tuple[Visitor, Page]:
    """The engineer looked at the day while there was a connection, and has none now."""
    engineer = visits.sit("e-003:engineer", seat)
    page = engineer.open("day")
    path = f"/desk/day/{number}"
    until(page, f"{_PAGES}.then((all) => all.includes('{path}'))")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)
    engineer.open(f"day/{number}")
    expect(page.locator("#away")).to_be_visible()
    return engineer, page


def until(page: Page, condition: str) -> None:
    """Asked from outside: the pages let nothing be evaluated within them."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(condition)


def step(page: Page, action: str) -> Locator:
    """The step's form, unfolded."""
    item = page.locator(f"#step-{action}")
    if item.locator("details.card").get_attribute("open") is None:
        item.locator("summary").first.click()
    return item


def report(page: Page, action: str, fill: Callable[[Locator], None] | None = None) -> tuple[datetime, datetime]:
    """Between when and when it was typed; the report is kept."""
    item, before = step(page, action), page.locator("#kept li").count()
    if fill:
        fill(item)
    begun = phones_time(page)
    item.locator("button.do").click()
    expect(page.locator("#kept > ol > li")).to_have_count(before + 1)
    return begun, phones_time(page)


def phones_time(page: Page) -> datetime:
    """By the service's clock, as the phone knows it."""
    return datetime.fromisoformat(page.evaluate("queue.now().toISOString()"))


def signed(page: Page) -> int:
    """A signature is drawn; in how many taps the customer confirms."""
    pad = step(page, "confirm").locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    for place in range(6):
        page.mouse.move(box["x"] + 60 + 30 * place, box["y"] + (30 if place % 2 else 80))
    page.mouse.up()
    page.locator("#step-confirm button.do").click()
    return 2


@seats(ZH_PHONE)
def test_a_visit_in_full_without_a_connection_is_told_once_in_order_at_the_times_of_typing(
    visits: Visits, desk: Service, number: str, seat: Seat
):
    engineer, page = on_the_road(visits, number, seat)
    typed = {
        "engineer-arrived": report(page, "arrive"),
        "product-verified": report(
            page, "verify-product", lambda item: put(item, matches_="true", serial="202403A0001")
        ),
        "fault-diagnosed": report(page, "diagnose", lambda item: put(item, finding="滤网堵塞", fault_type="operation")),
        "repair-consented": report(page, "consent", lambda item: put(item, by="张伟")),
        "work-logged": report(
            page, "log-work", lambda item: put(item, work="guidance", steps="清洗滤网并讲解", minutes="20")
        ),
        "function-tested": report(page, "test", lambda item: put(item, passed="true")),
    }
    page.set_input_files("#f-photos-file", {"name": "滤网.png", "mimeType": "image/png", "buffer": PHOTO})
    page.locator("#photos button.do").click()
    expect(page.locator("#kept > ol > li")).to_have_count(7)
    typed["ticket-resolved"] = report(page, "resolve", lambda item: put(item, cause="滤网堵塞", handling="清洗并讲解"))
    assert signed(page) <= 3
    expect(page.locator("#kept > ol > li")).to_have_count(9)
    engineer.open(f"day/{number}")
    expect(page.locator("#kept > ol > li")).to_have_count(9)
    assert since_the_promise(desk, number) == []

    page.context.set_offline(False)
    expect(page.locator("#step-confirm.is-done")).to_be_visible(timeout=90_000)
    events = since_the_promise(desk, number)
    assert [each["type"] for each in events] == [
        *list(typed)[:-1],
        "attachment-added",
        "ticket-resolved",
        "attachment-added",
        "resolution-confirmed",
    ]
    for each in events:
        if each["type"] in typed:
            begun, ended = typed[each["type"]]
            assert begun <= datetime.fromisoformat(each["occurred"]) <= ended
    assert events[-1]["data"]["evidence"] == events[-2]["data"]["sha256"]
    assert page.evaluate(_REPORTS) == []
    until(page, f"{_PAGES}.then((all) => !all.includes('/desk/day/{number}'))")


_ANSWERED: Final = """async ([took, told]) => {
  const begun = 1_700_000_000_300, real = [fetch, Date.now];
  let now = begun;
  Date.now = () => now;
  window.fetch = async () => { now += took; return new Response("", {headers: {Date: new Date(begun + told).toUTCString()}}); };
  await queue.reached("/livez");
  const apart = queue.now() - now;
  [window.fetch, Date.now] = real;
  return apart;
}"""
"""How far the phone then takes itself to be from the service's clock, all in milliseconds."""


def test_a_wrong_clock_is_told_from_a_slow_answer_by_the_services(visits: Visits, desk: Service):
    page = visits.come("e-003:engineer", phone=True).open("day")

    def apart(*, took: int, told: int) -> int:
        return page.evaluate(_ANSWERED, [took, told])

    assert apart(took=50, told=0) == 0
    assert apart(took=30_000, told=0) == 0
    assert apart(took=50, told=600_700) == 600_650, "the phone's is late"
    assert apart(took=50, told=-600_300) == -598_300, "the phone's is early, by two seconds more at most"


def put(item: Locator, **said: str) -> None:
    for name, value in said.items():
        field = item.locator(f"[name={name}]:not([type=hidden])")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


@pytest.mark.slow
def test_what_is_refused_when_the_line_returns_is_told_and_kept_until_the_person_decides(
    visits: Visits, desk: Service, number: str
):
    _, page = on_the_road(visits, number)
    report(page, "arrive")
    report(page, "test", lambda item: put(item, passed="true"))
    done(desk, "a-001:agent", f"/tickets/{number}/note", text="客户改走后门")
    page.context.set_offline(False)
    expect(page.locator("#kept .refused").first).to_be_visible()
    expect(page.locator("#kept > ol > li")).to_have_count(2)
    assert [each["type"] for each in since_the_promise(desk, number)] == ["note-added"]
    page.locator("#kept .again").first.click()
    expect(page.locator("#step-test.is-done")).to_be_visible()
    told = [each["type"] for each in since_the_promise(desk, number)]
    assert told == ["note-added", "engineer-arrived", "function-tested"]


@pytest.mark.slow
def test_what_is_sent_long_after_it_was_typed_says_when_it_was_and_why_it_is_late(
    visits: Visits, desk: Service, number: str
):
    _, page = on_the_road(visits, number)
    report(page, "arrive")
    earlier = page.evaluate("""queue.all('e-003').then(async ([kept]) => {
      const at = new Date(Date.parse(kept.at) - 20 * 60_000).toISOString();
      await queue.keep({...kept, at});
      return at;
    })""")
    page.context.set_offline(False)
    expect(page.locator("#step-arrive.is-done")).to_be_visible()
    [event] = since_the_promise(desk, number)
    assert datetime.fromisoformat(event["occurred"]) == datetime.fromisoformat(earlier)
    assert event["late"] == "在现场离线填写，恢复网络后发送"


@pytest.mark.slow
def test_a_report_is_taken_back_into_its_form_to_be_changed(visits: Visits, desk: Service, number: str):
    _, page = on_the_road(visits, number)
    report(page, "log-work", lambda item: put(item, work="guidance", steps="清洗虑网"))
    page.locator("#kept .back").click()
    expect(page.locator("#kept")).to_be_hidden()
    expect(page.locator("#step-log-work [name=steps]")).to_have_value("清洗虑网")
    report(page, "log-work", lambda item: put(item, steps="清洗滤网"))
    page.context.set_offline(False)
    expect(page.locator("#step-log-work.is-done")).to_be_visible()
    [event] = since_the_promise(desk, number)
    assert event["data"]["steps"] == "清洗滤网"


def sign_out(page: Page) -> None:
    """From the menu, which a phone shows on a press."""
    menu = page.locator("#menu")
    if not menu.is_visible():
        page.locator("button.to-menu").first.click()
    menu.locator("form[data-unsent] button").click()


def test_who_signs_out_is_asked_before_reports_are_lost_and_then_leaves_nothing_behind(
    visits: Visits, desk: Service, number: str
):
    _, page = on_the_road(visits, number)
    report(page, "arrive")
    asked = list[str]()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    sign_out(page)
    assert len(asked) == 1
    page.keyboard.press("Escape")
    expect(page.locator("#kept > ol > li")).to_have_count(1)
    page.locator("#kept .drop").scroll_into_view_if_needed()
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("#kept .drop").click()
    expect(page.locator("#kept")).to_be_hidden()
    page.context.set_offline(False)
    sign_out(page)
    page.wait_for_url("**/desk/sign-in")
    until(page, f"{_PAGES}.then((all) => all.length === 0)")
    assert page.evaluate(_REPORTS) == []
    assert since_the_promise(desk, number) == []


@pytest.mark.slow
def test_a_serial_number_is_scanned_into_its_field(visits: Visits, desk: Service, number: str):
    engineer = visits.come("e-003:engineer", phone=True)
    engineer.page.add_init_script("""
      window.BarcodeDetector = class { async detect() { return [{rawValue: ' 202403A0001 '}] } };
      navigator.mediaDevices.getUserMedia = async () => {
        const seen = document.createElement('canvas'), pen = seen.getContext('2d');
        setInterval(() => pen.fillRect(0, 0, 9, 9), 50);
        return seen.captureStream(20);
      };""")
    page = engineer.open(f"day/{number}")
    item = step(page, "verify-product")
    item.locator("button.scan").click()
    expect(item.locator("[name=serial]")).to_have_value("202403A0001")
    expect(page.locator("#scanning")).to_be_hidden()
