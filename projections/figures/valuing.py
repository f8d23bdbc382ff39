"""How a value is worked out from what was read: means, shares, percentiles; None where there is no case."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from domain.policy.parts.targets import Target
from projections.figures.metric import Each, Material, Value
from projections.sql.rows import Row

_MINUTE: Final = 60_000
"""Milliseconds."""


def count(material: Material) -> Decimal:
    return Decimal(material.cases)


def total(column: str) -> Value:
    """The sum of a number; 0 of no case."""
    return lambda material: Decimal(material.sums.get(column, 0))


def mean(column: str) -> Value:
    return lambda material: _mean(material.sums[column], material.cases, 1) if material.cases else None


def mean_minutes(column: str, cases: str | None = None) -> Value:
    """Of milliseconds; over ``cases``, itself a sum, where not each ticket is one."""

    def value(material: Material) -> Decimal | None:
        count = material.sums.get(cases, 0) if cases else material.cases
        return _mean(material.sums[column] / _MINUTE, count, 1) if count else None

    return value


def share(column: str) -> Value:
    return lambda material: _mean(material.sums[column], material.cases, 4) if material.cases else None


def points(column: str, cases: str) -> Value:
    """Percentage of the good less that of the bad, of those who said anything."""

    def value(material: Material) -> Decimal | None:
        said = material.sums.get(cases, 0)
        return _mean(100 * material.sums[column], said, 1) if said else None

    return value


def percentile_minutes(part: float) -> Value:
    """Of milliseconds, between the two values next to it (Hyndman and Fan, The American Statistician, 1996, type 7)."""
    return lambda material: rounded(percentile(material.values, part) / _MINUTE, 1) if material.values else None


def percentile(values: Sequence[int], part: float) -> float:
    """Of values in order, at least one."""
    place = (len(values) - 1) * part
    below = int(place)
    above = min(below + 1, len(values) - 1)
    return values[below] + (values[above] - values[below]) * (place - below)


def one(row: Row) -> Decimal:
    """What counts as a case."""
    return Decimal(1)


def number(column: str) -> Each:
    return lambda row: Decimal(row[column])


def minutes(column: str) -> Each:
    """Of milliseconds."""
    return lambda row: rounded(row[column] / _MINUTE, 1)


def goal_of(target: Target | None) -> Decimal | None:
    """What is to be reached or not passed, as a share from 0 to 1."""
    goal = None if target is None else target.at_least or target.at_most or target.below
    return None if goal is None else rounded(goal / 100, 4)


def is_met(value: Decimal | None, target: Target | None) -> bool | None:
    """None where there is no target, or nothing to compare with it."""
    goal = goal_of(target)
    if value is None or goal is None or target is None:
        return None
    if target.at_least:
        return value >= goal
    return value <= goal if target.at_most else value < goal


def rounded(value: float, digits: int) -> Decimal:
    return Decimal(str(round(value, digits)))


def _mean(value: float, cases: int, digits: int) -> Decimal:
    return rounded(value / cases, digits)
