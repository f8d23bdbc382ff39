"""What every document of a ticket begins with: whose ticket it is, of which product, and what was reported."""

from collections.abc import Iterator

from api.documents.paper import Section
from api.documents.told import ToldTicket
from api.tickets.views import EventView
from domain.wording import CHANNELS
from gongdan.documents.writing import Said, Writer
from projections.wording.codes import WARRANTY
from projections.wording.words import KINDS


def about(write: Writer, told: ToldTicket) -> Iterator[Section]:
    """Customer, product, problem; what was never said has no line."""
    yield customer(write, told)
    yield product(write, told)
    yield problem(write, told)


def customer(write: Writer, told: ToldTicket) -> Section:
    record = told.record
    return write.facts(
        "customer",
        {
            "customer_name": record.customer_name,
            "contact": record.contact,
            "contact_detail": record.contact_detail,
            "requested": record.requested,
            "channel": write.code(CHANNELS, _opened(told).get("channel")),
            "kind": write.code(KINDS, told.ticket.kind),
        },
    )


def product(write: Writer, told: ToldTicket) -> Section:
    record = told.record
    return write.facts(
        "product",
        {
            "product": record.product,
            "model": record.model,
            "serial": record.serial,
            "purchased": record.purchased,
            "warranty": _warranty(write, told),
        },
    )


def problem(write: Writer, told: ToldTicket) -> Section:
    opened = _opened(told)
    return write.facts(
        "problem",
        {
            "severity": write.severity(told.ticket.severity),
            "error_code": opened.get("error_code"),
            "summary": opened.get("summary"),
            "description": opened.get("description"),
            "phenomenon": (opened.get("problem") or {}).get("phenomenon"),
        },
    )


def of_type(told: ToldTicket, *types: str) -> Iterator[EventView]:
    """The ticket's events of these types, saying what is right by now."""
    return (event for event in told.right if event.type in types)


def last_of(told: ToldTicket, *types: str) -> EventView | None:
    return next(iter([*of_type(told, *types)][-1:]), None)


def _opened(told: ToldTicket) -> Said:
    first = last_of(told, "ticket-opened")
    return first.data if first else {}


def _warranty(write: Writer, told: ToldTicket) -> str:
    found = told.ticket.warranty
    if found is None:
        return ""
    known = write.code(WARRANTY, found.warranty)
    if found.ends is None:
        return known
    return write.words.said(
        "warranty-over" if found.warranty == "out" else "warranty-until", warranty=known, ends=found.ends
    )
