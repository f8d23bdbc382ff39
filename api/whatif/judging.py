"""A page of histories judged under their own packs and another, and the metrics of the period beside each other."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from api.service import Service
from api.tickets.standing.clocks import SaidView
from api.whatif.views import ChangedView, ClockView, CountView, FigureView, SideView, VerdictView
from domain.clocks.run import Run
from domain.clocks.telling.sentence import sentence
from domain.clocks.telling.spoken import Voice
from domain.policy.pack import Pack
from domain.refusals import NotAllowed
from projections.figures.asking import Look, Only, Span
from projections.figures.measuring import Measured, measured
from projections.figures.metric import Metric
from projections.figures.metrics import METRICS
from projections.past.under import Kept, Pair, Within, pairs, tallied

_OF_CLOCKS: Final = "compliance"
"""Counted run by run, page by page."""


class Judging:
    """Under one other pack, now."""

    def __init__(self, service: Service, other: Pack, within: Within, now: datetime) -> None:
        self._policies, self._other, self._within, self._now = service.desk.policies, other, within, now
        self._calendars = service.rules.calendars(service.zone)
        self.left_out = 0

    def judged(self, page: Sequence[Kept]) -> tuple[list[ClockView], list[ChangedView]]:
        found = [(kept, pair) for kept in page for pair in self._pairs(kept)]
        tally = tallied((pair for _, pair in found), self._within)
        clocks = [
            ClockView(clock=clock, severity=severity, own=_count(counts, "own"), other=_count(counts, "other"))
            for (clock, severity), counts in sorted(tally.items(), key=lambda each: (each[0][0], each[0][1] or ""))
        ]
        changed = ((kept, pair.changed(self._within)) for kept, pair in found)
        return clocks, [self._changed(kept, *both) for kept, both in changed if both]

    def _pairs(self, kept: Kept) -> Iterator[Pair]:
        try:
            own = self._policies.of(kept.pack)
        except NotAllowed:
            self.left_out += 1
            return iter(())
        return pairs(kept, own, self._other, self._calendars, self._now)

    def _changed(self, kept: Kept, own: Run, other: Run) -> ChangedView:
        sides = [self._verdict(kept, run) for run in (own, other)]
        return ChangedView(number=kept.number, clock=own.clock, event=own.started.id, own=sides[0], other=sides[1])

    def _verdict(self, kept: Kept, run: Run) -> VerdictView:
        zone = self._calendars.zone
        day = kept.facts[0].occurred.astimezone(zone).date()
        said = {name: sentence(run, Voice(zone, name == "zh", day)) for name in ("zh", "en")}
        due = run.due.astimezone(zone) if run.due else None
        return VerdictView(state=run.state, due=due, explained=SaidView(**said))


def _count(counts: dict[str, int], side: str) -> CountView:
    return CountView(met=counts.get(f"{side}-met", 0), missed=counts.get(f"{side}-missed", 0))


def figures(
    connection: Connection, now: datetime, own: Pack, other: Pack, only: Only, span: Span, *, chinese: bool
) -> list[FigureView]:
    """Of all metrics but that of the clocks, which is counted run by run."""
    looks = [Look(connection, now, pack.targets, only) for pack in (own, other)]
    return [
        _figure(metric, *(measured(metric, look, (span,), None)[0] for look in looks), chinese=chinese)
        for metric in METRICS
        if metric.name != _OF_CLOCKS
    ]


def _figure(metric: Metric, own: Measured, other: Measured, *, chinese: bool) -> FigureView:
    difference = None if own.value is None or other.value is None else float(other.value - own.value)
    return FigureView(
        metric=metric.name,
        title=metric.title[0 if chinese else 1],
        unit=metric.unit,
        own=_side(own),
        other=_side(other),
        difference=difference,
    )


def _side(of: Measured) -> SideView:
    value, target = (None if each is None else float(each) for each in (of.value, of.target))
    return SideView(value=value, target=target, met=of.met)
