"""What the register shows of a ticket's opening, masked as its pack says, and as corrections of it make it right."""

import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from domain.policy.parts.masks import Masks
from domain.policy.parts.masks import Person as PersonMask
from domain.policy.parts.masks import Reach as ReachMask
from domain.record.personal import ERASED
from domain.ticket.events import CorrectionRecorded, TicketOpened
from projections.correcting import is_no
from projections.sql.rows import Row
from projections.wording import masks

Show = Callable[[str], str | None]
Source = tuple[str, Show]
"""A fact of the opening by its dotted name, and how it is shown."""
Columns = Mapping[str, tuple[Source, ...]]
"""For each column the facts that may stand in it, the best first."""

_SUMMARY: Final = 60
"""Signs of the description that stand as summary where none was given."""
_FAULT: Final = 300


def shown(event: TicketOpened, said: Masks) -> Row:
    """The columns as the opening fills them."""
    company = bool(event.company)
    found = {
        column: [_show(show, _said(event, field)) for field, show in sources]
        for column, sources in _columns(said, company).items()
    }
    return {"company": company} | _row(found)


def corrected(before: Row, event: CorrectionRecorded, said: Masks) -> Row:
    """The columns that a correction of the opening changes; a fact that a better one hides stays hidden."""
    if event.field == "company":
        return _no_company(before, said) if is_no(event.right) else {"company": True}
    found = _found(before, said)
    for column, sources in _columns(said, before["company"]).items():
        for place, (field, show) in enumerate(sources):
            if field == event.field:
                found[column][place] = _show(show, event.right)
    return _row(found)


def _row(found: dict[str, list[str | None]]) -> Row:
    row: Row = {
        column: next((value for value in values if value is not None), None) for column, values in found.items()
    }
    several = {column: values for column, values in found.items() if len(values) > 1}
    return row | {"sources": json.dumps(several, ensure_ascii=False, separators=(",", ":"))}


def _found(before: Row, said: Masks) -> dict[str, list[str | None]]:
    """What each column could show, as ``sources`` and the columns with one source tell it."""
    several: dict[str, list[str | None]] = json.loads(before["sources"])
    return {column: several.get(column, [before[column]]) for column in _columns(said, before["company"])}


def _show(show: Show, value: object) -> str | None:
    return None if value is None else show(str(value))


def _said(event: Any, field: str) -> Any:
    for name in field.split("."):
        event = getattr(event, name) if event is not None else None
    return event


def _no_company(before: Row, said: Masks) -> Row:
    """It was taken for one: what was shown as its name is a person's."""
    found, name = _found(before, said), before["customer_name"]
    for column in ("customer_name", "fault_customer"):
        sources = _columns(said, company=False)[column]
        found[column] = [_show(show, name) if field == "customer_name" else None for field, show in sources]
    return {"company": False} | _row(found)


def _columns(said: Masks, company: bool) -> Columns:
    orders, faults = said.work_orders, said.faults
    return _masked_so(orders.contact, orders.contact_detail, faults.customer_name, faults.contact_detail, company)


@lru_cache(256)
def _masked_so(
    contact: PersonMask, reach: ReachMask, customer: PersonMask, fault_reach: ReachMask, company: bool
) -> Columns:
    named: Source = ("customer_name", _plain if company else masks.name)
    return {
        "customer_name": (named,),
        "contact": _contact(contact),
        "contact_detail": _reach(reach),
        "channel": (("channel", _plain),),
        "kind": (("kind", _plain),),
        "summary": (("summary", _plain), ("description", lambda text: _shortened(text, _SUMMARY))),
        "product": (("product.name", _plain),),
        "model": (("product.model", _plain),),
        "serial": (("product.serial", masks.serial),),
        "purchased": (("product.purchased", _plain),),
        "region": (("region", _plain),),
        "fault": (
            ("description", lambda text: _shortened(text, _FAULT)),
            ("problem.phenomenon", _plain),
            ("summary", _plain),
        ),
        "fault_customer": (named,) if company else _customer(customer),
        "fault_contact_detail": _reach(fault_reach),
    }


def _contact(mask: PersonMask) -> tuple[Source, ...]:
    name, salutation = ("contact.name", masks.name), ("contact.salutation", masks.salutation)
    match mask:
        case "name":
            return (name,)
        case "person":
            return (name, salutation)
        case "salutation":
            return (salutation, ("contact.name", _titled), name)


def _customer(mask: PersonMask) -> tuple[Source, ...]:
    """A person who is the customer is often known by the contact's salutation alone."""
    name, salutation = ("customer_name", masks.name), ("contact.salutation", masks.salutation)
    match mask:
        case "name":
            return (name,)
        case "person":
            return (name, salutation)
        case "salutation":
            return (salutation, ("customer_name", _titled), ("contact.name", _titled), name)


def _reach(mask: ReachMask) -> tuple[Source, ...]:
    phone: Source = ("contact.phone", masks.phone)
    email: Source = ("contact.email", masks.email)
    handle: Source = ("contact.wechat", masks.handle)
    return {"reach": (phone, email, handle), "phone": (phone,), "email": (email,), "handle": (handle,)}[mask]


def _titled(name: str) -> str | None:
    """王先生 → *先生; None where the name holds no title."""
    found = masks.salutation(name)
    return found if found not in (masks.STAR, ERASED, "") else None


def _plain(text: str) -> str:
    return text


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
