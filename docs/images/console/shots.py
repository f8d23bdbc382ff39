"""Which pages are shown, in which state, and by whom: full, empty, wrong, long, on a phone, in the dark, on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from playwright.sync_api import Locator, Page

AGENT, SUPERVISOR, MANAGER, AUDITOR = "a-001:agent", "s-001:supervisor", "m-001:manager", "x-001:auditor"
QUALITY, ADMINISTRATOR, NOBODY = "q-001:quality", "d-001:administrator", None
NOTHING_FITS: Final = "没有这样的工单"
LONG: Final = (
    "客户反映设备运行约十分钟后自动停机，重启无效，断电半小时后可再次开机但很快又停；现场另有两台同型号设备正常。" * 4
)


@dataclass(frozen=True)
class Known:
    """The newest ticket in progress, its code; one that came a long way, its serial; a solved one; who has a visit."""

    newest: str
    long: str
    code: str
    serial: str
    engineer: str
    solved: str
    code_of_solved: str


Do = Callable[[Page, Known], None]


@dataclass(frozen=True)
class Shot:
    """A page as somebody sees it, after what they ``do``; ``NEWEST``, ``LONG`` and ``ENGINEER`` are known by then."""

    name: str
    address: str
    acting: str | None = MANAGER
    do: Do | None = None
    scheme: Literal["light", "dark"] = "light"
    phone: bool = False
    paper: bool = False


def press(page: Page, known: Known) -> None:
    go(page, page.locator("main").locator("button.primary").first)


def go(page: Page, control: Locator) -> None:
    """Press it wherever it stands, also below what sticks to the top, and wait for the page that it leads to."""
    with page.expect_navigation():
        control.dispatch_event("click")


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


SHOTS: Final = (
    Shot("sign-in", "sign-in?by=token", NOBODY),
    Shot("sign-in-error", "sign-in?by=token", NOBODY, wrong_token),
    Shot("tasks", "tasks?whose=all"),
    Shot("tasks-dark", "tasks?whose=all", scheme="dark"),
    Shot("tasks-phone", "tasks?whose=all", phone=True),
    Shot("tasks-empty", "tasks", AUDITOR),
    Shot("intake", "intake", AGENT),
    Shot("intake-phone", "intake", AGENT, phone=True),
    Shot("intake-known", "intake", AGENT, look_up),
    Shot("intake-error", "intake", AGENT, typing(f__contact__phone="abc")),
    Shot("intake-long", "intake", AGENT, write_much),
    Shot("board", "board", SUPERVISOR),
    Shot("board-dark", "board", SUPERVISOR, scheme="dark"),
    Shot("board-phone", "board", SUPERVISOR, phone=True),
    Shot("dispatch", "board/dispatch/NEWEST", SUPERVISOR),
    Shot("dispatch-phone", "board/dispatch/NEWEST", SUPERVISOR, phone=True),
    Shot("approvals", "approvals"),
    Shot("approvals-phone", "approvals", phone=True),
    Shot("passing-on", "board/passing-on", SUPERVISOR),
    Shot("roster", "roster", SUPERVISOR),
    Shot("person", "staff/ENGINEER", SUPERVISOR),
    Shot("day-phone", "day", "ENGINEER:engineer", phone=True),
    Shot("day", "day", "ENGINEER:engineer"),
    Shot("visit-phone", "day", "ENGINEER:engineer", first("a[href*='/desk/day/2']"), phone=True),
    Shot("account", "account", SUPERVISOR),
    Shot("accounts", "accounts", ADMINISTRATOR),
    Shot("register", "register"),
    Shot("register-dark", "register", scheme="dark"),
    Shot("register-phone", "register?status=in-progress", phone=True),
    Shot("register-empty", f"register?text={NOTHING_FITS}"),
    Shot("register-print", "register?status=in-progress", paper=True),
    Shot("customers", "customers", AGENT),
    Shot("customers-none", "customers", AGENT, typing(value="13000000000")),
    Shot("customer", "customers", AGENT, first("tbody th a")),
    Shot("customer-phone", "customers", AGENT, first("tbody th a"), phone=True),
    Shot("ticket", "tickets/NEWEST", AGENT),
    Shot("ticket-dark", "tickets/NEWEST", SUPERVISOR, scheme="dark"),
    Shot("ticket-phone", "tickets/NEWEST", AGENT, phone=True),
    Shot("ticket-long", "tickets/LONG", SUPERVISOR, unfold),
    Shot("ticket-print", "tickets/LONG", AGENT, paper=True),
    Shot("files", "tickets/NEWEST/attach", AGENT),
    Shot("write", "tickets/NEWEST/write", AGENT),
    Shot("grade", "tickets/NEWEST/grade", SUPERVISOR),
    Shot("grade-error", "tickets/NEWEST/grade", SUPERVISOR, typing(f__reason="")),
    Shot("returns", "matters/returns", AGENT),
    Shot("return", "matters/returns", AGENT, first("tbody th a")),
    Shot("return-phone", "matters/returns", AGENT, first("tbody th a"), phone=True),
    Shot("complaints", "matters/complaints", SUPERVISOR),
    Shot("complaint", "matters/complaints", SUPERVISOR, first("tbody th a")),
    Shot("incident", "matters/incidents", MANAGER, first("tbody th a")),
    Shot("article", "matters/articles", SUPERVISOR, first("tbody th a")),
    Shot("inspection", "matters/inspections", QUALITY, first("tbody th a")),
    Shot("matters-empty", "matters/returns?status=requested&open=true", MANAGER),
    Shot("metrics", "metrics?month=2024-01"),
    Shot("metrics-dark", "metrics?month=2024-01", scheme="dark"),
    Shot("metrics-phone", "metrics?month=2024-01", phone=True),
    Shot("metrics-empty", "metrics?month=2023-01"),
    Shot("metric", "metrics?month=2024-01", do=first(".tiles a")),
    Shot("reports", "reports"),
    Shot("report", "reports/2024-01"),
    Shot("report-print", "reports/2024-01", paper=True),
    Shot("process", "process?from=2024-01-01&to=2024-01-31"),
    Shot("process-dark", "process?from=2024-01-01&to=2024-01-31", scheme="dark"),
    Shot("workload", "workload"),
    Shot("workload-phone", "workload", phone=True),
    Shot("visits", "visits?from=2024-01-25"),
    Shot("what-if", "what-if?period=2024-01&policy=service-plan"),
    Shot("system", "system", ADMINISTRATOR),
    Shot("checks", "system/checks", ADMINISTRATOR),
    Shot("sample", "audit/sample", AUDITOR),
    Shot("audit", "audit?ticket=LONG&as_of=2024-01-27T12:00", AUDITOR),
    Shot("audit-register", "audit/register?as_of=2024-01-20T12:00", AUDITOR),
    Shot(
        "audit-differences",
        "audit/differences?of=ticket&ticket=LONG&from=2024-01-01T00:00&to=2024-02-01T00:00",
        AUDITOR,
    ),
    Shot("audit-empty", "audit", AUDITOR),
    Shot("audit-error", "audit?ticket=LONG&as_of=gestern", AUDITOR),
    Shot("design", "design"),
    Shot("design-dark", "design", scheme="dark"),
    Shot("no-page", "tickets/202401-99999"),
    Shot("forbidden", "intake", AUDITOR),
    Shot("my", "/my", NOBODY),
    Shot("my-phone", "/my", NOBODY, phone=True),
    Shot("my-dark", "/my", NOBODY, phone=True, scheme="dark"),
    Shot("my-help", "/my/help", NOBODY, phone=True),
    Shot("my-help-empty", "/my/help?q=没有这样的问题", NOBODY, phone=True),
    Shot("my-article", "/my/help", NOBODY, first(".doors a"), phone=True),
    Shot("my-ticket", "/my", NOBODY, follow, phone=True),
    Shot("my-ticket-desk", "/my", NOBODY, follow),
    Shot("my-report", "/my/report", NOBODY, phone=True),
    Shot("my-confirm", "/my", NOBODY, confirm, phone=True),
    Shot("my-error", "/my", NOBODY, follow_wrong),
)
