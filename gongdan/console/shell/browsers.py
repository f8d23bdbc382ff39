"""From where somebody comes: their browser in words that they know again, and their address for counting attempts."""

from typing import Final

from fastapi import Request

_BROWSERS: Final = (
    ("MicroMessenger/", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
"""By what browsers say of themselves, the telling ones first: most claim to be several."""


def browser_of(request: Request) -> str:
    """``Firefox, Windows``; nothing where it does not say."""
    said = request.headers.get("user-agent", "")
    found = (next((name for sign, name in each if sign in said), "") for each in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in found if name)


def address_of(request: Request) -> str:
    """As the connection has it: what a request says of where it comes from may be made up."""
    return request.client.host if request.client else ""
