"""Which dossiers there are: by words, product, cause, result, and when they were closed; with whose they are."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from projections.dossiers.folding import DOSSIERS
from projections.lookups.packs import words_named
from projections.lookups.people import People
from projections.register import PACKS, PEOPLE, REGISTER
from projections.register.searching.looking import sought
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row

SORTS: Final = ("archived", "closed", "number")
Keeps = Callable[[datetime, str | None], date | None]
"""Until when a case closed then, under that pack, is kept; None where the pack is not known."""

_OF_REGISTER: Final = ("customer_name", "product", "model", "kind", "policy", "fault_type", "cause", "closed_as")


@dataclass(frozen=True)
class DossierFilter:
    """``text`` is found as in the register, or stands in the category; closed from ``since``, before ``until``.

    ``named``: or it is the full name or serial number, for who may look people up. ``among``: only those of these
    tickets.
    """

    text: str | None = None
    product: str | None = None
    model: str | None = None
    fault_types: Sequence[str] = ()
    closed_as: Sequence[str] = ()
    since: datetime | None = None
    until: datetime | None = None
    among: Select[tuple[str]] | None = None
    named: bool = False

    def conditions(self, connection: Connection) -> list[ColumnElement[bool]]:
        of_it, of_ticket = DOSSIERS.c, REGISTER.c
        found: list[ColumnElement[bool]] = [of_it.archived.is_not(None)]
        for column, values in ((of_ticket.fault_type, self.fault_types), (of_ticket.closed_as, self.closed_as)):
            if values:
                found.append(column.in_(list(values)))
        for column, text in ((of_ticket.product, self.product), (of_ticket.model, self.model)):
            if text:
                found.append(column.icontains(text, autoescape=True))
        if self.text:
            sought_for = sought(connection, self.text, names=self.named)
            numbers = sought_for.narrow(select(of_ticket.number), connection.dialect.name)
            found.append(or_(of_it.number.in_(numbers), of_it.category.icontains(self.text, autoescape=True)))
        if self.since is not None:
            found.append(of_it.closed >= self.since)
        if self.until is not None:
            found.append(of_it.closed < self.until)
        if self.among is not None:
            found.append(of_it.number.in_(self.among))
        return found

    @property
    def asks_of_ticket(self) -> bool:
        """Whether it looks at what stands in the register."""
        return bool(self.product or self.model or self.fault_types or self.closed_as)

    @property
    def is_of_nothing(self) -> bool:
        return never_stored(self.text, self.product, self.model)


def page(
    connection: Connection,
    only: DossierFilter,
    keeps: Keeps,
    *,
    sort: str = "-archived",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """A page of dossiers. Raises BadQuery for an unknown sort column or a broken cursor."""
    if only.is_of_nothing:
        return Page([], None)
    query = _joined(*DOSSIERS.c, *(REGISTER.c[name] for name in _OF_REGISTER)).where(*only.conditions(connection))
    found = Order.parse(DOSSIERS, sort, SORTS).page(connection, query, after, limit)
    return replace(found, rows=_spelt_out(connection, found.rows, keeps))


def count(connection: Connection, only: DossierFilter) -> int:
    """How many there are."""
    if only.is_of_nothing:
        return 0
    where = only.conditions(connection)
    query = _joined(func.count()) if only.asks_of_ticket else select(func.count()).select_from(DOSSIERS)
    return connection.execute(query.where(*where)).scalar_one()


def _joined(*what: Any) -> Any:
    return select(*what).select_from(DOSSIERS.join(REGISTER, REGISTER.c.number == DOSSIERS.c.number))


def _spelt_out(connection: Connection, rows: list[Row], keeps: Keeps) -> list[Row]:
    """With who put it away as they are shown, and until when it is kept."""
    words = words_named(connection, PACKS, (row["policy"] for row in rows))
    people = People.named(connection, PEOPLE, (row["archived_by"] for row in rows))
    for row in rows:
        mask = words[row["policy"]].masks.progress.responsible
        row["archived_by_name"] = people.shown(row["archived_by"], row["archived"], mask)
        row["kept_until"] = keeps(row["closed"], row["policy"]) if row["closed"] else None
        row["gaps"] = json.loads(row["gaps"])
        del row["version"]
    return rows
