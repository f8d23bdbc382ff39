"""Full names and serial numbers, by which a ticket is found though no table holds them: only their keyed hashes."""

from collections.abc import Mapping
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, Select, exists, select

from domain.customer.events import CustomerErased
from domain.customer.finding import normalised
from domain.record.envelope import Envelope, Recorded
from domain.record.personal import ERASED
from domain.ticket.events import CorrectionRecorded, TicketOpened
from domain.ticket.numbering import number_of
from projections.customers.tables import CUSTOMERS
from projections.register.searching.words import plain
from projections.register.tables import NAMED, REGISTER
from projections.sql.blinding import blinded
from projections.sql.rows import Rows

Kind = Literal["name", "serial"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_FIELDS: Final[Mapping[str, Kind]] = {"customer_name": "name", "contact.name": "name", "product.serial": "serial"}
"""The facts of an opening that are found so."""
_SHORTEST: Final = 2
"""Signs below which a name tells nobody apart."""


def note(rows: Rows, recorded: Recorded) -> None:
    """Keep the hashes of what the opening says, as corrections of it have it."""
    event = recorded.event
    match event:
        case TicketOpened():
            said = {
                "customer_name": event.customer_name,
                "contact.name": event.contact and event.contact.name,
                "product.serial": event.product and event.product.serial,
            }
            for field, value in said.items():
                if value is not None:
                    _put(rows, recorded.envelope, field, _hashed(rows, field, value))
        case CorrectionRecorded(version=1, field=field, right=right) if field in _FIELDS:
            hashed = _hashed(rows, field, right)
            if hashed or rows.get(NAMED, number_of(recorded.envelope.aggregate), field):
                _put(rows, recorded.envelope, field, hashed)
        case _:
            pass


def sweep(rows: Rows, recorded: Recorded) -> None:
    """No hash is left of who was erased: as where all is built from a log in which they are."""
    if not isinstance(recorded.event, CustomerErased):
        return
    for ticket in rows.those(REGISTER, customer=recorded.envelope.aggregate):
        for row in rows.those(NAMED, number=ticket["number"]):
            rows.put(NAMED, {**row, "blind": None})


def numbers_named(connection: Connection, kind: Kind, value: str) -> Select[Any] | None:
    """A query of the numbers of the tickets that name a value; None where nothing is found by it.

    Nobody is found who asked that their data be used no more, or be erased.
    """
    form = form_of(kind, value)
    hashed = blinded(connection, kind, form) if form else None
    if hashed is None:
        return None
    hidden = exists().where(CUSTOMERS.c.customer == NAMED.c.customer, CUSTOMERS.c.restricted | CUSTOMERS.c.erased)
    return select(NAMED.c.number).where(NAMED.c.blind == hashed, ~hidden)


def form_of(kind: Kind, value: str | None) -> str | None:
    """The one form that a value always takes, however it is spelt; None where it tells nothing apart."""
    if value is None or value == ERASED:
        return None
    if kind == "serial":
        return normalised("serial", value)
    name = "".join(plain(value).split())
    return name if len(name) >= _SHORTEST else None


def _put(rows: Rows, envelope: Envelope, field: str, hashed: str | None) -> None:
    number = number_of(envelope.aggregate)
    rows.put(NAMED, {"number": number, "field": field, "customer": envelope.customer, "blind": hashed})


def _hashed(rows: Rows, field: str, value: str | None) -> str | None:
    kind = _FIELDS[field]
    form = form_of(kind, value)
    return rows.blind(kind, form) if form else None
