"""Differences as they are answered: of each ticket the rows and columns, and the events that made them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from api.past.asked import DifferencesAsked, Of
from api.tickets.theirs.events import OwnStep, own_history
from api.tickets.views import EventView, Shown
from domain.record.envelope import Recorded
from domain.refusals import Language
from projections.past.between import Difference
from projections.past.changes import Cell, Change, RowChange


class CellView(BaseModel):
    """A column's value at the earlier and the later moment; null where there was none."""

    column: str
    before: Any
    after: Any


class RowView(BaseModel):
    """A row of the table: of progress by the ``version`` of its step's event, else the ticket's one row."""

    version: int | None
    change: Change
    cells: list[CellView]


class MadeView(EventView):
    """An event that made a difference, and the history that it is of: ``ticket-202405-00123``, ``sales-2024-05``."""

    aggregate: str


class DifferenceView(BaseModel):
    """A ticket or a metric: its rows that are different, and the events that made them so, oldest first and masked.

    Of the ``metric`` that was asked for, ``cases`` are the tickets, complaints and months of sales that it counts
    otherwise; ``events`` are those of the first ``limit`` of them.
    """

    number: str | None
    metric: str | None = None
    cases: int | None = None
    rows: list[RowView]
    events: list[MadeView]


class DifferencesView(BaseModel):
    """Tickets by number, of the ``count`` that changed, or metrics; ``next`` begins the next page (none: the last)."""

    of: Of
    earlier: datetime = Field(serialization_alias="from")
    later: datetime = Field(serialization_alias="to")
    known: bool
    items: list[DifferenceView]
    next: str | None
    count: int


def difference_view(shown: Shown, found: Difference, *, of_metric: bool = False) -> DifferenceView:
    return DifferenceView(
        number=None if of_metric else found.number,
        metric=found.number if of_metric else None,
        cases=found.cases,
        rows=[_row(shown, each) for each in found.rows],
        events=[_made(shown, event, company=found.company) for event in found.events],
    )


def _made(shown: Shown, event: Recorded, *, company: bool) -> MadeView:
    return MadeView(**dict(shown.event(event, company=company)), aggregate=event.envelope.aggregate)


def _row(shown: Shown, row: RowChange) -> RowView:
    version = row.key[1] if len(row.key) > 1 else None
    return RowView(version=version, change=row.change, cells=[*_cells(shown, row.cells)])


def _cells(shown: Shown, cells: Iterable[Cell]) -> Iterable[CellView]:
    for cell in cells:
        yield CellView(column=cell.column, before=_value(shown, cell.before), after=_value(shown, cell.after))


def _value(shown: Shown, value: Any) -> Any:
    return shown.local(value) if isinstance(value, datetime) else value


class OwnDifferenceView(BaseModel):
    """What happened on the customer's own ticket from the one moment to the other, told in plain words."""

    number: str
    earlier: datetime = Field(serialization_alias="from")
    later: datetime = Field(serialization_alias="to")
    steps: list[OwnStep]


def own_difference(
    shown: Shown, asked: DifferencesAsked, found: Difference, events: Sequence[Recorded], language: Language
) -> OwnDifferenceView:
    """Those of its events that are theirs to see."""
    made = {event.envelope.version for event in found.events}
    told = own_history(shown, found.number, events, language)
    steps = [step for step in told.steps if step.version in made]
    earlier, later = shown.local(asked.earlier), shown.local(asked.later)
    return OwnDifferenceView(number=found.number, earlier=earlier, later=later, steps=steps)
