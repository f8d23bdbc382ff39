"""Signing in as people do: by a link, a password and a code from their phone, until somebody ends it."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect
from pyotp.totp import TOTP

from tests.console.browser.accessible import violations
from tests.console.browser.seats import Seat, seats
from tests.console.browser.visiting import Visitor, Visits
from tests.whole.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
GOOD: Final = "correct horse 3 battery"


def test_from_the_first_link_to_a_second_factor_and_the_end_of_a_session(visits: Visits, desk: Service):
    administrator = visits.come(None)
    administrator.page.goto(first_link(desk))
    choose(administrator.page, number="d-001", name="丁一")
    administrator.open("accounts/a-001").locator('form[action$="/opening"] button').click()
    assert violations(administrator.page) == []
    link = administrator.page.locator("#address").input_value()

    agent = visits.come(None, phone=True)
    agent.page.goto(link)
    choose(agent.page)
    assert agent.where == "/desk/tasks"
    assert violations(agent.open("account")) == []
    totp = with_second_factor(agent)
    agent.page.get_by_role("button", name="菜单").click()
    agent.page.get_by_role("button", name="退出").click()

    agent.open("register?kind=fault")
    assert agent.where == "/desk/sign-in"
    sign_in(agent.page, "a-001", "not the password")
    expect(agent.page.get_by_role("alert")).to_contain_text("工号或密码不对")
    sign_in(agent.page, "a-001", GOOD)
    agent.page.fill("#code", totp)
    agent.page.locator("main button.primary").click()
    expect(agent.page).to_have_url(re.compile(r"/desk/register\?kind=fault$"))

    administrator.open("accounts/a-001").locator('main form[action$="/sign-out"] button').click()
    expect(administrator.page.locator("main")).to_contain_text("结束登录")
    agent.open("customers")
    assert agent.where == "/desk/sign-in"
    expect(agent.page.get_by_role("alert")).to_contain_text("登录已结束")


@seats()
def test_by_a_link_a_password_and_a_code_until_nobody_was_there_for_two_hours(
    visits: Visits, desk: Service, seat: Seat
):
    number = {"zh-desk": "a-002", "zh-phone": "m-001", "en-desk": "q-001", "en-phone": "w-001"}[str(seat)]
    somebody = visits.sit(None, seat)
    page = somebody.page
    page.goto(link_for(desk, number))
    choose(page)
    assert violations(somebody.open("account/second-factor")) == []
    recovery = with_second_factor(somebody)
    assert violations(page) == []
    page.context.clear_cookies()
    somebody.open("account")
    sign_in(page, number, GOOD)
    page.fill("#code", "000000")
    page.locator("main button.primary").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.fill("#code", recovery)
    page.locator("main button.primary").click()
    expect(page.locator("main h1")).to_have_text(seat.says("我的账号", "My account"))

    unused(desk, number, timedelta(hours=2, minutes=1))
    somebody.open("account")
    assert somebody.where == "/desk/sign-in"
    expect(page.get_by_role("alert")).to_contain_text(seat.says("登录已结束", "no longer signed in"))


def link_for(service: Service, number: str) -> str:
    with service.http("d-001:administrator") as http:
        return http.post("/accounts", json={"number": number}).raise_for_status().json()["link"]


def unused(service: Service, number: str, since: timedelta) -> None:
    """As if nobody had looked at a page of theirs for so long."""
    seen = (datetime.now(UTC) - since).isoformat()
    with closing(sqlite3.connect(service.home / "accounts.db")) as accounts, accounts:
        accounts.execute("UPDATE sessions SET seen = ?, begun = ? WHERE number = ?", (seen, seen, number))


def first_link(service: Service) -> str:
    """As the terminal shows it."""
    out: Path = service.home.parent / f"{service.home.name}.out"
    found = re.search(r"http\S+/desk/link/\S+", out.read_text())
    assert found
    return found[0]


def choose(page: Page, **said: str) -> None:
    for name, text in said.items():
        page.fill(f"#{name}", text)
    for name in ("password", "again"):
        page.fill(f"#{name}", GOOD)
    page.locator("main button.primary").click()


def sign_in(page: Page, number: str, password: str) -> None:
    page.fill("#number", number)
    page.fill("#password", password)
    page.locator("main button.primary").click()


def with_second_factor(agent: Visitor) -> str:
    """A recovery code: a code of the app counts once, and the next is half a minute away."""
    page = agent.open("account/second-factor")
    assert page.locator(".qr img").evaluate("image => image.naturalWidth") > 100
    secret = page.locator(".qr code").inner_text().replace(" ", "")
    page.fill("#code", TOTP(secret).now())
    page.fill("#current", GOOD)
    page.locator("main button.primary").click()
    expect(page.locator(".codes li")).to_have_count(10)
    return page.locator(".codes li").first.inner_text()
