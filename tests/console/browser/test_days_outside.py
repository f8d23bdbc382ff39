"""A day of those who are on their way: an engineer at the customer's, spare parts, and the customer who looks on."""

import pytest
from playwright.sync_api import expect

from tests.console.browser.beginnings import dispatched, followed, typed
from tests.console.browser.department import done, told
from tests.console.browser.seats import Seat, seats
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@seats()
def test_an_engineer_works_on_site(visits: Visits, desk: Service, seat: Seat):
    number = dispatched(desk)
    engineer = visits.sit("e-003:engineer", seat)
    engineer.act(number, "accept")
    engineer.act(number, "contact", channel="phone")
    engineer.act(number, "visit", at=typed(-1), place="南京西路100号")
    engineer.act(number, "arrive")
    engineer.act(number, "verify-product", matches="true")
    engineer.act(number, "diagnose", finding="保护误动作", fault_type="hardware")
    engineer.act(number, "consent", by="张伟", given="in-person", repair="复位并检查接线")
    engineer.act(number, "log-work", work="guidance", steps="指导客户复位后断电，重新上电", minutes="50")
    engineer.act(number, "test", passed="true")
    page = engineer.act(number, "resolve", cause="保护误动作", handling="指导复位")
    expect(page.locator("main .status").first).to_have_text(seat.says("已解决", "resolved"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    assert told(desk, number)[-1] == "ticket-resolved"


@seats()
def test_a_spare_part_is_asked_for_sent_and_received(visits: Visits, desk: Service, seat: Seat):
    number = dispatched(desk)
    done(desk, "e-003:engineer", f"/tickets/{number}/acceptance")
    engineer, warehouse = visits.sit("e-003:engineer", seat), visits.sit("w-001:warehouse", seat)
    engineer.act(number, "request-part", part="PB-220", quantity="1")
    warehouse.act(number, "confirm-part", available="true")
    warehouse.act(number, "ship-part", carrier="顺丰", waybill="SF1024")
    warehouse.act(number, "receive-part")
    expect(engineer.open(f"tickets/{number}").locator("main")).to_contain_text("顺丰")
    assert told(desk, number)[-4:] == ["part-requested", "part-confirmed", "part-shipped", "part-received"]


@seats()
def test_a_customer_follows_the_ticket_by_number_and_code(visits: Visits, desk: Service, seat: Seat):
    number = dispatched(desk)
    customer = visits.sit(None, seat)
    page = followed(customer, desk, number)
    assert customer.where == "/my/ticket"
    expect(page.locator("main .timeline li")).not_to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    page.get_by_role("button", name=seat.says("看完了", "Done")).click()
    page.goto(f"{customer.at}/my/ticket")
    expect(page.locator("#code")).to_be_visible()
