"""What a row is about, as objects with their relations: the object-centric view of the process."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from domain.matters.kinds import MATTERS
from domain.record.identity import is_customer_key
from projections.replaying.rows import Json, Row

_NOBODY: Final = frozenset({"gongdan", "unknown"})


@dataclass(frozen=True, slots=True)
class About:
    """An object that an event is related to, and how; ``said`` are attributes that it has from then on."""

    id: str
    type: str
    how: str
    said: Json


OBJECTS: Final[dict[str, tuple[str, ...]]] = {
    "ticket": ("kind", "channel", "severity", "tier", "region", "engineer", "team", "closed_as"),
    "customer": ("company", "tier"),
    "unit": ("model", "batch"),
    "product": ("name",),
    "part": (),
    "staff": (),
    "team": (),
    **dict.fromkeys(sorted(MATTERS), ()),
    "complaint": ("weight", "severity", "cause"),
    "return": ("wanted", "finding", "settlement"),
}
"""Every type of object with its attributes, all of them texts but ``company``."""
_OF_OPENING: Final = frozenset({"kind", "channel", "tier", "region"})
"""What only the opening says of a ticket: other events use these words for something of their own."""
_REFERENCES: Final = (
    ("engineer", "staff", "staff-", "engineer"),
    ("staff", "staff", "staff-", "named"),
    ("owner", "staff", "staff-", "owner"),
    ("team", "team", "team-", "team"),
    ("part", "part", "part-", "part"),
    ("other", "ticket", "ticket-", "other"),
    ("into", "ticket", "ticket-", "other"),
    ("duplicate_of", "ticket", "ticket-", "other"),
    ("article", "article", "article-", "article"),
    ("improvement", "improvement", "improvement-", "improvement"),
)
"""Fields of the body that name something: their name, the type, what stands before the id, and how it is related."""
BETWEEN: Final = (
    ("ticket", "customer", "of"),
    ("ticket", "unit", "about"),
    ("unit", "product", "is a"),
    *((kind, "ticket", "about") for kind in sorted(MATTERS)),
)
"""Relations between objects that one event is about: from, to, how."""


def objects_of(row: Row) -> Iterator[About]:
    """The ticket or other thing that it happened to, whom it is about, who acted, and what it names."""
    body = row.body
    if row.ticket:
        yield About(f"ticket-{row.ticket}", "ticket", "ticket", _of_ticket(row))
    if row.kind in MATTERS or row.kind == "staff":
        yield About(row.aggregate, row.kind, "subject", _said(row.kind, body))
    if row.customer:
        yield About(row.customer, "customer", "customer", _said("customer", body) if row.kind == "customer" else {})
    if row.actor not in _NOBODY and not is_customer_key(row.actor):
        yield About(f"staff-{row.actor}", "staff", "actor", {})
    yield from _products(row)
    for name, kind, before, how in _REFERENCES:
        value: Any = body.get(name)
        if isinstance(value, str):
            yield About(value if value.startswith(before) else f"{before}{value}", kind, how, {})


def _of_ticket(row: Row) -> Json:
    if row.kind != "ticket":
        return {}
    return {
        name: value for name, value in _said("ticket", row.body).items() if row.version == 1 or name not in _OF_OPENING
    }


def _products(row: Row) -> Iterator[About]:
    product: Any = row.body.get("product")
    known: Json = product if isinstance(product, dict) else {"model": row.body.get("model")}
    if row.unit:
        yield About(f"unit-{row.unit}", "unit", "unit", _said("unit", known))
    if model := known.get("model"):
        yield About(f"product-{model}", "product", "product", _said("product", known))


def _said(kind: str, body: Json) -> Json:
    found = {name: body[name] for name in OBJECTS[kind] if isinstance(body.get(name), str | bool)}
    return {name: value for name, value in found.items() if value != ""}
