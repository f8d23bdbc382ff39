"""How far each reaction is: events it has not heard, events in its hands, and whether it moves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from prometheus_client.core import Metric

from api.gauges import gauge

STALLED_AFTER: Final = 60.0
"""Seconds without an event dealt with, while some wait, after which a reaction is said to stand still."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``unheard`` events wait, ``open`` are being dealt with or put off; ``done`` up to which all are dealt with.

    ``moved`` is when ``done`` last changed, on the loop's clock.
    """

    unheard: int
    open: int
    done: int
    moved: float

    def stalled(self, now: float) -> bool:
        return self.unheard > 0 and now - self.moved > STALLED_AFTER


def measured(standings: Mapping[str, Standing], dead: Mapping[str, int], timers: int | None) -> Iterator[Metric]:
    """``timers``: how many are set or told, None where that is not known."""
    labels = ("reaction",)
    meaning = "Events of the log that it has not heard of."
    yield gauge("gongdan_reaction_lag_events", meaning, labels, (((name,), s.unheard) for name, s in standings.items()))
    meaning = "Events that it is dealing with, or has put off."
    yield gauge("gongdan_reaction_open_events", meaning, labels, (((name,), s.open) for name, s in standings.items()))
    meaning = "Events that it gave up, until somebody has them tried again."
    yield gauge("gongdan_reaction_dead_letters", meaning, labels, (((name,), count) for name, count in dead.items()))
    known = [] if timers is None else [((), timers)]
    yield gauge("gongdan_timers", "Timers that are set, or told and not acted on.", (), known)


def none_measured() -> Iterator[Metric]:
    """Where no reactions run."""
    yield from measured({}, {}, None)
