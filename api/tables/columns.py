"""Which columns of a table are wanted, by the department's own headings: in a file, and for whoever shows the rows."""

from dataclasses import replace
from typing import Annotated, Final

from fastapi import Depends, Query, Request
from starlette.datastructures import QueryParams

from api.manners.texts import Sought
from projections.errors import BadQuery
from projections.sheets.sheet import Sheet

_PARAMETER: Final = "columns"

Columns = Annotated[
    list[Sought] | None,
    Query(description="Headings of the columns that are wanted, in this order; may be given several times."),
]


async def _said(columns: Columns = None) -> None:
    """Only documents the parameter: whoever answers with a sheet reads it."""


COLUMNS: Final = Depends(_said)
"""Of a list whose columns can be chosen."""


def chosen(request: Request, sheet: Sheet) -> Sheet:
    """The sheet with the columns that are asked for; all where none are. Raises BadQuery for one that it has not."""
    return with_columns(sheet, request.query_params)


def with_columns(sheet: Sheet, said: QueryParams) -> Sheet:
    """As :func:`chosen`, of any query."""
    wanted = list(dict.fromkeys(said.getlist(_PARAMETER)))
    if not wanted:
        return sheet
    known = {column.heading: column for column in sheet.columns}
    if unknown := [heading for heading in wanted if heading not in known]:
        raise BadQuery("unknown-column", column=unknown[0], allowed=", ".join(known))
    return replace(sheet, columns=tuple(known[heading] for heading in wanted))
