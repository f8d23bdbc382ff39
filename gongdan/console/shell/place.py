"""Where the console stands among the addresses of the service."""

from typing import Final

HERE: Final = "/desk"
STATIC: Final = f"{HERE}/static"
INTAKE: Final = f"{HERE}/intake"
LOOK_UP: Final = f"{INTAKE}/look-up"
TASKS: Final = f"{HERE}/tasks"
COUNTS: Final = f"{TASKS}/counts"
BOARD: Final = f"{HERE}/board"
DISPATCH: Final = f"{BOARD}/dispatch"
PASSING_ON: Final = f"{BOARD}/passing-on"
APPROVALS: Final = f"{HERE}/approvals"
ROSTER: Final = f"{HERE}/roster"
STAFF: Final = f"{HERE}/staff"
REGISTER: Final = f"{HERE}/register"
AUDIT: Final = f"{HERE}/audit"
VIEWS: Final = f"{HERE}/views"
CUSTOMERS: Final = f"{HERE}/customers"
MATTERS: Final = f"{HERE}/matters"
METRICS: Final = f"{HERE}/metrics"
REPORTS: Final = f"{HERE}/reports"
PROCESS: Final = f"{HERE}/process"
WHAT_IF: Final = f"{HERE}/what-if"
WORKLOAD: Final = f"{HERE}/workload"
VISITS: Final = f"{HERE}/visits"
TICKETS: Final = f"{HERE}/tickets"
DESIGN: Final = f"{HERE}/design"
LIVE: Final = f"{HERE}/live"
SIGN_IN: Final = f"{HERE}/sign-in"
CODE: Final = f"{SIGN_IN}/code"
LINK: Final = f"{HERE}/link"
ACCOUNT: Final = f"{HERE}/account"
FACTOR: Final = f"{ACCOUNT}/second-factor"
ACCOUNTS: Final = f"{HERE}/accounts"
SIGN_OUT: Final = f"{HERE}/sign-out"
LANGUAGE: Final = f"{HERE}/language"


def own_page(address: str) -> str:
    """The address where it is one of the console's own pages; else where everybody begins: no link leads elsewhere."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and address.startswith(f"{HERE}/") else TASKS
