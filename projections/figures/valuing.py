"""How a value is worked out from what was read: means, shares, percentiles, exactly; None where there is no case."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from projections.figures.metric import Each, Material, Value
from projections.sql.rows import Row

_MINUTE: Final = 60_000
"""Milliseconds."""


def count(material: Material) -> Fraction:
    return Fraction(material.cases)


def total(column: str) -> Value:
    """The sum of a number; 0 of no case."""
    return lambda material: Fraction(material.sums.get(column, 0))


def mean(column: str) -> Value:
    return lambda material: _over(material.sums[column], material.cases) if material.cases else None


def mean_minutes(column: str, cases: str | None = None) -> Value:
    """Of milliseconds; over ``cases``, itself a sum, where not each ticket is one."""

    def value(material: Material) -> Fraction | None:
        count = material.sums.get(cases, 0) if cases else material.cases
        return _over(material.sums[column], count * _MINUTE) if count else None

    return value


def share(column: str) -> Value:
    return mean(column)


def points(column: str, cases: str) -> Value:
    """Percentage of the good less that of the bad, of those who said anything."""

    def value(material: Material) -> Fraction | None:
        said = material.sums.get(cases, 0)
        return _over(100 * material.sums[column], said) if said else None

    return value


def percentile_minutes(part: float) -> Value:
    """Of milliseconds, between the two values next to it (Hyndman and Fan, The American Statistician, 1996, type 7)."""
    return lambda material: Fraction(percentile(material.values, part)) / _MINUTE if material.values else None


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


def rounded(value: float | Fraction, digits: int) -> Decimal:
    return Decimal(str(round(float(value), digits)))


def _over(value: int, cases: int) -> Fraction:
    return Fraction(value, cases)
