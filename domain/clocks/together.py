"""Missed periods in a row told as one: what nobody did for a year is one thing, not hundreds."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.clocks.run import Run


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a run to the last of the periods after it that were missed as it was; mostly the run alone."""

    first: Run
    last: Run

    @property
    def count(self) -> int:
        return self.last.period - self.first.period + 1


def each(runs: Iterable[Run]) -> list[Stretch]:
    return [Stretch(run, run) for run in runs]


def together(runs: Iterable[Run]) -> list[Stretch]:
    """Of one start under one grade; where the first of them stands."""
    found: list[Stretch] = []
    places: dict[tuple[str, str, str | None], int] = {}
    for run in runs:
        key = run.clock, run.started.id, run.severity
        place = places.get(key)
        if run.is_followed and place is not None and found[place].last.period + 1 == run.period:
            found[place] = Stretch(found[place].first, run)
            continue
        found.append(Stretch(run, run))
        if run.is_followed:
            places[key] = len(found) - 1
    return found
