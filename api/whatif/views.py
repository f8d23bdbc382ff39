"""A period under another pack, as it is answered: counts by clock, figures side by side, verdicts that change."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from api.tickets.standing.clocks import SaidView
from domain.clocks.run import State
from projections.figures.metric import Unit


class CountView(BaseModel):
    """Runs that were due in the period and are judged."""

    met: int
    missed: int


class ClockView(BaseModel):
    """A clock and the severity it is judged under, under the own packs and under the other."""

    clock: str
    severity: str | None
    own: CountView
    other: CountView


class SideView(BaseModel):
    """A figure under one pack: its ``value`` (null: unknown), the ``target``, and whether that was ``met``."""

    value: float | None
    target: float | None
    met: bool | None


class FigureView(BaseModel):
    """A metric of all tickets of the period under either pack; ``difference`` is the other's value less the own."""

    metric: str
    title: str
    unit: Unit
    own: SideView
    other: SideView
    difference: float | None


class VerdictView(BaseModel):
    """What came of a run under one pack, explained."""

    state: State
    due: datetime | None
    explained: SaidView


class ChangedView(BaseModel):
    """A run of a ticket or complaint whose verdict is another under the other pack; ``event`` started it."""

    number: str
    clock: str
    event: str
    own: VerdictView
    other: VerdictView


class WhatIfView(BaseModel):
    """A page of the histories that may have a clock due in the period: ``judged`` of the ``count`` there are.

    ``figures`` are of the whole period and stand on the first page alone; ``left_out`` are histories under a pack that
    this program does not know. Give ``next`` as ``page`` to go on (none: the last).
    """

    policy: str
    period: str
    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")
    at: datetime
    judged: int
    left_out: int
    count: int
    next: str | None
    clocks: list[ClockView]
    figures: list[FigureView]
    changed: list[ChangedView]
