"""What a metric is (指标): one definition of what is counted, over which cases, by what, and against which target."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal, Protocol

from sqlalchemy import Select

from domain.policy.parts.targets import Measure as Goal
from domain.wording import Words
from projections.figures.asking import Look, Span
from projections.sql.paging import Order
from projections.sql.rows import Row

Unit = Literal["count", "minutes", "share", "score", "points"]
UNITS: Final[Words] = {
    "count": ("个", "count"),
    "minutes": ("分钟", "minutes"),
    "share": ("比率（0 到 1）", "share from 0 to 1"),
    "score": ("分（1 到 5）", "score from 1 to 5"),
    "points": ("点（-100 到 100）", "points from -100 to 100"),
}
DIGITS: Final[dict[Unit, int]] = {"count": 1, "minutes": 1, "share": 4, "score": 2, "points": 1}
"""How many decimals are shown, and kept in reports; a count of whole things has none."""
UNKNOWN: Final[Words] = {
    "no-case": ("没有可统计的事项", "there is no case to count"),
    "no-tickets": (
        "有投诉，但期内没有受理这样的工单",
        "there are complaints, but no such ticket was reported in the period",
    ),
    "no-units": ("没有相应的销量", "no units sold are on record"),
    "units-only-by-model": ("销量只有按型号和批次的", "units sold are known by model and batch only"),
}
"""Why there is no number."""
CASE: Final = ("kind", "fault-type", "severity", "channel", "product", "model", "region", "team", "engineer")
"""What anything that is counted by tickets can be grouped by."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a value is worked out from: over how many ``cases``, sums of their numbers, or all the ``values``.

    ``why`` is why nothing can be said, where that is so.
    """

    cases: int = 0
    sums: Mapping[str, int] = field(default_factory=dict[str, int])
    values: Sequence[int] = ()
    why: str | None = None


Materials = dict[tuple[str, str | None], Material]
"""By the name of the period and the group; None is of all."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The rows that a figure was counted from, and the order in which they are paged: tickets, complaints or runs."""

    query: Select[Any]
    order: Order


class Source(Protocol):
    """Where a metric's numbers come from."""

    @property
    def reads(self) -> tuple[str, ...]:
        """The read models."""
        ...

    @property
    def days(self) -> tuple[str, ...]:
        """The moments whose sums by day it adds up, where all are seen; one left out costs readings, no figures."""
        ...

    def read(self, look: Look, spans: Sequence[Span], by: str | None) -> Materials:
        """Of each period and group that has cases; of all where ``by`` is None."""
        ...

    def counted(self, look: Look, span: Span, by: str | None, of: str | None) -> Counted:
        """The rows that the figure of one period and group was counted from."""
        ...


Value = Callable[[Material], Fraction | None]
"""Exact: what is compared with a target is not rounded yet."""
Each = Callable[[Row], Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """``title``, ``formula`` and ``cases`` (what counts, and what at the edges) are Chinese and English.

    ``by`` is all that it can be grouped by, ``shown_by`` what the overview groups it by. ``value`` of no case is None,
    or 0 where it counts. ``each`` is what one row counts, ``moments`` the columns whose events it was counted from and
    ``events`` further ones by name. ``of_whole``: its base is all, of a group or none. ``over``: its base is a sum.
    ``goal`` names the pack's target.
    """

    name: str
    title: tuple[str, str]
    unit: Unit
    source: Source
    value: Value
    each: Each
    formula: tuple[str, str]
    cases: tuple[str, str]
    origin: str
    by: tuple[str, ...] = CASE
    shown_by: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    events: frozenset[str] = frozenset()
    of_whole: bool = False
    over: str | None = None
    goal: Goal | None = None

    @property
    def reads(self) -> tuple[str, ...]:
        """The read models that it is counted from."""
        return self.source.reads

    def base(self, material: Material) -> int:
        """Over how much the value was counted."""
        return material.sums.get(self.over, 0) if self.over else material.cases
