"""The bar of all pages in a real browser: one line on any screen, menus by keyboard alone, on a phone without script too."""

import pytest
from playwright.sync_api import expect

from tests.console.browser.department import opened, settled
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = pytest.mark.browser
_ONE_LINE = 64
"""Pixels: two lines of controls are higher."""


@pytest.mark.parametrize("who", ["s-001:supervisor", pytest.param("m-001:manager", marks=pytest.mark.slow)])
def test_the_bar_is_one_line_and_fits_any_screen(visits: Visits, who: str):
    page = visits.come(who, chinese=False).open("design")
    for width in (390, 800, 1240, 1440):
        page.set_viewport_size({"width": width, "height": 844})
        box = page.locator("header.bar").bounding_box()
        assert box is not None
        assert box["height"] <= _ONE_LINE, width
        assert not page.locator("header.bar").evaluate("bar => bar.scrollWidth > bar.clientWidth"), width


def test_a_menu_opens_and_closes_by_keyboard_and_gives_the_focus_back(visits: Visits):
    page = visits.come("s-001:supervisor", chinese=False).open("tasks")
    records, customers = page.locator("summary", has_text="Records"), page.get_by_role("link", name="Customers")
    records.focus()
    page.keyboard.press("Enter")
    expect(customers).to_be_visible()
    page.keyboard.press("Tab")
    expect(customers).to_be_focused()
    page.keyboard.press("Escape")
    expect(customers).to_be_hidden()
    expect(records).to_be_focused()


def test_one_menu_closes_another_and_a_click_elsewhere_both(visits: Visits):
    page = visits.come("s-001:supervisor", chinese=False).open("tasks")
    customers, metrics = page.get_by_role("link", name="Customers"), page.get_by_role("link", name="Metrics")
    page.locator("summary", has_text="Records").click()
    expect(customers).to_be_visible()
    page.locator("summary", has_text="Statistics").click()
    expect(metrics).to_be_visible()
    expect(customers).to_be_hidden()
    page.locator("h1").click()
    expect(metrics).to_be_hidden()


@pytest.mark.parametrize("script", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_on_a_phone_all_places_are_behind_one_button_which_escape_closes(visits: Visits, script: bool):
    page = visits.come("s-001:supervisor", chinese=False, phone=True, script=script).open("tasks")
    board = page.locator("nav.places").get_by_role("link", name="Board")
    expect(board).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(board).to_be_visible()
    page.keyboard.press("Escape")
    expect(board).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.locator("summary", has_text="Admin").click()
    page.get_by_role("link", name="Roster").click()
    page.wait_for_url("**/desk/roster")


def test_what_there_is_to_do_is_counted_in_the_bar(visits: Visits, desk: Service):
    opened(desk)
    settled(desk)
    page = visits.come("a-001:agent").open("register")
    badge = page.locator("nav.places .badge").first
    expect(badge).to_be_visible()
    assert int(badge.inner_text().rstrip("+")) > 0
