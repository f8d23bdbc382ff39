"""Open pages move by themselves, and never take away what somebody types."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.console.browser.department import done, opened
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = pytest.mark.browser


def test_a_new_ticket_appears_in_the_register_by_itself(visits: Visits, desk: Service):
    page = visits.come("s-001:supervisor").open("register")
    number = opened(desk)
    expect(page.get_by_role("link", name=number)).to_be_visible()


def test_a_tab_that_was_hidden_catches_up(visits: Visits, desk: Service):
    page = visits.come("s-001:supervisor").open("register")
    page.context.set_offline(True)
    number = opened(desk)
    page.context.set_offline(False)
    expect(page.get_by_role("link", name=number)).to_be_visible()


def test_a_ticket_moves_while_somebody_looks_at_it(visits: Visits, desk: Service):
    number = opened(desk)
    page = visits.come("s-001:supervisor").open(f"tickets/{number}")
    done(desk, "a-001:agent", f"/tickets/{number}/acknowledgement", channel="phone")
    expect(page.locator("#standing .status")).to_have_text("已响应")


def test_who_writes_is_told_and_what_they_wrote_stays(visits: Visits, desk: Service):
    number = opened(desk)
    page = visits.come("s-001:supervisor", chinese=False).open(f"tickets/{number}/grade")
    page.locator("#f-reason").fill("A production line stands still")
    expect(page.locator(".changed")).to_be_hidden()
    done(desk, "a-001:agent", f"/tickets/{number}/note", text="先到")
    expect(page.locator(".changed")).to_be_visible()
    expect(page.locator("#f-reason")).to_have_value("A production line stands still")


def test_what_is_typed_beside_a_story_stays_while_the_story_moves(visits: Visits, desk: Service):
    number = opened(desk)
    page = visits.come("s-001:supervisor").open(f"tickets/{number}")
    step = page.locator("#step-grade")
    step.locator("summary").first.click()
    step.locator("textarea, input:not([type=hidden])").first.fill("影响生产")
    done(desk, "a-001:agent", f"/tickets/{number}/note", text="客户下午在")
    expect(page.locator("#story")).to_contain_text("客户下午在")
    expect(step.locator("textarea, input:not([type=hidden])").first).to_have_value("影响生产")
    expect(page.locator(".changed")).to_be_visible()


def test_who_is_signed_out_meanwhile_is_led_to_sign_in_and_back(visits: Visits, desk: Service):
    page = visits.come("s-001:supervisor").open("register?kind=fault")
    page.context.clear_cookies()
    listen_anew(page)
    expect(page).to_have_url(re.compile(r"/desk/sign-in\?.*register"))


def test_who_is_signed_out_while_they_write_keeps_what_they_wrote(visits: Visits, desk: Service):
    number = opened(desk)
    page = visits.come("s-001:supervisor").open(f"tickets/{number}")
    page.locator("#step-grade summary").first.click()
    said = page.locator("#step-grade").locator("textarea, input:not([type=hidden])").first
    said.fill("影响生产")
    page.context.clear_cookies()
    with page.expect_response(lambda answer: "/desk/sign-in" in answer.url):
        listen_anew(page)
    expect(said).to_have_value("影响生产")


def listen_anew(page: Page) -> None:
    """As when a tab is looked at again."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
