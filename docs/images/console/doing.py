"""What somebody does on a page before its picture is taken; and what is known by then."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from playwright.sync_api import Locator, Page
from pyotp.totp import TOTP

from docs.images.console.people import PASSWORD, Person

LONG: Final = (
    "客户反映设备运行约十分钟后自动停机，重启无效，断电半小时后可再次开机但很快又停；现场另有两台同型号设备正常。" * 4
)


@dataclass(frozen=True)
class Known:
    """The newest ticket in progress, its code; one that came a long way, its serial; a solved one; who has a visit.

    ``person`` signs in by password, ``other`` sets a second factor, ``link`` is the address of a third's link.
    """

    newest: str
    long: str
    code: str
    serial: str
    engineer: str
    solved: str
    code_of_solved: str
    person: Person
    other: Person
    link: str


Do = Callable[[Page, Any], None]
"""With what is :class:`Known`; of the first pages nothing is yet."""


def press(page: Page, known: Known | None = None) -> None:
    go(page, page.locator("main").locator("button.primary").first)


def go(page: Page, control: Locator) -> None:
    """Press it, and wait for the page that it leads to."""
    with page.expect_navigation():
        control.click()


def typing(**said: str) -> Do:
    """Types into fields by their ids, with ``__`` for the hyphen, and presses the button."""

    def do(page: Page, known: Known) -> None:
        for name, value in said.items():
            page.fill(f"#{name.replace('__', '-')}", value)
        press(page, known)

    return do


def wrong_token(page: Page, known: Known) -> None:
    page.fill("#token", "abc")
    press(page, known)


def first(link: str) -> Do:
    """Follows the first such link."""
    return lambda page, known: go(page, page.locator(f"main {link}").first)


def unfold(page: Page, known: Known) -> None:
    page.locator("main details:not([open]) > summary").last.click()
    page.evaluate("scrollTo(0, 0)")


def look_up(page: Page, known: Known) -> None:
    """Who calls, by the serial number of what they own."""
    page.fill("#f-product-serial", known.serial)
    go(page, page.locator('button[formaction$="look-up"]').first)


def follow(page: Page, known: Known) -> None:
    ask_for(page, known.newest, known.code)


def confirm(page: Page, known: Known) -> None:
    ask_for(page, known.solved, known.code_of_solved)
    go(page, page.locator('main a[href$="/my/ticket/confirm"]').first)


def follow_wrong(page: Page, known: Known) -> None:
    ask_for(page, known.newest, "7K3QX-9M2PD")


def ask_for(page: Page, number: str, code: str) -> None:
    page.fill("#number", number)
    page.fill("#code", code)
    go(page, page.locator('form[action="/my/ticket"] button.primary'))


def write_much(page: Page, known: Known) -> None:
    page.fill("#f-summary", LONG)
    page.fill("#f-description", LONG)


def ask(what: str) -> Do:
    """As the customer of the newest ticket, on a page below theirs."""

    def do(page: Page, known: Known) -> None:
        follow(page, known)
        page.goto(page.url.removesuffix("/ticket") + what)

    return do


def rate(page: Page, known: Known) -> None:
    ask_for(page, known.solved, known.code_of_solved)
    go(page, page.locator('main a[href$="/my/ticket/rate"]').first)


def complain(page: Page, known: Known) -> None:
    ask("/complaints/new")(page, known)
    page.locator("main .pick").nth(1).click()
    page.fill("#words", "约好下午两点上门，四点才到，也没有电话说明。")
    page.evaluate("scrollTo(0, 0)")


def invite(page: Page, known: Known) -> None:
    go(page, page.locator('form[action*="/write/link"] button').first)


def begin(page: Page, known: Known) -> None:
    """As the first administrator, who has not pressed the button yet."""
    page.fill("#number", "d-001")
    page.fill("#name", "丁一")


def sign_in_as(person: Person, page: Page) -> None:
    page.fill("#number", person.number)
    page.fill("#password", PASSWORD)
    go(page, page.locator('form[action$="/sign-in"] button').last)


def own_account(page: Page, known: Known) -> None:
    sign_in_as(known.person, page)
    page.goto(page.url.rpartition("/")[0] + "/account")


def wrong_password(page: Page, known: Known) -> None:
    page.fill("#number", known.person.number)
    page.fill("#password", "not the password")
    press(page, known)


def second_step(page: Page, known: Known) -> None:
    begun = page.url
    with_factor(page, known.other)
    page.context.clear_cookies()
    page.goto(begun)
    sign_in_as(known.other, page)


def set_factor(page: Page, known: Known) -> None:
    factor_of(page, known.person)


def recovery_codes(page: Page, known: Known) -> None:
    with_factor(page, known.person)


def factor_of(page: Page, person: Person) -> None:
    sign_in_as(person, page)
    page.goto(page.url.rpartition("/")[0] + "/account/second-factor")


def with_factor(page: Page, person: Person) -> None:
    factor_of(page, person)
    secret = page.locator(".qr code").inner_text().replace(" ", "")
    page.fill("#code", TOTP(secret).now())
    page.fill("#current", PASSWORD)
    press(page)


def counted_from(page: Page, known: Known) -> None:
    first(".tiles a")(page, known)
    first("a[href*='/cases']")(page, known)
