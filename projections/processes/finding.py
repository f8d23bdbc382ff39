"""Which tickets' courses are looked at, and reading them: whole paths with their waits, and deviations page by page."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Column, ColumnElement, Connection, Select, false, func, or_, select

from projections.processes.tables import DEVIATIONS, PROCESSES
from projections.sql.columns import never_stored
from projections.sql.paging import Order, Page
from projections.sql.rows import Row

Level = Literal["event", "step"]
"""As fine as events, or as coarse as the steps of the progress table."""
SORTS: Final = ("at", "number", "rule")
_BATCH: Final = 20_000
"""Rows read at once: memory holds no more of them."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which tickets: reported from ``since`` and before ``until``, any of the given values; ``variant`` by its digest.

    ``product`` is a name, or the model of a ticket ``of_models``: a query of their numbers. ``among``: a
    query of the numbers that may be seen.
    """

    since: datetime | None = None
    until: datetime | None = None
    product: Collection[str] = ()
    severity: Collection[str] = ()
    channel: Collection[str] = ()
    kind: Collection[str] = ()
    area: Collection[str] = ()
    team: Collection[str] = ()
    engineer: Collection[str] = ()
    variant: str | None = None
    imported: bool | None = None
    among: Select[tuple[str]] | None = field(default=None, compare=False)
    of_models: Select[tuple[str]] | None = field(default=None, compare=False)

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        columns = PROCESSES.c
        for name in ("severity", "channel", "kind", "area", "team", "engineer"):
            values: Collection[str] = getattr(self, name)
            if values:
                yield false() if never_stored(*values) else columns[name].in_(sorted(values))
        if self.product:
            yield false() if never_stored(*self.product) else self._of_product()
        if self.since is not None:
            yield columns.reported >= self.since
        if self.until is not None:
            yield columns.reported < self.until
        if self.variant is not None:
            yield (columns.variant == self.variant) | (columns.step_variant == self.variant)
        if self.imported is not None:
            yield columns.imported.is_(self.imported)
        if self.among is not None:
            yield columns.number.in_(self.among)

    def _of_product(self) -> ColumnElement[bool]:
        named = PROCESSES.c.product.in_(sorted(self.product))
        return named if self.of_models is None else or_(named, PROCESSES.c.number.in_(self.of_models))


@dataclass(frozen=True, slots=True)
class Course:
    """How one ticket went, at one level, as it is stored."""

    number: str
    variant: str
    path: str
    waits: str


@dataclass(frozen=True, slots=True)
class Often:
    """The digests of the most frequent variants, of ``count`` that ``tickets`` went."""

    digests: tuple[str, ...]
    count: int
    tickets: int


def often(connection: Connection, only: CaseFilter, level: Level, most: int) -> Often:
    """So many variants at most, counted where the rows are: memory holds no path for it."""
    variant, path, _ = _columns(level)
    tickets = func.count().label("tickets")
    each = select(variant.label("digest"), tickets).where(path != "[]", *only.conditions()).group_by(variant).subquery()
    count, whole = connection.execute(select(func.count(), func.sum(each.c.tickets)).select_from(each)).one()
    first = select(each.c.digest).order_by(each.c.tickets.desc(), each.c.digest).limit(most)
    return Often(tuple(connection.scalars(first)), count, int(whole or 0))


def _columns(level: Level) -> tuple[Column[str], Column[str], Column[str]]:
    columns = PROCESSES.c
    if level == "event":
        return columns.variant, columns.path, columns.waits
    return columns.step_variant, columns.step_path, columns.step_waits


def courses(
    connection: Connection, only: CaseFilter, level: Level = "event", digests: Collection[str] | None = None
) -> Iterator[Course]:
    """One ticket after another, the earliest reported first; those of which nothing happened at this level left out.

    ``digests``: only those that went one of these ways.
    """
    columns, (variant, path, waits) = PROCESSES.c, _columns(level)
    query = select(columns.number, variant, path, waits).where(path != "[]", *only.conditions())
    if digests is not None:
        query = query.where(variant.in_(digests))
    ordered = query.order_by(columns.reported, columns.number).execution_options(yield_per=_BATCH)
    for row in connection.execute(ordered):
        yield Course(*row)


def count(connection: Connection, only: CaseFilter) -> int:
    """How many tickets there are."""
    query = select(func.count()).select_from(PROCESSES).where(*only.conditions())
    return connection.execute(query).scalar_one()


def deviations(
    connection: Connection,
    only: CaseFilter,
    rules: Collection[str] = (),
    *,
    sort: str = "-at",
    after: str | None = None,
    limit: int = 50,
) -> Page:
    """A page of turns from the written process. Raises BadQuery for an unknown sort column or a broken cursor."""
    query = _shown(select(*DEVIATIONS.columns), only, rules)
    found = Order.parse(DEVIATIONS, sort, SORTS).page(connection, query, after, limit)
    return Page([_read(row) for row in found.rows], found.next)


def deviations_counted(
    connection: Connection, only: CaseFilter, rules: Collection[str] = ()
) -> dict[str, tuple[int, int]]:
    """By rule: how many turns from it there are, and of how many tickets."""
    rule = DEVIATIONS.c.rule
    counts = select(rule, func.count(), func.count(DEVIATIONS.c.number.distinct()))
    query = _shown(counts, only, rules).group_by(rule)
    found: Sequence[Any] = connection.execute(query).all()
    return {code: (turns, tickets) for code, turns, tickets in found}


def tickets_deviating(connection: Connection, only: CaseFilter, rules: Collection[str] = ()) -> int:
    """How many tickets turned from any of the rules."""
    return connection.execute(_shown(select(func.count(DEVIATIONS.c.number.distinct())), only, rules)).scalar_one()


def _shown(query: Any, only: CaseFilter, rules: Collection[str]) -> Any:
    conditions = [*only.conditions()]
    query = query.where(DEVIATIONS.c.void.is_(False))
    if rules:
        query = query.where(DEVIATIONS.c.rule.in_(sorted(rules)))
    if conditions:
        query = query.where(DEVIATIONS.c.number.in_(select(PROCESSES.c.number).where(*conditions)))
    return query


def _read(row: Row) -> Row:
    return {**row, "events": [tuple(each) for each in json.loads(row["events"])]}
