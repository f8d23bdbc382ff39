"""登记表、跟踪表等: one of the department's tables, under its own headings, as wide as its columns want to be."""

from api.documents.paper import Section
from api.documents.told import ToldTable
from gongdan.documents.writing import Writer


def section(write: Writer, told: ToldTable) -> Section:
    """Headings are the department's own in either language."""
    rows = [*told.sheet.texts(told.rows, told.reader)]
    return Section(
        key="rows",
        title=write.words.said("rows", count=f"{len(rows):,}"),
        headings=told.sheet.headings,
        rows=rows,
        widths=[column.width for column in told.sheet.columns],
        none=write.words.none("rows"),
    )
