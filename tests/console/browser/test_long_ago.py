"""What can only be done long after: the archive, in a month that is made up."""

import pytest
from playwright.sync_api import expect

from tests.console.browser.department import told
from tests.console.browser.seats import Seat, seats
from tests.console.browser.visiting import Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


@seats()
def test_a_clerk_archives_what_was_closed_long_ago(later: Visits, month: Service, seat: Seat):
    clerk = later.sit("c-001:clerk", seat)
    page = clerk.open("register?status=closed")
    number = page.locator("tbody th a").first.inner_text()
    page = clerk.act(number, "archive")
    expect(page.locator("main .status").first).to_have_text(seat.says("已归档", "archived"))
    assert told(month, number)[-1] == "ticket-archived"
