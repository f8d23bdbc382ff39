"""A figure as people read it: with its unit, beside its target, and whether that was reached."""

from decimal import Decimal
from typing import Final

from domain.reports.figure import UNITS, Figure
from projections.appraisals.measures import TAKEN_IN
from projections.sheets.sheet import Amount

LOWER_IS_BETTER: Final = frozenset({"failure", "repair-return", "complaints"})
"""Their targets are not to be reached (R42)."""
_FORMS: Final = {"count": "#,##0", "minutes": "#,##0.0", "score": "0.00", "points": "+0.0;-0.0;0.0", "share": "0.0%"}
_UNITS: Final = {
    "count": ("件", "count"),
    "minutes": ("分钟", "minutes"),
    "score": ("分", "points of the scale"),
    "points": ("分（-100 至 100）", "points (-100 to 100)"),
    "share": ("比例", "share"),
}
_HOURS_FROM: Final = 120
"""Minutes from which a span reads better in hours."""


def unit_of(measure: str) -> str:
    return "count" if measure == TAKEN_IN else UNITS.get(measure, "share")


def unit_word(measure: str, *, chinese: bool) -> str:
    return _UNITS[unit_of(measure)][0 if chinese else 1]


def amount_of(measure: str, value: Decimal | None) -> Amount | None:
    """For a spreadsheet; None where it is unknown."""
    return None if value is None else Amount(value, _FORMS[unit_of(measure)])


def spoken(measure: str, value: Decimal | None, *, chinese: bool) -> str:
    """``91.3%``, ``4.2 小时``, ``12``; what is unknown says so."""
    if value is None:
        return "不详" if chinese else "unknown"
    match unit_of(measure):
        case "count":
            return f"{value:,.0f}"
        case "minutes":
            return lasting(value, chinese=chinese)
        case "score":
            return f"{value:.2f}"
        case "points":
            return f"{value:+.0f}" if round(value) else "0"
        case _:
            return f"{value:.1%}"


def lasting(minutes: Decimal, *, chinese: bool) -> str:
    """Minutes, or hours from two on."""
    if minutes < _HOURS_FROM:
        return f"{minutes:.0f} 分钟" if chinese else f"{minutes:.0f} min"
    return f"{minutes / 60:.1f} 小时" if chinese else f"{minutes / 60:.1f} h"


def reached(figure: Figure) -> bool | None:
    """Whether the target was; None where there is none, or the value is unknown. A limit itself is not below it.

    Reports of before do not say so: there the rounded value is compared.
    """
    if figure.met is not None or figure.target is None or figure.value is None:
        return figure.met
    if figure.measure in LOWER_IS_BETTER:
        return figure.value < figure.target
    return figure.value >= figure.target
