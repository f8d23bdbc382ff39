"""How a benchmark's result is shown: the figure, its reference, and the ratio of the two."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Rates per second. ``ratio`` above 1 means faster than the reference."""

    what: str
    rate: float
    reference: str
    reference_rate: float

    @property
    def ratio(self) -> float:
        return self.rate / self.reference_rate


def show(figures: Sequence[Figure], title: str) -> None:
    print(f"{title}\n")
    print(f"{'what':<44} {'per s':>10}  {'ratio':>6}  {'reference':<46} {'per s':>10}")
    for f in figures:
        print(f"{f.what:<44} {f.rate:>10,.0f}  {f.ratio:>6.2f}  {f.reference:<46} {f.reference_rate:>10,.0f}")
