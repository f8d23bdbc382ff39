"""A month's sales: the figures that hold, the one command there is, and the rules of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Final, cast

from pydantic import Field, StringConstraints

from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.event import Label
from domain.refusals import NotAllowed
from domain.sales import events
from domain.sales.events import Sold, UnitsSoldRecorded

MOST: Final = 1_000
"""Figures of one command: a month of more takes several."""
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""2024-05."""

Figure = tuple[str, str | None]
"""A model and a batch."""


class RecordUnitsSold(Command):
    """Record how many of each model and batch were sold in the month (R41); a later figure takes an earlier's place."""

    action = "import-units-sold"
    causes = events.UnitsSoldRecorded
    month: Month
    sold: Annotated[tuple[Sold, ...], Field(min_length=1, max_length=MOST)]
    source: Label | None = None


COMMANDS: Final = {RecordUnitsSold.action: RecordUnitsSold}


def sales_key(month: str) -> str:
    """The aggregate of a month, 2024-05."""
    return f"sales-{month}"


@dataclass(frozen=True, slots=True)
class MonthsSales:
    """The figures that hold."""

    units: Mapping[Figure, int] = field(default_factory=dict[Figure, int])


def evolve(month: MonthsSales | None, recorded: Recorded) -> MonthsSales:
    """The state after an event."""
    sold = cast("UnitsSoldRecorded", recorded.event).sold
    return MonthsSales({**(month.units if month else {}), **_figures(sold)})


def decide(month: MonthsSales | None, command: RecordUnitsSold, at: datetime) -> list[UnitsSoldRecorded]:
    """Nothing where all figures stand already. ``at`` is now, in the deployment's zone. Raises NotAllowed."""
    if command.month > at.strftime("%Y-%m"):
        raise NotAllowed("month-to-come", month=command.month)
    figures = _figures(command.sold)
    if len(figures) < len(command.sold):
        raise NotAllowed("figure-twice", figure=_twice(command.sold))
    held = (month or MonthsSales()).units
    if all(held.get(figure) == units for figure, units in figures.items()):
        return []
    return [UnitsSoldRecorded(month=command.month, sold=command.sold, source=command.source)]


def _figures(sold: Iterable[Sold]) -> dict[Figure, int]:
    return {(each.model, each.batch): each.units for each in sold}


def _twice(sold: tuple[Sold, ...]) -> str:
    named = [f"{each.model} {each.batch or ''}".rstrip() for each in sold]
    return next(name for name in named if named.count(name) > 1)
