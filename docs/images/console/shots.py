"""Which pages are shown, in which state, and by whom: full, empty, wrong, long, on a phone, in the dark, on paper."""

from dataclasses import dataclass
from typing import Final, Literal

from docs.images.console import doing, subscribing
from docs.images.console.doing import Do, first, typing

AGENT, SUPERVISOR, MANAGER, AUDITOR = "a-001:agent", "s-001:supervisor", "m-001:manager", "x-001:auditor"
QUALITY, ADMINISTRATOR, NOBODY = "q-001:quality", "d-001:administrator", None
NOTHING_FITS: Final = "没有这样的工单"


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


FIRST: Final = (
    Shot("first-administrator", "FIRST", NOBODY, doing.begin),
    Shot("sign-in-token", "sign-in?by=token", NOBODY),
    Shot("sign-in-token-error", "sign-in?by=token", NOBODY, doing.wrong_token),
)
"""Before anybody has an account."""
PROVIDED: Final = (
    Shot("sign-in-provider", "sign-in", NOBODY),
    Shot("sign-in-provider-phone", "sign-in", NOBODY, phone=True),
    Shot("choose-provider", "LINK", NOBODY),
    Shot("account-provider", "sign-in", NOBODY, doing.own_account),
)
"""Where the company has an identity provider."""
SHOTS: Final = (
    Shot("choose-password", "LINK", NOBODY),
    Shot("sign-in", "sign-in", NOBODY),
    Shot("sign-in-phone", "sign-in", NOBODY, phone=True),
    Shot("sign-in-error", "sign-in", NOBODY, doing.wrong_password),
    Shot("second-factor", "sign-in", NOBODY, doing.set_factor),
    Shot("sign-in-code", "sign-in", NOBODY, doing.second_step),
    Shot("account", "sign-in", NOBODY, doing.own_account),
    Shot("recovery-codes", "sign-in", NOBODY, doing.recovery_codes),
    Shot("tasks", "tasks?whose=all"),
    Shot("tasks-dark", "tasks?whose=all", scheme="dark"),
    Shot("tasks-phone", "tasks?whose=all", phone=True),
    Shot("tasks-empty", "tasks", AUDITOR),
    Shot("intake", "intake", AGENT),
    Shot("intake-phone", "intake", AGENT, phone=True),
    Shot("intake-known", "intake", AGENT, doing.look_up),
    Shot("intake-error", "intake", AGENT, typing(f__contact__phone="abc")),
    Shot("intake-long", "intake", AGENT, doing.write_much),
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
    Shot("account-none", "account", SUPERVISOR),
    Shot("account-one", "accounts/PERSON", ADMINISTRATOR),
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
    Shot("ticket-long", "tickets/LONG", SUPERVISOR, doing.unfold),
    Shot("ticket-print", "tickets/LONG", AGENT, paper=True),
    Shot("files", "tickets/NEWEST/attach", AGENT),
    Shot("write", "tickets/NEWEST/write", AGENT),
    Shot("write-link", "tickets/NEWEST/write", AGENT, doing.invite),
    Shot("unmask", "tickets/NEWEST/unmask", SUPERVISOR),
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
    Shot("picking", "matters/inspections/pick?from=2024-01-01&to=2024-01-31&seed=7", QUALITY),
    Shot("matters-empty", "matters/returns?status=requested&open=true", MANAGER),
    Shot("metrics", "metrics?month=2024-01"),
    Shot("metrics-dark", "metrics?month=2024-01", scheme="dark"),
    Shot("metrics-phone", "metrics?month=2024-01", phone=True),
    Shot("metrics-empty", "metrics?month=2023-01"),
    Shot("metric", "metrics?month=2024-01", do=first(".tiles a")),
    Shot("cases", "metrics?month=2024-01", do=doing.counted_from),
    Shot("reports", "reports"),
    Shot("report", "reports/2024-01"),
    Shot("appraisal", "reports/2024-01", do=first("a[href*='/people/']")),
    Shot("report-print", "reports/2024-01", paper=True),
    Shot("process", "process?from=2024-01-01&to=2024-01-31"),
    Shot("deviations", "process/deviations?from=2024-01-01&to=2024-01-31"),
    Shot("process-dark", "process?from=2024-01-01&to=2024-01-31", scheme="dark"),
    Shot("workload", "workload"),
    Shot("workload-phone", "workload", phone=True),
    Shot("visits", "visits?from=2024-01-25"),
    Shot("what-if", "what-if?period=2024-01&policy=service-plan"),
    Shot("system", "system", ADMINISTRATOR),
    Shot("left-out", "system/left-out", ADMINISTRATOR),
    Shot("notices", "system/notices", ADMINISTRATOR),
    Shot("checks", "system/checks", ADMINISTRATOR),
    Shot("subscriptions", "system/subscriptions", ADMINISTRATOR),
    Shot("subscription", "system/subscriptions/erp", ADMINISTRATOR),
    Shot("subscription-new", "system/new-subscription", ADMINISTRATOR),
    Shot("subscription-error", "system/new-subscription", ADMINISTRATOR, subscribing.open_wrong),
    Shot("subscription-secret", "system/subscriptions/erp/rotate-secret", ADMINISTRATOR, doing.press),
    Shot("sample", "audit/sample", AUDITOR, typing(f__seed="7")),
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
    Shot("my-ticket", "/my", NOBODY, doing.follow, phone=True),
    Shot("my-ticket-desk", "/my", NOBODY, doing.follow),
    Shot("my-report", "/my/report", NOBODY, phone=True),
    Shot("my-plan", "/my", NOBODY, doing.ask("/ticket/agree-plan"), phone=True),
    Shot("my-write", "/my", NOBODY, doing.ask("/ticket/write"), phone=True),
    Shot("my-return", "/my", NOBODY, doing.ask("/returns/new"), phone=True),
    Shot("my-complaint", "/my", NOBODY, doing.complain, phone=True),
    Shot("my-rate", "/my", NOBODY, doing.rate, phone=True),
    Shot("my-link", "/my/enter/made-up", NOBODY, phone=True),
    Shot("my-confirm", "/my", NOBODY, doing.confirm, phone=True),
    Shot("my-error", "/my", NOBODY, doing.follow_wrong),
)
