"""What is agreed with a subscriber and may change: whose it is, what for, what it sees, until when, and where to."""

import re
from datetime import date
from typing import Final
from urllib.parse import urlsplit

from pydantic_core import PydanticCustomError

from domain.record.day import EARLIEST, LATEST
from domain.record.event import Label, Part
from domain.subscriptions.grant import Grant, of_known_types

_LONGEST: Final = 2_000


def _bare(address: str) -> str:
    """Raises where it is no address of a web server, or may hold a secret: an event is for ever."""
    if len(address) > _LONGEST or not _of_the_web(address):
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


_STAFF: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Terms(Part):
    """``owner`` is the member of staff who answers for it and is told when it fails; ``until`` its last day.

    ``grant`` filters nothing where none is said. ``endpoint`` is a webhook's, as is ``ordered``: no event of a ticket
    is sent before the one before it arrived.
    """

    owner: str
    purpose: Label
    grant: Grant = Grant()
    until: date | None = None
    endpoint: str | None = None
    ordered: bool | None = None


def sayable(terms: Terms) -> Terms:
    """What a command may say of them. Raises for what is no staff number, day, address or public event."""
    if not _STAFF.fullmatch(terms.owner):
        raise PydanticCustomError("no_staff_number", "should name its owner by a staff number")
    if terms.until is not None and not EARLIEST <= terms.until <= LATEST:
        raise PydanticCustomError("day_out_of_range", "is out of range")
    if terms.endpoint is not None:
        _bare(terms.endpoint)
    of_known_types(terms.grant)
    return terms
