"""Signing in as people do: by a link, a password and a code from their phone, until somebody ends it."""

import re
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect
from pyotp.totp import TOTP

from tests.console.browser.accessible import violations
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
    assert violations(page) == []
    page.locator("main button.primary").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert violations(page) == []
    return page.locator(".codes li").first.inner_text()
