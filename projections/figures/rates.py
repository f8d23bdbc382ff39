"""Failure and repair-return rates (故障率、返修率, R41): of each model and batch, against all units sold until then."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection, func, select

from domain.policy.parts.targets import Measure as Goal
from domain.policy.parts.targets import Target
from domain.reports.figure import Figure, Measure
from projections.figures.selecting import NOT_COUNTED
from projections.figures.tables import CASES
from projections.sales.folding import SALES

Counts = dict[tuple[str, str], int]
"""By model and batch; no batch is empty."""
_OPERATION: Final = "operation"


def rates(connection: Connection, after: date, end: datetime, targets: Mapping[Goal, Target]) -> Iterator[Figure]:
    """Of every model that was sold or failed before ``end``, the first moment of the day ``after``.

    A failure is a fault that was not found to be one of operation; a repair-return is one whose product was worked on.
    Without units sold of a model its rates are None: unknown.
    """
    sold = _sold(connection, after)
    failed, repaired = (_failed(connection, end, repaired=only) for only in (False, True))
    yield from _by_model("failure", failed, sold, targets.get("failure"))
    yield from _by_batch("failure", failed, sold)
    yield from _by_model("repair-return", repaired, sold, targets.get("repair-return"))
    yield from _by_batch("repair-return", repaired, sold)


def flagged(figures: Iterable[Figure], targets: Mapping[Goal, Target]) -> tuple[str, ...]:
    """The models whose failure rate is above what the pack has flagged for the product department (R42)."""
    target = targets.get("failure")
    if target is None or target.flag_above is None:
        return ()
    most = Decimal(target.flag_above) / 100
    rates = (figure for figure in figures if figure.measure == "failure" and figure.by == "model")
    return tuple(figure.of for figure in rates if figure.of and figure.value is not None and figure.value > most)


def _by_model(measure: Measure, failed: Counts, sold: Counts, target: Target | None) -> Iterator[Figure]:
    goal = None if target is None or target.below is None else Decimal(target.below) / 100
    failures, units = _of_models(failed), _of_models(sold)
    for model in sorted(failures | units):
        base = units.get(model, 0)
        value = _rate(failures.get(model, 0), base)
        yield Figure(measure=measure, by="model", of=model, value=value, base=base, target=goal)


def _by_batch(measure: Measure, failed: Counts, sold: Counts) -> Iterator[Figure]:
    for model, batch in sorted(key for key in sold if key[1]):
        base = sold[model, batch]
        value = _rate(failed.get((model, batch), 0), base)
        yield Figure(measure=measure, by="batch", of=f"{model} / {batch}"[:100], value=value, base=base)


def _rate(part: int, base: int) -> Decimal | None:
    return Decimal(str(round(part / base, 4))) if base else None


def _of_models(counts: Counts) -> dict[str, int]:
    models: dict[str, int] = {}
    for (model, _), count in counts.items():
        models[model] = models.get(model, 0) + count
    return models


def _failed(connection: Connection, end: datetime, *, repaired: bool) -> Counts:
    query = (
        select(CASES.c.model, CASES.c.batch, func.count())
        .where(CASES.c.kind == "fault", CASES.c.reported < end, CASES.c.model.is_not(None))
        .where(func.coalesce(CASES.c.fault_type, "") != _OPERATION)
        .where(func.coalesce(CASES.c.ended_as, "").not_in(sorted(NOT_COUNTED)))
        .group_by(CASES.c.model, CASES.c.batch)
    )
    if repaired:
        query = query.where(CASES.c.repaired.is_(True))
    return {(model, batch or ""): count for model, batch, count in connection.execute(query)}


def _sold(connection: Connection, after: date) -> Counts:
    """Units of the months before a day."""
    query = (
        select(SALES.c.model, SALES.c.batch, func.sum(SALES.c.units))
        .where(SALES.c.month < after.strftime("%Y-%m"))
        .group_by(SALES.c.model, SALES.c.batch)
    )
    return {(model, batch): int(units) for model, batch, units in connection.execute(query)}
