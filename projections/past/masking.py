"""Names that were taken for a company's then, and are known by now to be a person's."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import select

from projections.past.changes import Cell, RowChange
from projections.register.tables import REGISTER
from projections.sql.rows import Row
from projections.store import ReadStore
from projections.wording import masks

NAMES: Final = ("customer_name", "fault_customer")
"""The columns that show a company's name in the clear."""


def as_known_now(rows: Sequence[Row], live: ReadStore | None) -> list[Row]:
    """Rows of the register as of a moment: in the clear is only what is a company's name now.

    ``live`` is the register of now; where it can't be looked at, no name is shown.
    """
    claimed = [row["number"] for row in rows if row["company"]]
    companies = _companies(live, claimed) if live is not None and claimed else frozenset[str]()
    return [row if not row["company"] or row["number"] in companies else _as_persons(row) for row in rows]


def _as_persons(row: Row) -> Row:
    return {**row, **{name: _hidden(row[name]) for name in NAMES}}


def unnamed(change: RowChange) -> RowChange:
    """The change of a row with the names in it as a person's."""
    cells = (_cell(cell) if cell.column in NAMES else cell for cell in change.cells)
    return replace(change, cells=tuple(cells))


def _cell(cell: Cell) -> Cell:
    return replace(cell, before=_hidden(cell.before), after=_hidden(cell.after))


def _hidden(name: str | None) -> str | None:
    """What is hidden already stays as it is."""
    return masks.name(name) if name and masks.STAR not in (name[0], name[-1]) else name


def _companies(live: ReadStore, numbers: Iterable[str]) -> frozenset[str]:
    asked = select(REGISTER.c.number).where(REGISTER.c.number.in_([*numbers]), REGISTER.c.company)
    with live.read() as connection:
        return frozenset(connection.execute(asked).scalars())
