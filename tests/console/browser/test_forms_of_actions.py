"""Each action's own form: accessible, wide enough for a phone, and without a field that has no words."""

import pytest

from tests.console.browser.accessible import violations
from tests.console.browser.beginnings import dispatched
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.mark.parametrize("acting", ["a-001:agent", "e-003:engineer", "s-001:supervisor"])
def test_every_form_that_a_ticket_offers_is_accessible_on_a_phone(visits: Visits, desk: Service, acting: str):
    number = dispatched(desk)
    visitor = visits.come(acting, phone=True)
    page = visitor.open(f"tickets/{number}")
    hrefs = page.locator("details.phase a.button").evaluate_all("all => all.map((each) => each.getAttribute('href'))")
    found, wide = list[str](), list[str]()
    for address in hrefs:
        page.goto(visitor.at + address)
        found += violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    assert len(hrefs) > 10
    assert found == []
    assert wide == []
