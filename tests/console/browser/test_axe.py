"""Pages that everybody can use: axe finds nothing on them, light and dark, with mistakes in them and as errors."""

from typing import Final

import pytest

from tests.console.browser.accessible import violations
from tests.console.browser.department import ONE_A_ROLE, opened, settled
from tests.console.browser.visiting import Visits
from tests.console.browser.walking import pages
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
SAMPLE: Final = {
    "a-001:agent": ("/desk/intake", "/desk/tickets/NUMBER", "/desk/tickets/NUMBER/propose-plan", "/desk/customers"),
    "s-001:supervisor": ("/desk/tasks?whose=all", "/desk/board", "/desk/register", "/desk/matters/complaints"),
    "m-001:manager": ("/desk/metrics", "/desk/reports", "/desk/design"),
    "x-001:auditor": ("/desk/audit", "/desk/audit/differences"),
}
"""A page of each kind, by whom it is for; the slow test below walks to all that there are."""


@pytest.mark.parametrize("acting", SAMPLE)
def test_pages_of_each_kind_are_accessible_light_and_dark(visits: Visits, desk: Service, acting: str):
    number = opened(desk)
    settled(desk)
    visitor, found = visits.come(acting), list[str]()
    for address in SAMPLE[acting]:
        visitor.page.goto(visitor.at + address.replace("NUMBER", number))
        found += violations(visitor.page)
    assert found == []


def test_errors_are_accessible_too(visits: Visits, desk: Service):
    number = opened(desk)
    supervisor = visits.come("s-001:supervisor", chinese=False)
    found = violations(supervisor.send(number, "grade", severity="", reason=""))
    found += violations(supervisor.open("tickets/202401-99999"))
    found += violations(visits.come("x-001:auditor").open("intake"))
    assert found == []


def test_customers_pages_are_accessible(visits: Visits):
    anybody = visits.come(None, phone=True)
    found = list[str]()
    for address in ("/my", "/my/help", "/my/ticket", "/my/help/nothing"):
        anybody.page.goto(anybody.at + address)
        found += violations(anybody.page)
    assert found == []


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("acting", ONE_A_ROLE)
def test_every_page_that_a_role_is_led_to_is_accessible(later: Visits, acting: str):
    """Link by link through a made-up month, in Chinese; words alone differ in English, which every other one reads."""
    visitor, found, seen = later.come(acting, chinese=ONE_A_ROLE.index(acting) % 2 == 0), list[str](), 0
    for address in pages(visitor, "/desk/tasks", "/desk/design", "/my"):
        visitor.page.goto(visitor.at + address)
        found += violations(visitor.page)
        seen += 1
    print(f"{acting}: {seen} pages in two themes")
    assert found == []
    assert seen >= 5
