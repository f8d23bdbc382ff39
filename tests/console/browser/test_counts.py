"""What everyday work costs in fields and clicks."""

import pytest

from tests.console.browser.department import opened, settled, told
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = pytest.mark.browser
_FIELDS = """() => [...document.querySelectorAll('main form input, main form select, main form textarea')]
  .filter((each) => each.type !== 'hidden' && !each.closest('details, aside')).length"""


def test_a_known_customers_fault_takes_twelve_fields_and_one_button(visits: Visits, desk: Service):
    opened(desk)
    settled(desk)
    agent = visits.come("a-001:agent")
    page = agent.open("intake")
    assert page.evaluate(_FIELDS) <= 12
    agent.fill(channel="phone", kind="fault", contact__phone="13812345678", summary="又停机了")
    page.locator("main button.primary").click()
    assert told(desk, agent.where.rpartition("/")[2]) == ["ticket-opened"]
