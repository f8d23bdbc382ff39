"""Which requests for parts there are: those still to be met, or those of some states."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Select, false, func, select

from projections.parts.folding import PARTS
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page

SORTS: Final = ("requested", "number", "part", "state", "updated")
_MET: Final = "received"


@dataclass(frozen=True)
class PartsFilter:
    """``states`` none: those that are neither met nor given up with their ticket. ``number`` is a ticket's."""

    states: Collection[str] = ()
    number: str | None = None

    def applied(self, query: Select[tuple[object, ...]]) -> Select[tuple[object, ...]]:
        columns = PARTS.c
        if self.states:
            query = query.where(columns.state.in_(sorted(self.states)))
        else:
            query = query.where(columns.state != _MET, ~columns.ended)
        return query if self.number is None else query.where(columns.number == self.number)


def page(connection: Connection, only: PartsFilter, *, sort: str, after: str | None = None, limit: int = 50) -> Page:
    """A page of requests. Raises BadQuery for an unknown sort column or a broken cursor."""
    return Order.parse(PARTS, sort, SORTS).page(connection, _query(only), after, limit)


def count(connection: Connection, only: PartsFilter) -> int:
    """How many there are."""
    return connection.execute(select(func.count()).select_from(_query(only).subquery())).scalar_one()


def _query(only: PartsFilter) -> Select[tuple[object, ...]]:
    query = only.applied(select(PARTS))
    return query.where(false()) if never_stored(only.number) else query
