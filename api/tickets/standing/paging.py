"""How many runs of clocks an answer holds: missed periods each or together, and a page of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Annotated, Final, Literal

from fastapi import Query

from domain.clocks.run import Run
from domain.clocks.together import Stretch, each, together

MOST: Final = 1000
Place = str
"""Where a run stands among all: ASCII, in the order of time."""
_PLACE: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{15}Z/[0-9]{9}/[0-9]{4}/[0-9]{9}/[01]$"

Missed = Annotated[
    Literal["each", "together"],
    Query(description="Missed periods of a repeating clock: `each` by itself, or those in a row `together` as one."),
]
Limit = Annotated[int | None, Query(ge=1, le=MOST, description="Runs a page, of both packs; all where it is left out.")]
After = Annotated[
    str | None, Query(pattern=_PLACE, max_length=200, description="Go on after this: the `next` of the page before.")
]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the runs, and how."""

    missed: Literal["each", "together"] = "each"
    limit: int | None = None
    run: Place | None = None

    def told(self, runs: Iterable[Run]) -> list[Stretch]:
        return together(runs) if self.missed == "together" else each(runs)

    def page(self, lists: Sequence[Sequence[Stretch]]) -> tuple[list[list[Stretch]], Place | None]:
        """The part of each list that is on the page, and where the next one goes on."""
        placed = [one for number, runs in enumerate(lists) for one in _placed(number, runs)]
        placed.sort(key=lambda one: one[0])
        left = [one for one in placed if self.run is None or one[0] > self.run]
        shown = left if self.limit is None else left[: self.limit]
        pages = [[run for _, of, run in shown if of == number] for number in range(len(lists))]
        return pages, shown[-1][0] if len(shown) < len(left) else None


def _placed(number: int, runs: Iterable[Stretch]) -> Iterator[tuple[Place, int, Stretch]]:
    """In the order that they have: of time, then of the start's version, then of the pack's clocks."""
    names: dict[str, int] = {}
    for run in runs:
        first = run.first
        clock = names.setdefault(first.clock, len(names))
        since = first.since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        yield f"{since}/{first.started.version:09}/{clock:04}/{first.period:09}/{number}", number, run


async def asked(missed: Missed = "each", limit: Limit = None, run: After = None) -> Asked:
    """As a dependency of routes."""
    return Asked(missed, limit, run)
