"""Failure and repair-return rates of models and batches (R41, R42) beside their targets; the models that miss them."""

from collections.abc import Iterator, Sequence
from typing import Final

from api.documents.paper import Section
from api.documents.told import ToldReport
from domain.reports.figure import Figure
from gongdan.documents.periods import tables
from gongdan.documents.writing import Writer
from projections.reports.measured import reached

_RATES: Final = ("failure", "repair-return")
_MOST: Final = 5
"""Models that are named for each rate, the worst first."""


def rates(write: Writer, told: ToldReport) -> Section:
    """By model, then by batch; what is unknown for want of sales says so."""
    returned = {
        (each.by, each.of): each for by in ("model", "batch") for each in tables.picked(told.figures, _RATES[1], by)
    }
    rows = [
        _rate(write, each, returned.get((each.by, each.of)))
        for by in ("model", "batch")
        for each in tables.picked(told.figures, _RATES[0], by)
    ]
    headings = ("model", "failure", "target", "reached", "repair-return", "target", "reached", "units")
    return write.table("rates", headings, rows, none="figures")


def missed(write: Writer, told: ToldReport) -> Iterator[tuple[str, str]]:
    """The models that miss a target, the worst first; of many, how many more there are."""
    for measure in _RATES:
        late = [each for each in tables.picked(told.figures, measure, "model") if reached(each) is False]
        late.sort(key=lambda each: (-(each.value or 0), each.of or ""))
        for figure in late[:_MOST]:
            shown = {"value": tables.said(write, figure), "target": tables.target(write, figure)}
            yield _of_model(write, figure), write.words.said("missed-target", **shown)
        if more := max(0, len(late) - _MOST):
            yield tables.measure_word(write, measure), write.words.said("more-models", count=f"{more:,}")


def _of_model(write: Writer, figure: Figure) -> str:
    return write.words.said("of-model", measure=tables.measure_word(write, figure.measure), model=figure.of)


def _rate(write: Writer, failure: Figure, returned: Figure | None) -> Sequence[str]:
    """Neither rate is known without sales, nor are these, and nothing is judged."""
    name, unknown = tables.of(write, failure), tables.said(write, failure)
    if failure.value is None:
        return (name, unknown, "", "", unknown, "", "", unknown)
    rates = (_judged(write, failure), _judged(write, returned) if returned else ("", "", ""))
    return (name, *rates[0], *rates[1], f"{failure.base:,}")


def _judged(write: Writer, figure: Figure) -> Sequence[str]:
    return tables.said(write, figure), tables.target(write, figure), tables.verdict(write, figure)
