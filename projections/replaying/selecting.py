"""Which events are replayed: by time, type, ticket, customer and product, and as far as the reader may see them."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, false, or_, select

from domain.record.moment import stored_form
from projections.register import REGISTER
from projections.replaying.rows import Json
from projections.replaying.source import Stored
from projections.sql.columns import never_stored
from projections.store import ReadStore

Condition = ColumnElement[bool]

_KNOWN: Final = 100_000
"""Tickets whose answer is remembered; some 10 MB."""
_TICKET: Final = "ticket-"

Read = tuple[Stored, Json | None]
"""An event with its body, None where that can't be read."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; nothing said is no limit. ``since`` is in it, ``until`` not: both of when it happened.

    ``customers`` are keys, ``tickets`` numbers; ``products`` are names or models, as the register has them.
    """

    since: datetime | None = None
    until: datetime | None = None
    types: Collection[str] = ()
    tickets: Collection[str] = ()
    customers: Collection[str] = ()
    products: Collection[str] = ()

    def takes(self) -> Callable[[Json], bool]:
        """Whether a stored body is asked for, as far as it says so itself: all but the product."""
        tests: list[Callable[[Json], bool]] = []
        if self.since:
            since = stored_form(self.since)
            tests.append(lambda body: body["occurred"] >= since)
        if self.until:
            until = stored_form(self.until)
            tests.append(lambda body: body["occurred"] < until)
        for name, wanted in (
            ("type", frozenset(self.types)),
            ("ticket", frozenset(f"{_TICKET}{number}" for number in self.tickets)),
            ("customer", frozenset(self.customers)),
        ):
            if wanted:
                tests.append(_one_of(name, wanted))
        return (lambda body: all(test(body) for test in tests)) if tests else lambda _: True


def _one_of(name: str, wanted: Collection[str]) -> Callable[[Json], bool]:
    return lambda body: body.get(name) in wanted


class Tickets:
    """Which tickets count, by the register: those that meet all conditions. Asked for a stretch at a time."""

    def __init__(self, store: ReadStore, *conditions: Condition) -> None:
        self._store, self._conditions = store, conditions
        self._known: dict[str, bool] = {}

    def among(self, events: Collection[Read]) -> list[Read]:
        """The events that are about such a ticket, and those of which that can't be read."""
        self._learn({number for _, body in events if (number := _number(body))})
        return [event for event in events if event[1] is None or self._known.get(_number(event[1]))]

    def _learn(self, named: set[str]) -> None:
        new = named - self._known.keys()
        if not new:
            return
        if len(self._known) + len(new) > _KNOWN:
            self._known, new = {}, named
        with self._store.read() as connection:
            found = _found(connection, new, self._conditions)
        self._known |= dict.fromkeys(new, False) | dict.fromkeys(found, True)


def _number(body: Json | None) -> str:
    """Of its ticket, empty where it is about none."""
    return ((body or {}).get("ticket") or "").removeprefix(_TICKET)


def _found(connection: Connection, numbers: set[str], conditions: tuple[Condition, ...]) -> list[str]:
    query: Any = select(REGISTER.c.number).where(REGISTER.c.number.in_(sorted(numbers)), *conditions)
    return list(connection.scalars(query))


def of_products(products: Collection[str]) -> Condition:
    """The register's rows whose product has one of these names or models."""
    if never_stored(*products):
        return false()
    wanted = sorted(products)
    return or_(REGISTER.c.product.in_(wanted), REGISTER.c.model.in_(wanted))
