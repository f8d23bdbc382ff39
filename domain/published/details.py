"""What a grant with details is told besides: the customer's key, and personal data of the classes that it names."""

from collections.abc import Collection
from typing import Any, cast

from domain.record.envelope import Recorded
from domain.record.personal import personal_fields


def details_of(recorded: Recorded, classes: Collection[str]) -> dict[str, Any]:
    """``{"customer": "customer-…", "details": {"contact.phone": "138…"}}``; what is erased reads ``[erased]``."""
    if not classes:
        return {}
    said = recorded.event.model_dump(mode="json", exclude_none=True)
    marked = [(path, mark) for path, mark in personal_fields(type(recorded.event)) if mark.of == "customer"]
    found = {".".join(path): _at(said, path) for path, mark in marked if mark.kind in classes}
    details = {name: value for name, value in found.items() if value is not None}
    customer = recorded.envelope.customer
    return ({"customer": customer} if customer else {}) | ({"details": details} if details else {})


def _at(said: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        said = cast("dict[str, Any]", said).get(name) if isinstance(said, dict) else None
    return said
