"""登记表、跟踪表等: one of the tables, under its own headings; columns are as wide as what stands in them."""

import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import Final

from api.documents.paper import Section
from api.documents.told import ToldTable
from gongdan.documents.writing import Writer
from projections.sheets.sheet import Column

_ROOM: Final = 2
"""Between two columns, in the widths of a letter."""


def section(write: Writer, told: ToldTable) -> Section:
    """Headings are the department's own in either language."""
    headings, rows = told.sheet.headings, [*told.sheet.texts(told.rows, told.reader)]
    under = zip(*rows, strict=True) if rows else ((),) * len(headings)
    return Section(
        key="rows",
        title=write.words.said("rows", count=f"{len(rows):,}"),
        headings=headings,
        rows=rows,
        widths=[_width(column, texts) for column, texts in zip(told.sheet.columns, under, strict=True)],
        none=write.words.none("rows"),
    )


def _width(column: Column, texts: Iterable[str]) -> int:
    """That of its heading at least, and for texts that are longer, what the column has in a workbook."""
    lines = chain.from_iterable(text.splitlines() for text in texts)
    return max(_wide(column.heading), min(max(map(_wide, lines), default=0), column.width)) + _ROOM


def _wide(text: str) -> int:
    """In letters: a Chinese sign is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
