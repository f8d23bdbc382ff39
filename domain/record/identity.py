"""Ids that follow from other ids, so that a retry after any crash is the same event (docs/formats.md §4)."""

import json
import re
from hashlib import sha1
from typing import Final
from uuid import UUID

EVENT_NAMESPACE: Final = UUID("5c2a7a6e-8d0b-5b0e-9b52-3f1c6f0a4d11")
COMMAND_NAMESPACE: Final = UUID("0d4f3c5e-6a1b-5c8d-a7e9-2b8f5d7c1e22")


REQUEST_NAMESPACE: Final = UUID("7e1b9a52-4c3d-5f6e-8a90-1d2c3b4a5f60")
CUSTOMER_NAMESPACE: Final = UUID("a3d8e0c4-9b27-5e41-b6f5-60718293a4b5")


_WRITTEN: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_CUSTOMER_KEY: Final = re.compile("customer-[A-Za-z0-9_-]{1,64}")
_OURS: Final = re.compile("customer-[0-9a-f]{32}")
"""As :func:`customer_key` makes them: eleven digits in a row are chance there, and nobody's."""
_PERSONS_NUMBER: Final = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{15}|\d{17}[\dXx])(?!\d)")
"""A Chinese mobile number, or the number of an identity card."""


def event_id(command_id: str, index: int) -> str:
    """The id of the ``index``-th event (from 0) that a command caused: UUIDv5 of ``<command id>/<index>``."""
    return _uuid5(EVENT_NAMESPACE, f"{command_id}/{index}")


def source_command_id(source: str, case: str, ordinal: int) -> str:
    """The command id of a source row: the same row is the same command for ever, whoever imports it."""
    return _named(COMMAND_NAMESPACE, source, case, ordinal)


def request_command_id(caller: str, route: str, key: str) -> str:
    """The command id of a request with an Idempotency-Key: the same key of one caller on one route is one command."""
    return _named(REQUEST_NAMESPACE, caller, route, key)


def is_customer_key(text: str) -> bool:
    """``customer-`` and an id of another system or of ours; it stands in the clear for ever, so no person's number."""
    if _OURS.fullmatch(text):
        return True
    return bool(_CUSTOMER_KEY.fullmatch(text)) and not _PERSONS_NUMBER.search(text)


def customer_key(command_id: str) -> str:
    """The key of a customer whom an opening brings in: the opening sent again brings in the same one."""
    return f"customer-{_uuid5(CUSTOMER_NAMESPACE, command_id).replace('-', '')}"


def _named(namespace: UUID, *parts: str | int) -> str:
    return _uuid5(namespace, _WRITTEN.encode(parts))


def _uuid5(namespace: UUID, name: str) -> str:
    """The text of a UUIDv5 (RFC 9562, 5.5), in a third of the time of the standard library's, which makes numbers."""
    digest = sha1(namespace.bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"
