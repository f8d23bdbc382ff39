"""Where the customers' pages stand among the addresses of the service."""

from typing import Final

MY: Final = "/my"
HELP: Final = f"{MY}/help"
TICKET: Final = f"{MY}/ticket"
FILES: Final = f"{TICKET}/files"
PAPERS: Final = f"{TICKET}/papers"
RETURNS: Final = f"{MY}/returns"
COMPLAINTS: Final = f"{MY}/complaints"
REPORT: Final = f"{MY}/report"
ENTER: Final = f"{MY}/enter"
LEAVE: Final = f"{MY}/leave"
LANGUAGE: Final = f"{MY}/language"


def is_ours(path: str) -> bool:
    return path == MY or path.startswith(f"{MY}/")


def own_page(address: str) -> str:
    """The address where it is one of the customers' own pages; else where they begin: no link leads elsewhere."""
    plain = address.isprintable() and "\\" not in address
    return address if plain and is_ours(address.partition("?")[0]) else MY
