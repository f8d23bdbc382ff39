"""Whether what the customer said is complete (信息核验, R3): the least is there, and what was missing has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.customer.state import Customer
from domain.record.envelope import Recorded
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands import VerifyInformation
from domain.ticket.events import AttachmentAdded, Contact, ProductVerified
from domain.ticket.service_record import opening_by_now, service_record
from domain.ticket.state import Ticket
from domain.ticket.vocabulary import Kind, Missing

_WHOM: Final[tuple[Missing, ...]] = ("customer-name", "contact")


_WORDS: Final[dict[Missing, tuple[str, str]]] = {
    "customer-name": ("客户名称", "customer's name"),
    "contact": ("联系方式", "contact"),
    "order-number": ("订单号", "order number"),
    "product": ("产品（或订单号）", "product (or order)"),
    "model": ("型号", "model"),
    "serial": ("SN码", "serial number"),
    "purchased": ("购买时间", "purchase date"),
    "voucher": ("购买凭证", "voucher"),
    "description": ("问题描述", "description"),
}


@dataclass(frozen=True, slots=True)
class Absent:
    """What is missing, in words."""

    names: tuple[Missing, ...]

    def say(self, *, chinese: bool) -> str:
        said = [_WORDS[name][0 if chinese else 1] for name in self.names]
        return "、".join(said) if chinese else ", ".join(said)


def require_complete(ticket: Ticket, command: VerifyInformation, under: Circumstances) -> None:
    """Whom to talk to, and for all but a consultation about which product or order; and all that was missing.

    Raises NotAllowed, which names what is missing; where some is listed, or of another system, nothing is asked.
    """
    if command.missing or not under.live:
        return
    verified = ticket.verified
    known = set(_known(under.history, under.known.customer))
    needed: dict[Missing, None] = dict.fromkeys((*_WHOM, *(verified.missing if verified else ())))
    if ticket.kind is not Kind.CONSULTATION and not known & {"product", "order-number"}:
        needed["product"] = None
    absent: list[Missing] = [one for one in needed if one not in known]
    if absent:
        raise NotAllowed("information-missing", missing=Absent(tuple(absent)))


def _known(history: Sequence[Recorded], customer: Customer | None) -> Iterator[Missing]:
    """What the ticket says by now, or the customer's record does."""
    opened, record = opening_by_now(history), service_record(history)
    contact, product = record.contact, record.product
    contacts = [contact, *(one for one in (customer.contacts.values() if customer else ()) if one)]
    if record.customer_name or contact.salutation or (customer and customer.name):
        yield "customer-name"
    if any(map(_reaches, contacts)):
        yield "contact"
    if product.name or product.model or product.serial:
        yield "product"
    said: tuple[tuple[Missing, object], ...] = (
        ("order-number", opened.get("order_number")),
        ("model", product.model),
        ("serial", product.serial),
        ("purchased", product.purchased),
        ("voucher", _voucher(opened) or any(map(_shows_a_voucher, history))),
        ("description", opened.get("description") or opened.get("problem")),
    )
    for name, value in said:
        if value:
            yield name


def _reaches(contact: Contact) -> bool:
    return bool(contact.phone or contact.email or contact.wechat)


def _voucher(opened: dict[str, Any]) -> object:
    return opened.get("product", {}).get("voucher")


def _shows_a_voucher(recorded: Recorded) -> bool:
    match recorded.event:
        case AttachmentAdded(purpose="voucher") | ProductVerified(voucher_seen=True):
            return True
        case _:
            return False
