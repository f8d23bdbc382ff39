"""A day of those at a desk, in a real browser: from a call to the closing, dispatch, the archive, registers and audit."""

import re

import pytest
from playwright.sync_api import expect

from tests.console.browser.beginnings import recorded_late, typed
from tests.console.browser.department import done, opened, settled, shown, told
from tests.console.browser.seats import EN_DESK, ZH_DESK, Seat, seats
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@seats(ZH_DESK)
def test_an_agent_takes_a_call_and_sees_it_through_to_its_closing(visits: Visits, desk: Service, seat: Seat):
    agent = visits.sit("a-001:agent", seat)
    agent.open("intake")
    agent.press(channel="phone", kind="consultation", contact__phone="139 0000 5678", summary="遥控器失灵")
    number = agent.where.rpartition("/")[2]
    assert re.fullmatch(r"\d{6}-\d{5}", number), agent.page.url
    expect(agent.page.get_by_role("heading", level=1)).to_have_text("遥控器失灵")

    agent.led(number, "acknowledge")
    agent.press(channel="phone")
    agent.act(number, "diagnose", finding="电池接触不良", fault_type="hardware")
    agent.act(number, "start", where="remote")
    agent.act(number, "resolve", cause="触点氧化", handling="指导客户清洁触点")
    agent.act(number, "confirm", signature="李娜", given="message", evidence=shown(desk, number))
    agent.act(number, "write-report", cause="触点氧化", handling="清洁触点", lessons="先问使用年限")
    page = agent.act(number, "close", closed_as="satisfied")
    expect(page.locator("main .status").first).to_have_text(seat.says("已结案", "closed"))
    assert "ticket-closed" in told(desk, number)


@seats(EN_DESK)
def test_a_supervisor_grades_from_the_board_and_dispatches_who_suits_best(visits: Visits, desk: Service, seat: Seat):
    number = opened(desk)
    settled(desk)
    supervisor = visits.sit("s-001:supervisor", seat)
    page = supervisor.open("board")
    page.locator("tr", has_text=number).get_by_role("link", name=seat.says("分级", "grade")).click()
    supervisor.press(severity="urgent", reason="A production line stands still")
    assert supervisor.where == f"/desk/board/dispatch/{number}"
    page.locator('button[name="engineer"][value="e-003"]').click()
    page.wait_for_url("**/desk/board?done=*")
    expect(page.get_by_role("status")).to_contain_text(number)
    assert told(desk, number)[-2:] == ["ticket-graded", "engineer-dispatched"]


@seats()
def test_a_manager_finds_a_ticket_by_its_words_and_goes_back_to_the_same_list(
    visits: Visits, desk: Service, seat: Seat
):
    words = f"门封条开裂漏冷{seat}"
    number = opened(desk, summary=words)
    settled(desk)
    page = visits.sit("m-001:manager", seat).open("register")
    box = page.get_by_role("searchbox", name=seat.says("关键字", "Words"))
    box.fill(words)
    box.press("Enter")
    page.get_by_role("link", name=number).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    page.go_back()
    expect(box).to_have_value(words)
    expect(page.locator("tbody tr")).to_have_count(1)


@seats(EN_DESK)
def test_an_auditor_sees_a_ticket_as_it_stood_and_what_became_of_it(visits: Visits, desk: Service, seat: Seat):
    number = opened(desk, **recorded_late(3))
    graded = {"severity": "urgent", "reason": "停产", **recorded_late(1)}
    done(desk, "s-001:supervisor", f"/tickets/{number}/grade", **graded)
    settled(desk)
    auditor = visits.sit("x-001:auditor", seat)
    page = auditor.open("audit")
    page.fill("#ticket", number)
    auditor.press(as_of=typed(2))
    expect(page.locator("#then .status")).to_have_text(seat.says("已登记", "registered"))
    page.fill("#f-as_of", typed(0.5))
    auditor.press()
    expect(page.locator("#then .status")).to_have_text(seat.says("已响应", "responded"))

    page = auditor.open("audit/differences")
    page.select_option("#of", "ticket")
    page.fill("#ticket", number)
    page.fill("#f-from", typed(2))
    page.fill("#f-to", typed(0.5))
    auditor.press()
    expect(page.locator("main .timeline li")).to_have_count(1)
    expect(page.locator("main .timeline")).to_contain_text(seat.says("分级", "graded"))
