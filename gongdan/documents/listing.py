"""登记表、跟踪表等: one of the tables, under its own headings; columns are as wide as what stands in them."""

import unicodedata
from collections.abc import Sequence
from itertools import chain
from typing import Final, Literal

from api.documents.paper import Section
from api.documents.told import ToldTable
from gongdan.documents.writing import Writer
from projections.sheets.sheet import Amount, Cell, Column, text

_ROOM: Final = 2
"""Between two columns, in the widths of a letter."""
_LEAST: Final = 24
"""Of a text that is longer; more where the column has more in a workbook."""


def section(write: Writer, told: ToldTable) -> Section:
    """Headings are the department's own in either language."""
    rows, columns = [*told.sheet.cells(told.rows, told.reader)], told.sheet.columns
    under: list[Sequence[Cell]] = [*zip(*rows, strict=True)] if rows else [()] * len(columns)
    return Section(
        key="rows",
        title=write.words.said("rows", count=f"{len(rows):,}"),
        headings=told.sheet.headings,
        rows=[[text(cell) for cell in row] for row in rows],
        widths=[_width(column, cells) for column, cells in zip(columns, under, strict=True)],
        aligned=[_side(cells) for cells in under],
        none=write.words.none("rows"),
    )


def _width(column: Column, cells: Sequence[Cell]) -> int:
    """That of its heading at least."""
    lines = chain.from_iterable(text(cell).splitlines() for cell in cells)
    longest = max(map(_wide, lines), default=0)
    return max(_wide(column.heading), min(longest, max(column.width, _LEAST))) + _ROOM


def _side(cells: Sequence[Cell]) -> Literal["left", "right"]:
    """Numbers stand to the right."""
    return "right" if any(isinstance(cell, int | Amount) for cell in cells) else "left"


def _wide(said: str) -> int:
    """In letters: a Chinese sign is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in said)
