"""What everyday work costs in fields, clicks and taps."""

import pytest
from playwright.sync_api import Page, expect

from tests.console.browser.beginnings import followed, resolved
from tests.console.browser.department import done, opened, settled, told
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
_FIELDS = """() => [...document.querySelectorAll('main form input, main form select, main form textarea')]
  .filter((each) => each.type !== 'hidden' && !each.closest('details, aside')).length"""
_COUNT = """addEventListener('click', (event) => {
  if (event.isTrusted) sessionStorage.presses = Number(sessionStorage.presses ?? 0) + 1;
}, true)"""
"""Kept while pages follow each other, which all are of one address."""


def test_a_known_customers_fault_takes_twelve_fields_and_one_button(visits: Visits, desk: Service):
    opened(desk)
    settled(desk)
    agent = visits.come("a-001:agent")
    page = agent.open("intake")
    assert page.evaluate(_FIELDS) <= 12
    agent.fill(channel="phone", kind="fault", contact__phone="13812345678", summary="又停机了")
    page.locator("main button.primary").click()
    assert told(desk, agent.where.rpartition("/")[2]) == ["ticket-opened"]


def test_a_ticket_is_dispatched_with_three_clicks_from_the_first_page(visits: Visits, desk: Service):
    number = opened(desk)
    done(desk, "s-001:supervisor", f"/tickets/{number}/grade", severity="urgent", reason="停产")
    settled(desk)
    page = counted(visits.come("s-001:supervisor").open("tasks"))
    page.get_by_role("navigation", name="页面").get_by_role("link", name="调度看板").click()
    page.locator("tr", has_text=number).get_by_role("link", name="派单").click()
    page.locator('button[name="engineer"][value="e-003"]').click()
    page.wait_for_url("**/board?done=*")
    assert told(desk, number)[-1] == "engineer-dispatched"
    assert presses(page) <= 3


def test_a_customer_confirms_the_solution_with_three_taps(visits: Visits, desk: Service):
    number = resolved(desk)
    page = counted(followed(visits.come(None, phone=True), desk, number))
    page.locator('main a[href$="/my/ticket/confirm"]').tap()
    page.locator("main").locator("button.primary").tap()
    expect(page.get_by_role("status")).to_be_visible()
    assert "resolution-confirmed" in told(desk, number)
    assert presses(page) <= 3


def counted(page: Page) -> Page:
    """From now on what is pressed is counted."""
    page.context.add_init_script(_COUNT)
    page.reload()
    return page


def presses(page: Page) -> int:
    return int(page.evaluate("sessionStorage.presses ?? 0"))
