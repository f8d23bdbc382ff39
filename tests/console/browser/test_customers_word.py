"""A customer's word from a phone: the confirmation signed on screen in three taps, the survey by keyboard alone."""

import pytest
from playwright.sync_api import expect

from api.matters.complaints import COMPLAINTS
from tests.console.browser.accessible import violations
from tests.console.browser.department import done, history, opened, told
from tests.console.browser.seats import ZH_PHONE, Seat, seats
from tests.console.browser.visiting import Visitor, Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def resolved(desk: Service) -> str:
    number = opened(desk)
    done(desk, "a-001:agent", f"/tickets/{number}/acknowledgement", channel="phone")
    done(desk, "a-001:agent", f"/tickets/{number}/resolution", handling="更换电源板", precautions="半年后清洗滤网")
    return number


def come_in(customer: Visitor, desk: Service, number: str) -> None:
    with desk.http("a-001:agent") as http:
        code = http.get(f"/tickets/{number}/follow-code").raise_for_status().json()["code"]
    page = customer.page
    page.goto(f"{customer.at}/my/ticket")
    page.fill("#number", number)
    page.fill("#code", code)
    page.press("#code", "Enter")
    page.wait_for_url("**/my/ticket")
    expect(page.locator("main")).to_contain_text(number)


@seats(ZH_PHONE)
@pytest.mark.slow
def test_the_confirmation_is_signed_on_screen_in_three_taps(visits: Visits, desk: Service, seat: Seat):
    number, customer = resolved(desk), visits.sit(None, seat)
    come_in(customer, desk, number)
    page, taps = customer.page, 0
    page.locator('a[href="/my/ticket/confirm"]').click()
    taps += 1
    pad = page.locator("canvas")
    box = pad.bounding_box()
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 80, steps=8)
    page.mouse.up()
    taps += 1
    page.locator("main button.primary").click()
    taps += 1
    expect(page.locator("main .done")).to_be_visible()
    assert taps <= 3
    assert told(desk, number)[-2:] == ["attachment-added", "resolution-confirmed"]
    added, confirmed = history(desk, number)[-2:]
    assert confirmed["data"]["evidence"] == added["data"]["sha256"]
    assert added["data"]["size"] > 500, "an empty pad"


@seats()
def test_what_was_drawn_can_be_taken_away_again(visits: Visits, desk: Service, seat: Seat):
    number, customer = resolved(desk), visits.sit(None, seat)
    come_in(customer, desk, number)
    page = customer.page
    page.goto(f"{customer.at}/my/ticket/confirm")
    page.locator("canvas").click(position={"x": 60, "y": 60})
    page.locator("[data-clear]").click()
    page.fill("#signature", "李娜")
    page.locator("main button.primary").click()
    expect(page.locator("main .done")).to_be_visible()
    assert told(desk, number)[-2:] == ["ticket-resolved", "resolution-confirmed"]


@seats()
def test_the_survey_is_answered_by_keyboard_alone(visits: Visits, desk: Service, seat: Seat):
    number, customer = resolved(desk), visits.sit(None, seat)
    done(desk, "a-001:agent", f"/tickets/{number}/survey", channel="web")
    come_in(customer, desk, number)
    page = customer.page
    page.locator('a[href="/my/ticket/rate"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/rate")
    page.locator('[name="scores.0.score"]').first.focus()
    for _ in range(4):
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
    page.locator("main button.primary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("main .done")).to_be_visible()
    answer = history(desk, number)[-1]["data"]
    assert [each["score"] for each in answer["scores"]] == [3, 3, 3, 3]


@seats()
def test_a_customer_comes_by_a_link_and_complains(visits: Visits, desk: Service, seat: Seat):
    number, agent, customer = opened(desk), visits.sit("a-001:agent", seat), visits.sit(None, seat)
    agent.open(f"tickets/{number}/write").locator('form[action*="/write/link"] button').click()
    page = customer.page
    page.goto(agent.page.locator("#address").input_value())
    page.locator("main button.primary").click()
    page.locator('main a[href="/my/complaints/new"]').click()
    assert violations(page) == []
    page.locator("main .pick").first.click()
    page.locator("main button.primary").click()
    expect(page.locator("#words-wrong")).to_be_visible()
    page.fill("#words", "约好两点，四点才到")
    page.locator("main button.primary").click()
    expect(page.locator("main h1")).to_contain_text("TS")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    handled(desk, customer.where.rpartition("/")[2])
    page.reload()
    assert violations(page) == []
    page.locator(".scale label").last.click()
    page.locator("main button.primary").click()
    expect(page.locator("main h2").first).to_have_text(seat.says("客户满意", "found satisfactory"))


def handled(desk: Service, complaint: str) -> None:
    for who, action in (
        ("a-001:agent", "contact-complainant"),
        ("h-001:complaint-handler", "answer-complaint"),
        ("h-001:complaint-handler", "assess-complaint"),
        ("h-001:complaint-handler", "handle-complaint"),
    ):
        said = COMPLAINTS.examples[action] | ({"weight": "simple"} if action == "assess-complaint" else {})
        done(desk, who, f"/complaints/{complaint}/{COMPLAINTS.nouns[action]}", **said)


def test_pages_of_who_came_in_are_accessible(visits: Visits, desk: Service):
    number = resolved(desk)
    done(desk, "a-001:agent", f"/tickets/{number}/survey", channel="web")
    customer = visits.come(None, phone=True)
    come_in(customer, desk, number)
    page, found = customer.page, list[str]()
    for address in (
        "/my/ticket",
        "/my/ticket/confirm",
        "/my/ticket/not-solved",
        "/my/ticket/rate",
        "/my/ticket/write",
        "/my/returns/new",
        "/my/complaints/new",
        "/my/report",
        "/my/enter/made-up",
    ):
        page.goto(customer.at + address)
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
            f"{address} is wider than the screen"
        )
    page.goto(f"{customer.at}/my/ticket/not-solved")
    page.locator("main button.primary").click()
    found += violations(page)
    assert found == []
