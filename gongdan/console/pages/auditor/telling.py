"""A difference in words: each column by its own, codes by those that stand beside them, amounts in their unit."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from api.past.views import RowView
from domain.refusals import Language
from gongdan.cli.showing.amounts import amount
from projections.figures.metrics import named
from projections.past.words import Of, Said, Words, spelt_out

Line = tuple[str, str | None, str | None]
"""What it is called, before and after."""
Lines = Callable[[RowView, str | None], Iterator[Line]]


def telling(words: Words, of: Of, language: Language) -> Lines:
    """Makes the lines of a changed row; of metrics, the name of the metric says in which unit."""

    def lines(row: RowView, metric: str | None) -> Iterator[Line]:
        cells = [Said(each.column, each.before, each.after) for each in row.cells]
        for cell in spelt_out(of, cells, chinese=language == "zh"):
            name = f"{of}.{cell.column}"
            before, after = (_said(words, name, cell, each, metric, language) for each in (cell.before, cell.after))
            yield words.column(name, language), before, after

    return lines


def _said(words: Words, name: str, cell: Said, said: Any, metric: str | None, language: Language) -> str | None:
    if said is None or said == "":
        return None
    if metric is not None and cell.column == "value":
        return amount(said, named(metric).unit, language)
    if isinstance(said, datetime):
        return f"{said:%Y-%m-%d %H:%M}"
    return str(said) if cell.worded else words.value(name, said, language)
