"""By what a customer or a product is found (R8): each value in the one form that the same value always takes.

Only a keyed hash of that form is ever stored for searching, so that two spellings must come to the same here.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from domain.record.personal import ERASED
from domain.ticket.events import Contact

Kind = Literal["phone", "email", "serial", "order"]
Findable = tuple[Kind, str]
"""A kind and a value in its one form."""

_EXTENSION: Final = re.compile(r"转|分机|ext|[x#;,]")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}")
_SHORTEST: Final = {"phone": 5, "email": 3, "serial": 4, "order": 4}
"""Signs below which a value tells nothing apart."""


def normalised(kind: Kind, value: str | None) -> str | None:
    """The one form of a value; None where there is none, it was erased, or it is too short to tell anything apart."""
    if value is None or value == ERASED:
        return None
    text = unicodedata.normalize("NFKC", value).strip().casefold()
    found = {"phone": _phone, "email": _email, "serial": _code, "order": _code}[kind](text)
    return found if len(found) >= _SHORTEST[kind] else None


def by_contact(contact: Contact | None) -> Iterator[Findable]:
    """By what a contact person is found."""
    if contact is not None:
        yield from findable("phone", contact.phone)
        yield from findable("email", contact.email)


def findable(kind: Kind, value: str | None) -> Iterator[Findable]:
    """The value in its one form, if it has one."""
    if found := normalised(kind, value):
        yield kind, found


def _phone(text: str) -> str:
    """Digits as dialled inside China: +86 139 0000 5678 → 13900005678, +86 21 5555 1234 → 02155551234; no extension."""
    dialled = _EXTENSION.split(text)[0]
    digits = "".join(str(unicodedata.digit(sign)) for sign in dialled if sign.isdecimal())
    abroad = "+" in dialled or digits.startswith("00")
    digits = digits.lstrip("0") if abroad else digits
    national = digits.removeprefix("86").lstrip("0")
    if not digits.startswith("86") or not (abroad or _MOBILE.fullmatch(national)):
        return digits
    return national if _MOBILE.fullmatch(national) else f"0{national}"


def _email(text: str) -> str:
    return text if "@" in text else ""


def _code(text: str) -> str:
    """Letters and digits alone: how a number is grouped differs between label, receipt and what is read out."""
    return "".join(sign for sign in text.upper() if sign.isalnum())
