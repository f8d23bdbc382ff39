"""Programs that ask over NATS: in an account of their own, from which nothing but requests comes over to ours."""

from typing import Any, Final

ACCOUNT: Final = "SERVICES"
SERVICE: Final = "service"
"""The user that they sign in as; who they are, and what they may, says the key of each request."""
DISCOVERY: Final = "$SRV.>"
REPLIES: Final = "_R_.>"
"""Where the servers take answers back to another account: chosen by them, so that no asker names a subject of ours."""


def asked(prefix: str) -> str:
    """The subjects of all requests."""
    return f"{prefix}-do.>"


def exports(prefix: str) -> list[dict[str, Any]]:
    """Of the account that answers: to one request one answer, and to a question for all many."""
    return [
        {"service": asked(prefix), "accounts": [ACCOUNT]},
        {"service": DISCOVERY, "response_type": "stream", "accounts": [ACCOUNT]},
    ]


def imports(prefix: str, account: str) -> list[dict[str, Any]]:
    return [{"service": {"account": account, "subject": each}} for each in (asked(prefix), DISCOVERY)]
