"""The periods of a repeating clock: each from a sync, or from the due of a missed one, under the grade of its time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from domain.clocks.fact import Fact
from domain.clocks.measure.counting import Counting
from domain.clocks.measure.limits import Limit, limit_of
from domain.clocks.measure.measuring import Stretch, due_of, measured
from domain.clocks.past.history import History
from domain.clocks.past.spells import Spell
from domain.clocks.run import Run
from domain.policy.timing.clock import Clock

MOST: Final = 10_000
"""Periods in a row that are told, 27 months of two hours each; the last runs on. A mistyped day may lie far back."""


@dataclass
class _Period:
    """The one that runs, as the facts are gone through."""

    clock: Clock
    name: str
    history: History
    counting: Counting
    started: Fact
    since: datetime
    severity: str | None
    number: int = 1

    @property
    def limit(self) -> Limit | None:
        return limit_of(self.clock, self.started, self.severity, self.history.channel, self.counting)

    def run(self, stopped: Fact | None = None, ended: Fact | None = None) -> Iterator[Run]:
        """It, as it stands with that; none where it has no limit."""
        if (limit := self.limit) is not None:
            yield measured(self._stretch(stopped, ended), limit, self.counting, self.history.now)

    def missed_before(self, at: datetime) -> Iterator[Run]:
        """Each period that was over before then; the next is counted from its due."""
        while self.number < MOST and (limit := self.limit):
            due = due_of(self.since, limit, self.counting)
            if due is None or due >= at:
                return
            yield measured(self._stretch(), limit, self.counting, due, followed=True)
            self.since, self.number = due, self.number + 1

    def _stretch(self, stopped: Fact | None = None, ended: Fact | None = None) -> Stretch:
        return Stretch(self.name, self.clock, self.started, self.since, self.severity, stopped, ended, self.number)

    def begin(self, started: Fact) -> None:
        self.started, self.since, self.number = started, max(started.occurred, self.since), 1


def periods_of(clock: Clock, name: str, spell: Spell, history: History, counting: Counting) -> Iterator[Run]:
    """A grading judges the period in which it falls, from that one's start; those that are over stay as they are."""
    first = spell.started.fact
    period = _Period(clock, name, history, counting, first, first.occurred, spell.started.severity)
    for seen in spell.news:
        yield from period.missed_before(seen.fact.occurred)
        if seen.is_at(clock.stop):
            yield from period.run(stopped=seen.fact)
            period.begin(seen.fact)
        period.severity = seen.severity
    over = spell.stopped or spell.ended
    yield from period.missed_before(over.occurred if over else history.now)
    yield from period.run(spell.stopped, spell.ended)
