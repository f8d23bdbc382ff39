"""Faults against all units sold until then, by model and batch (故障率、返修率, R41)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select, tuple_

from projections.figures.asking import Look, Only, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.daily import BATCH, batch_of
from projections.figures.rows.tables import CASES
from projections.figures.sources.days import until
from projections.figures.sources.tickets import of_group, page_of
from projections.sales.folding import SALES

MODEL: Final = "model"
Sold = dict[tuple[str, str], int]
"""Units by model and batch; one without a batch has an empty one."""


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Faults reported before a period's end, as a ``column`` of tickets counts them; ``cases`` are the units.

    Units are those of the months that are over by then. Of all: faults and units of the models with units on record.
    """

    column: str
    reads: tuple[str, ...] = ("figures", "sales")
    days: tuple[str, ...] = ("reported",)

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        model = model_of(look.only)
        if model is None:
            return {(span.name, None): Material(why="units-only-by-model") for span in spans}
        failed, sold = self._failed(look, spans, by or MODEL, model), _sold(look, spans, model)
        return {
            (span.name, of): rate
            for span in spans
            for of, rate in self._rates(sold[month_after(span)], failed[span.name], by).items()
        }

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        _, end = span.within(look.zone)
        there = (CASES.c.counts.is_(True), CASES.c.reported < end, CASES.c[self.column] == 1)
        group = of_group(by, of) if of is not None else (_has_units(span, by),)
        return page_of((*there, CASES.c.model.is_not(None), *group, *look.only.conditions))

    def _rates(self, sold: Sold, failed: dict[str, int], by: str | None) -> dict[str | None, Material]:
        units = Counter[str]()
        for (of_model, batch), count in sold.items():
            if by != BATCH or batch:
                units[batch_of(of_model, batch) if by == BATCH else of_model] += count
        if by is None:
            faults = sum(failed.get(of, 0) for of, count in units.items() if count)
            return {None: self._rate(units.total(), faults)}
        of_all = units if by == BATCH else {*units, *failed}
        return {of: self._rate(units[of], failed.get(of, 0)) for of in of_all}

    def _rate(self, units: int, faults: int) -> Material:
        return Material(units, {self.column: faults}, why=None if units else "no-units")

    def _failed(self, look: Look, spans: Sequence[Span], by: str, model: str) -> dict[str, dict[str, int]]:
        """By period, and by model or batch."""
        failed: dict[str, dict[str, int]] = defaultdict(dict)
        for (name, of), material in until(look, "reported", (self.column,), spans, by).items():
            if of and material.sums[self.column] and _is_of(of, by, model):
                failed[name][of] = material.sums[self.column]
        return failed


def _is_of(of: str, by: str, model: str) -> bool:
    """Whether a model, or a batch by its name, is of the model asked for."""
    return not model or (of == model if by == MODEL else of.startswith(batch_of(model, "")))


def model_of(only: Only) -> str | None:
    """The model asked for, empty where it is all; None where units are not known for what is asked."""
    if only.people is not None or set(only.values) - {MODEL}:
        return None
    return only.values.get(MODEL, "")


def _sold(look: Look, spans: Sequence[Span], model: str) -> dict[str, Sold]:
    """By the month that the first day after a period is in: of the months before it."""
    column = SALES.c
    query: Any = select(column.month, column.model, column.batch, func.sum(column.units))
    query = query.where(column.month < month_after(spans[-1])).group_by(column.month, column.model, column.batch)
    rows = [*look.connection.execute(query.where(column.model == model) if model else query)]
    return {month: _before(month, rows) for month in {month_after(span) for span in spans}}


def _before(month: str, rows: Sequence[Any]) -> Sold:
    sold = Counter[tuple[str, str]]()
    for of_month, of_model, batch, units in rows:
        if of_month < month:
            sold[of_model, batch] += int(units)
    return sold


def month_after(span: Span) -> str:
    """The month that the first day after a period is in: units of the months before it count."""
    return span.after.strftime("%Y-%m")


def _has_units(span: Span, by: str | None) -> ColumnElement[bool]:
    """Of a ticket: its model, or its batch where that is what it is about, has units on record by then."""
    keys = (SALES.c.model, SALES.c.batch) if by == BATCH else (SALES.c.model,)
    known = select(*keys).where(SALES.c.month < month_after(span)).group_by(*keys).having(func.sum(SALES.c.units) > 0)
    return tuple_(CASES.c.model, CASES.c.batch).in_(known) if by == BATCH else CASES.c.model.in_(known)
