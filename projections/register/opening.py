"""What the register shows of a ticket's opening, masked as its pack says, and as corrections of it make it right."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from domain.policy.parts.masks import Masks
from domain.policy.parts.masks import Person as PersonMask
from domain.policy.parts.masks import Reach as ReachMask
from domain.record.personal import ERASED
from domain.ticket.events import CorrectionRecorded, TicketOpened
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
_NOTHING: Final = "-"


def shown(event: TicketOpened, said: Masks) -> Row:
    """The columns as the opening fills them."""
    company = bool(event.company)
    row: Row = {"company": company}
    ranks = ""
    for column, sources in _columns(said, company).items():
        row[column], rank = _first(event, sources)
        ranks += rank
    row["sources"] = ranks
    return row


def corrected(before: Row, event: CorrectionRecorded, said: Masks) -> Row:
    """The columns that a correction of the opening changes; a fact that a better one hides stays hidden."""
    if event.field == "company":
        return (
            _no_company(before)
            if (event.right or "no").strip().casefold() in ("false", "no", "否")
            else {"company": True}
        )
    changes: Row = {}
    ranks = list(before["sources"])
    for place, (column, sources) in enumerate(_columns(said, before["company"]).items()):
        for rank, (field, show) in enumerate(sources):
            if field == event.field and (ranks[place] == _NOTHING or rank <= int(ranks[place])):
                found = None if event.right is None else show(event.right)
                if found is not None or (event.right is None and ranks[place] == str(rank)):
                    changes[column], ranks[place] = found, _NOTHING if found is None else str(rank)
                    break
    return changes | {"sources": "".join(ranks)}


def _first(event: TicketOpened, sources: tuple[Source, ...]) -> tuple[str | None, str]:
    for rank, (field, show) in enumerate(sources):
        value = _said(event, field)
        found = None if value is None else show(str(value))
        if found is not None:
            return found, str(rank)
    return None, _NOTHING


def _said(event: Any, field: str) -> Any:
    for name in field.split("."):
        event = getattr(event, name) if event is not None else None
    return event


def _no_company(before: Row) -> Row:
    """It was taken for one: what was shown as its name is a person's."""
    named = {name: before[name] for name in ("customer_name", "fault_customer")}
    return {"company": False} | {name: value and masks.name(value) for name, value in named.items()}


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
