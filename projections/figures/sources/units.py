"""Faults against all units sold until then, by model and batch (故障率、返修率, R41)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from projections.figures.asking import Look, Only, Span
from projections.figures.metric import Counted, Material, Materials
from projections.figures.rows.daily import BATCH, batch_of
from projections.figures.rows.tables import CASES
from projections.figures.sources.days import until
from projections.figures.sources.tickets import of_group, page_of
from projections.sales.folding import SALES

MODEL: Final = "model"


@dataclass(frozen=True, slots=True)
class PerUnit:
    """Faults reported before a period's end, as a ``column`` of tickets counts them; ``cases`` are the units.

    Units are those of the months that are over by then. Of all: faults and units of the models with units on record.
    """

    column: str
    reads: tuple[str, ...] = ("figures", "sales")

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        model = model_of(look.only)
        if model is None:
            return {(span.name, None): Material(why="units-only-by-model") for span in spans}
        return {key: material for span in spans for key, material in self._rates(look, span, by, model).items()}

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        _, end = span.within(look.zone)
        there = (CASES.c.counts.is_(True), CASES.c.reported < end, CASES.c[self.column] == 1)
        return page_of((*there, CASES.c.model.is_not(None), *of_group(by, of), *look.only.conditions))

    def _rates(self, look: Look, span: Span, by: str | None, model: str) -> Materials:
        sold, failed = _sold(look, span, model), self._failed(look, span, by or MODEL, model)
        units = Counter[str]()
        for (of_model, batch), count in sold.items():
            if by != BATCH or batch:
                units[batch_of(of_model, batch) if by == BATCH else of_model] += count
        if by is None:
            faults = sum(failed.get(of, 0) for of in units)
            return {(span.name, None): self._rate(units.total(), faults)}
        of_all = units if by == BATCH else {*units, *failed}
        return {(span.name, of): self._rate(units[of], failed.get(of, 0)) for of in of_all}

    def _rate(self, units: int, faults: int) -> Material:
        return Material(units, {self.column: faults}, why=None if units else "no-units")

    def _failed(self, look: Look, span: Span, by: str, model: str) -> dict[str, int]:
        """By model or batch."""
        found = until(look, "reported", (self.column,), span, by)
        named = {of: material.sums[self.column] for of, material in found.items() if of}
        named = {of: faults for of, faults in named.items() if faults}
        return {of: faults for of, faults in named.items() if _is_of(of, by, model)}


def _is_of(of: str, by: str, model: str) -> bool:
    """Whether a model, or a batch by its name, is of the model asked for."""
    return not model or (of == model if by == MODEL else of.startswith(batch_of(model, "")))


def model_of(only: Only) -> str | None:
    """The model asked for, empty where it is all; None where units are not known for what is asked."""
    if only.people is not None or only.engineers is not None or set(only.values) - {MODEL}:
        return None
    return only.values.get(MODEL, "")


def _sold(look: Look, span: Span, model: str) -> dict[tuple[str, str], int]:
    """Of the months before the one that the first day after the period is in."""
    query = (
        select(SALES.c.model, SALES.c.batch, func.sum(SALES.c.units))
        .where(SALES.c.month < span.after.strftime("%Y-%m"))
        .group_by(SALES.c.model, SALES.c.batch)
    )
    if model:
        query = query.where(SALES.c.model == model)
    return {(of, batch): int(units) for of, batch, units in look.connection.execute(query)}
