"""Whom and what the opening of a ticket names, masked, and what a correction of it makes right."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from domain.customer.finding import Kind
from domain.record.personal import ERASED
from domain.ticket.events import CorrectionRecorded, Product, SurveyAnswered, TicketOpened
from projections.correcting import is_no
from projections.sql.rows import Row
from projections.wording import masks

KINDS: Final[Mapping[str, Kind]] = {
    "contact.phone": "phone",
    "contact.email": "email",
    "product.serial": "serial",
    "order_number": "order",
}
"""The fields that somebody is found by."""

_PRODUCT: Final = ("name", "model", "serial", "batch", "purchased", "purchase_channel", "warranty_months")
_SOURCES: Final[Mapping[str, Mapping[str, Callable[[str], str]]]] = {
    "contact": {"name": masks.name, "salutation": masks.salutation},
    "reach": {"phone": masks.phone, "email": masks.email, "wechat": masks.handle},
}
"""What of a contact person may stand in a column, the best first."""
_NOTHING: Final = json.dumps({column: [None] * len(parts) for column, parts in _SOURCES.items()})
"""What is left of the sources of somebody who was erased."""


def said(event: TicketOpened) -> Row:
    """The columns as the opening fills them."""
    sources = {
        column: [_shown(mask, getattr(event.contact, part, None)) for part, mask in parts.items()]
        for column, parts in _SOURCES.items()
    }
    row: Row = {
        "kind": event.kind.value,
        "customer_name": named(event.customer_name, event.company),
        "company": event.company,
        "feedback": None,
    }
    return row | _best(sources) | described(event.product or Product())


def feedback(event: SurveyAnswered, at: datetime) -> str:
    """What a survey's answer says of the service; the comment, which is their own words, stays in the event."""
    scores = {score.question: score.score for score in event.scores}
    told = {"at": at.isoformat(), "scores": scores, "low": event.low, "recommend": event.recommend}
    return json.dumps(told, ensure_ascii=False)


def corrected(row: Row, event: CorrectionRecorded) -> Row:
    """The columns that a correction of the opening changes."""
    thing, _, part = event.field.partition(".")
    match thing:
        case "contact":
            return _contact(row, part, event.right)
        case "product" if part in _PRODUCT:
            return _product(part, event.right)
        case "customer_name":
            return {"customer_name": named(event.right, row["company"])}
        case "company" if is_no(event.right):
            return {"company": False, "customer_name": named(row["customer_name"], company=False)}
        case "company":
            return {"company": True}
        case "kind" if event.right:
            return {"kind": event.right}
        case _:
            return {}


def described(product: Product) -> Row:
    """A product's columns."""
    row: Row = {name: getattr(product, name) for name in _PRODUCT}
    return row | {"serial": _shown(masks.serial, product.serial)}


def named(name: str | None, company: bool | None) -> str | None:
    """A company's name is no person's."""
    return there(name if company or not name else masks.name(name))


def there(value: str | None) -> str | None:
    """What was erased is not there, whether it was erased before it was read or after."""
    return None if value == ERASED else value


def _contact(row: Row, part: str, right: str | None) -> Row:
    sources: dict[str, list[str | None]] = json.loads(row["sources"] or _NOTHING)
    for column, parts in _SOURCES.items():
        if part in parts:
            sources[column][[*parts].index(part)] = _shown(parts[part], right)
    return _best(sources)


def _product(part: str, right: str | None) -> Row:
    if part == "serial":
        return {"serial": _shown(masks.serial, right)}
    if part == "warranty_months":
        return {part: int(right) if right and right.isdecimal() else None}
    return {part: right}


def _best(sources: Mapping[str, list[str | None]]) -> Row:
    row: Row = {column: next((value for value in values if value), None) for column, values in sources.items()}
    return row | {"sources": json.dumps(sources, ensure_ascii=False, separators=(",", ":"))}


def _shown(mask: Callable[[str], str], value: str | None) -> str | None:
    return there(mask(value)) if value else None
