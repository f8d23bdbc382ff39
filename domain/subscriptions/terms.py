"""What is agreed with a subscriber and may change: whose it is, what for, what it sees, until when, and where to."""

from datetime import date
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from domain.record.event import Label, Part
from domain.subscriptions.grant import Grant

_LONGEST: Final = 2_000


def _bare(address: str) -> str:
    """Raises where it is no address of a web server, or may hold a secret: an event is for ever."""
    if not _of_the_web(address):
        raise PydanticCustomError("no_address", "should be an address as https://erp.example.com/events")
    if "@" in urlsplit(address).netloc or "?" in address or "#" in address:
        raise PydanticCustomError(
            "address_with_secret", "should hold no password, query or fragment: an event keeps it for ever"
        )
    return address


def _of_the_web(address: str) -> bool:
    try:
        split = urlsplit(address)
        named = split.scheme in {"http", "https"} and bool(split.hostname) and split.port != 0
    except ValueError:
        return False
    return named and all(sign.isprintable() and not sign.isspace() for sign in address)


Endpoint = Annotated[str, StringConstraints(min_length=1, max_length=_LONGEST), AfterValidator(_bare)]
"""Where a webhook's events are sent to."""


class Terms(Part):
    """``owner`` is the member of staff who answers for it and is told when it fails; ``until`` its last day.

    ``endpoint`` is a webhook's, as is ``ordered``: no event of a ticket is sent before the one before it arrived.
    """

    owner: str
    purpose: Label
    grant: Grant
    until: date | None = None
    endpoint: str | None = None
    ordered: bool | None = None
