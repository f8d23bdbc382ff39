"""How many runs of each clock are met, missed and open: of many tickets, under one pack."""

from collections.abc import Iterable
from typing import Literal

from domain.clocks.run import Run

Outcome = Literal["met", "missed", "open", "ended", "unknown"]
"""``open``: it runs, or waits; a missed run is missed whether it was stopped or not."""

Tally = dict[str, dict[Outcome, int]]
"""By the name of the clock."""


def outcome(run: Run) -> Outcome:
    return "open" if run.state in ("running", "paused") else run.state


def add(tally: Tally, runs: Iterable[Run]) -> None:
    for run in runs:
        counts = tally.setdefault(run.clock, {})
        of = outcome(run)
        counts[of] = counts.get(of, 0) + 1
