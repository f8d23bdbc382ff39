"""Signing in by the company's identity provider, as people do: the link, there and back, out again."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, expect

from tests.accounts.issuer import CLIENT, SECRET, Issuer, issuing
from tests.console.browser.accessible import violations
from tests.console.browser.department import enter
from tests.console.browser.seats import EN_PHONE, ZH_DESK, Seat, seats
from tests.console.browser.visiting import Visits
from tests.whole.service import Service, start

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
GOOD: Final = "correct horse 3 battery"
NAME: Final = "公司统一认证"


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    """Under another name than the desk: to a browser it is another site."""
    with issuing() as made:
        made.address = made.address.replace("127.0.0.1", "localhost")
        yield made


@pytest.fixture(scope="module")
def firm(chromium: Browser, issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with that provider."""
    folder = tmp_path_factory.mktemp("firm")
    (folder / "secret").write_text(SECRET)
    address = f"http://127.0.0.1:{free()}"
    issuer.back = (f"{address}/desk/sign-in/back",)
    service = start(
        folder / "home",
        timeout=100,
        GONGDAN_API_PORT=address.rpartition(":")[2],
        GONGDAN_PUBLIC_URL=address,
        GONGDAN_OIDC_ISSUER=issuer.address,
        GONGDAN_OIDC_CLIENT_ID=CLIENT,
        GONGDAN_OIDC_CLIENT_SECRET_FILE=str(folder / "secret"),
        GONGDAN_OIDC_NAME=NAME,
    )
    try:
        enter(service)
        yield service
    finally:
        service.kill()


def free() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.fixture
def visits(chromium: Browser, firm: Service) -> Iterator[Visits]:
    made = Visits(chromium, firm)
    yield made
    assert made.leave() == []


@seats()
def test_from_the_link_to_the_provider_and_back_and_out(visits: Visits, firm: Service, issuer: Issuer, seat: Seat):
    number = {"zh-desk": "a-002", "zh-phone": "a-001", "en-desk": "q-001", "en-phone": "w-001"}[str(seat)]
    issuer.who = {"sub": f"firm-{number}"}
    with firm.http("d-001:administrator") as http:
        link = http.post("/accounts", json={"number": number}).raise_for_status().json()["link"]
    somebody = visits.sit(None, seat)
    page = somebody.page
    page.goto(link)
    assert violations(page) == []
    page.get_by_role("link", name=re.compile(NAME)).click()
    expect(page).to_have_url(re.compile(r"/desk/(tasks|board|metrics|matters)"))

    somebody.open("account")
    expect(page.locator("#identity")).to_have_text(seat.says("统一登录", "Single sign-on"))
    assert violations(page) == []
    page.context.clear_cookies()
    somebody.open("account?from=here")
    assert violations(page) == []
    page.get_by_role("link", name=seat.says(f"用 {NAME} 登录", f"Sign in with {NAME}")).click()
    expect(page).to_have_url(re.compile(r"/desk/account\?from=here$"))

    if seat.phone:
        page.get_by_role("button", name=seat.says("菜单", "Menu")).click()
    page.get_by_role("button", name=seat.says("退出", "Sign out"), exact=True).click()
    there = page.get_by_role("link", name=seat.says("也退出那里", "sign out there too"))
    expect(there).to_have_attribute("href", re.compile(re.escape(f"{issuer.address}/logout?client_id={CLIENT}")))

    issuer.who = {"sub": "a stranger"}
    page.get_by_role("link", name=re.compile(NAME)).first.click()
    expect(page.get_by_role("alert")).to_contain_text(seat.says("没有账号与之绑定", "no account here is linked"))
    assert violations(page) == []


@pytest.mark.slow
@pytest.mark.parametrize("seat", [ZH_DESK, EN_PHONE], ids=str)
def test_who_has_a_password_links_their_account_and_unlinks_it(
    visits: Visits, firm: Service, issuer: Issuer, seat: Seat
):
    number = seat.says("c-001", "i-001")
    issuer.who = {"sub": f"firm-{number}"}
    with firm.http("d-001:administrator") as http:
        link = http.post("/accounts", json={"number": number}).raise_for_status().json()["link"]
    page = visits.sit(None, seat).page
    page.goto(link)
    for name in ("password", "again"):
        page.fill(f"#{name}", GOOD)
    page.get_by_role("button", name=seat.says("设置并登录", "Choose it and sign in")).click()
    page.goto(f"{firm.run['api']}/desk/account")
    page.fill("#identity-current", GOOD)
    page.get_by_role("button", name=seat.says(f"绑定 {NAME}", f"Link with {NAME}")).click()
    assert violations(page) == []
    page.get_by_role("link", name=re.compile(NAME)).click()
    expect(page.get_by_role("status")).to_contain_text(seat.says("已绑定", "Linked"))
    assert violations(page) == []

    unlink = page.locator("details", has=page.locator("#identity-current"))
    unlink.locator("summary").click()
    unlink.locator("#identity-current").fill(GOOD)
    unlink.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text(seat.says("已解除", "Unlinked"))


@pytest.mark.slow
def test_nothing_secret_of_a_sign_in_stands_in_the_log(firm: Service):
    log = "".join(each.read_text() for each in Path(firm.home).rglob("*.log"))
    assert "signed_in" in log
    for secret in (SECRET, "id_token", "code="):
        assert secret not in log
