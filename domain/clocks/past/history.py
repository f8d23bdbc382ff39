"""What clocks see of a history at a moment: facts in order, the grade after each, the channel, the waits."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise

from domain.clocks.fact import Fact
from domain.clocks.past.order import in_order
from domain.clocks.past.waiting import Pause, pauses_of
from domain.policy.timing.occasions import Occasion
from domain.ticket.vocabulary import Channel


@dataclass(frozen=True)
class Seen:
    """A fact and the grade that the ticket had after it."""

    fact: Fact
    severity: str | None

    def is_at(self, occasions: Iterable[Occasion]) -> bool:
        """Whether a clock starts or stops here."""
        name = self.fact.name
        return any(occasion.event == name and self._fits(occasion) for occasion in occasions)

    def is_graded_at(self, occasions: Iterable[Occasion]) -> bool:
        """Whether it starts a clock by the grade that the ticket had."""
        return self.is_at(occasion for occasion in occasions if occasion.severities)

    def _fits(self, occasion: Occasion) -> bool:
        fact = self.fact
        return (
            (not occasion.severities or self.severity in occasion.severities)
            and (not occasion.by or fact.by in occasion.by)
            and (fact.technical or not occasion.technical)
            and (fact.low or not occasion.low_score)
            and (fact.waits == "nobody" or not occasion.in_vain)
        )


@dataclass(frozen=True)
class History:
    """``severity`` is the newest grade; ``names`` are those of all that happened."""

    seen: tuple[Seen, ...]
    now: datetime

    @cached_property
    def pauses(self) -> tuple[Pause, ...]:
        return pauses_of(seen.fact for seen in self.seen)

    @cached_property
    def channel(self) -> Channel | None:
        return next((seen.fact.channel for seen in self.seen if seen.fact.channel), None)

    @cached_property
    def severity(self) -> str | None:
        return self.seen[-1].severity if self.seen else None

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset([seen.fact.name for seen in self.seen])


def history_of(facts: Iterable[Fact], now: datetime) -> History:
    """What had happened by ``now``."""
    return History((*_seen(in_order(facts, now)),), now)


def histories_of(facts: Sequence[Fact], moments: Iterable[datetime]) -> Iterator[History]:
    """What had happened by each of these moments; told once, where each is a beginning of what happened in all."""
    plain = all(one.occurred <= other.occurred and one.version < other.version for one, other in pairwise(facts))
    if not plain or any(fact.corrects for fact in facts):
        yield from (history_of(facts, now) for now in moments)
        return
    seen, times = (*_seen(facts),), [fact.occurred for fact in facts]
    yield from (History(seen[: bisect_right(times, now)], now) for now in moments)


def _seen(facts: Iterable[Fact]) -> Iterator[Seen]:
    severity = None
    for fact in facts:
        severity = fact.severity or severity
        yield Seen(fact, severity)
