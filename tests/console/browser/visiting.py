"""Somebody at a browser of their own: signed in, in their language, at a desk or with a phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from tests.console.browser.seats import Seat
from tests.whole.service import Service

DESKTOP: Final = (1440, 900)
PHONE: Final = (390, 844)
_EXPECTED: Final = "Failed to load resource"
"""What a browser says of every page that is answered by a refusal."""


@dataclass(frozen=True)
class Visitor:
    """One person's browser; addresses are those of the console, below ``/desk``."""

    page: Page
    at: str

    def open(self, address: str) -> Page:
        self.page.goto(f"{self.at}/desk/{address}")
        return self.page

    def act(self, number: str, action: str, **said: str | bool) -> Page:
        """As :meth:`send`, and it is done."""
        self.send(number, action, **said)
        assert self.where == f"/desk/tickets/{number}", self._refused()
        return self.page

    def send(self, number: str, action: str, **said: str | bool) -> Page:
        """Fill the form of an action on a ticket, and press its button."""
        self.open(f"tickets/{number}/{action}")
        return self.press(**said)

    def led(self, number: str, action: str) -> Page:
        """From the ticket's page: unfold the action's phase, and follow its link to its form."""
        self.open(f"tickets/{number}")
        link = self.page.locator(f'a[href$="/{number}/{action}"]')
        phase = self.page.locator("details.phase", has=link).first
        phase.locator("summary").click()
        phase.locator(link).click()
        return self.page

    def begin(self, kind: str, **said: str | bool) -> str:
        """Open one of what stands beside tickets, from the list of its kind; its number."""
        self.open(f"matters/{kind}")
        self.page.locator(f'a[href$="/{kind}/new"]').click()
        self.press(**said)
        assert not self.where.endswith("/new"), self._refused()
        return self.where.rpartition("/")[2]

    def go_on(self, kind: str, number: str, action: str, **said: str | bool) -> Page:
        """Act on one of them, and it is done."""
        self.open(f"matters/{kind}/{number}/{action}")
        self.press(**said)
        assert self.where == f"/desk/matters/{kind}/{number}", self._refused()
        return self.page

    def press(self, **said: str | bool) -> Page:
        """Fill the form that is shown, and press its button."""
        self.fill(**said)
        self.page.locator("main").locator("button.primary").first.click()  # in two: a field may be called "matches"
        return self.page

    def fill(self, **said: str | bool) -> None:
        """Fields by their names, with ``__`` for the dot."""
        for name, value in said.items():
            put(self.page.locator(f"#f-{name.replace('__', '-')}"), value)

    def rows(self, name: str, said: Sequence[Mapping[str, str]]) -> None:
        """Fill the rows of a list, adding those that are not there yet."""
        for place, row in enumerate(said):
            if place:
                self.page.locator(f'button[name="row"][value="+{name}"]').click()
            self.fill(**{f"{name}__{place}__{field}": value for field, value in row.items()})

    @property
    def where(self) -> str:
        return urlsplit(self.page.url).path

    def _refused(self) -> list[str]:
        return [self.where, *self.page.locator("main .refused, main .error").all_inner_texts()]


def put(where: Locator, value: str | bool) -> None:
    """Into whatever kind of field it is; several choices have commas between."""
    kind = where.evaluate("field => field.type")
    if kind == "checkbox":
        where.set_checked(bool(value))
    elif kind == "select-one":
        where.select_option(str(value))
    elif kind == "fieldset":
        for code in str(value).split(","):
            where.locator(f'[value="{code}"]').check()
    else:
        where.fill(str(value))


@dataclass
class Visits:
    """All who come during a test; ``leave`` closes their browsers and tells what those complained of."""

    browser: Browser
    service: Service
    _contexts: list[BrowserContext] = field(default_factory=list)
    _complaints: list[str] = field(default_factory=list)

    def come(
        self,
        acting: str | None,
        *,
        chinese: bool = True,
        phone: bool = False,
        script: bool = True,
        scheme: Literal["light", "dark"] = "light",
    ) -> Visitor:
        width, height = PHONE if phone else DESKTOP
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN" if chinese else "en-GB",
            color_scheme=scheme,
            java_script_enabled=script,
            has_touch=phone,
            timezone_id="Asia/Shanghai",
        )
        context.set_default_timeout(60_000)
        self._contexts.append(context)
        page, at = context.new_page(), self.service.run["api"]
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complaints.append(str(error)))
        if acting:
            sign_in(context, at, self.service.run["token"], acting)
        return Visitor(page, at)

    def sit(self, acting: str | None, seat: Seat) -> Visitor:
        return self.come(acting, chinese=seat.chinese, phone=seat.phone)

    def leave(self) -> list[str]:
        for context in self._contexts:
            context.close()
        return self._complaints

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and _EXPECTED not in message.text:
            self._complaints.append(message.text)


def sign_in(context: BrowserContext, at: str, token: str, acting: str) -> None:
    """As the page to sign in does it, without looking at it."""
    answer = context.request.post(
        f"{at}/desk/sign-in", form={"token": token, "acting": acting}, headers={"Origin": at}, max_redirects=0
    )
    assert answer.status == 303, answer.text()
