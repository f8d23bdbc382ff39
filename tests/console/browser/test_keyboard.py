"""All by keyboard alone: every control is reached in its order, shows where the focus is, and does what a click does."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.console.browser.department import ONE_A_ROLE, opened, told
from tests.console.browser.visiting import Visits
from tests.console.browser.walking import Kind, kinds_of, pages
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
_REACHED = """() => {
  const here = document.activeElement, look = getComputedStyle(here), box = here.getBoundingClientRect();
  const shown = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return {place: [...document.querySelectorAll('*')].indexOf(here), at: here.outerHTML.slice(0, 120), body: here === document.body,
          seen: shown && look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2};
}"""
_CONTROLS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(
  (each) => !each.disabled && each.type !== 'hidden' && each.checkVisibility({visibilityProperty: true})
    && !each.closest('details:not([open]) > :not(summary)')
    && !(each.type === 'radio' && !each.checked && document.querySelector(`[name="${each.name}"]:checked`))).length"""


@pytest.mark.parametrize("address", ["register", "intake", "TICKET"])
def test_every_control_is_reached_in_order_and_shows_the_focus(visits: Visits, desk: Service, address: str):
    number = opened(desk)
    assert reaches_all(visits.come("a-001:agent").open(address.replace("TICKET", f"tickets/{number}"))) > 10


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_all_pages_that_anybody_is_led_to_are_used_by_keyboard_alone(later: Visits):
    """Each kind of page as the first of the roles that sees it does."""
    known, looked_at = set[Kind](), 0
    for acting in ONE_A_ROLE:
        visitor = later.come(acting)
        for address in pages(visitor, "/desk/tasks", "/my"):
            if not kinds_of(address) <= known:
                known |= kinds_of(address)
                visitor.page.goto(visitor.at + address)
                reaches_all(visitor.page)
                looked_at += 1
        visitor.page.context.close()
    print(f"{looked_at} pages by keyboard alone")
    assert looked_at > 50


def reaches_all(page: Page) -> int:
    """By Tab alone, from first to last, each with a focus that is seen; and out of the page again. How many."""
    page.evaluate("document.activeElement.blur()")
    reached = _tabbed(page)
    assert [each["at"] for each in reached if not each["seen"]] == []
    places = [each["place"] for each in reached]
    assert places == sorted(places)
    assert len(places) == page.evaluate(_CONTROLS)
    return len(places)


def _tabbed(page: Page) -> list[dict[str, Any]]:
    """Every control that Tab leads to, until it leaves the page."""
    found = list[dict[str, Any]]()
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(_REACHED)
        if here["body"] or (found and here["place"] == found[0]["place"]):
            return found
        if not found or here["place"] != found[-1]["place"]:  # a date has several parts
            found.append(here)
    raise AssertionError("no end")


def test_the_first_link_leads_to_the_content(visits: Visits):
    page = visits.come("a-001:agent").open("register")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_call_is_taken_without_a_pointer(visits: Visits, desk: Service):
    agent = visits.come("a-001:agent", chinese=False)
    page = agent.open("intake")
    typed = {"f-channel": "Phone", "f-contact-phone": "13612345678", "f-summary": "对讲无声"}
    page.locator("main#main").evaluate("main => main.focus()")
    for name, said in typed.items():
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == name:
                break
        page.keyboard.type(said) if said.isascii() else page.keyboard.insert_text(said)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('primary')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/tickets/*")
    assert told(desk, agent.where.rpartition("/")[2]) == ["ticket-opened"]
