"""Chance that is the same for the same seed: a stream for each process, which no other process draws from."""

import hashlib
import math
import random
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeVar

T = TypeVar("T")

_SPREAD: Final = 0.6
"""Sigma of the lognormal waits: the long tail of help desks, without its weeks of silence."""


class Chance:
    """Draws for one process, derived from the seed and the process's name."""

    def __init__(self, seed: str, name: str) -> None:
        digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
        self._random = random.Random(int.from_bytes(digest[:8], "big"))  # noqa: S311 -- a story, no secret

    def happens(self, share: float) -> bool:
        """True in this share of all draws."""
        return self._random.random() < share

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[int(self._random.random() * len(choices))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """A key, by its weight; the mapping's own order counts."""
        left = self._random.random() * sum(weights.values())
        choices = list(weights)
        for choice in choices:
            left -= weights[choice]
            if left < 0:
                return choice
        return choices[-1]

    def number(self, least: int, most: int) -> int:
        return least + int(self._random.random() * (most - least + 1))

    def digits(self, count: int) -> str:
        return f"{self.number(0, 10**count - 1):0{count}d}"

    def wait(self, median: timedelta, spread: float = _SPREAD) -> timedelta:
        """A lognormal wait in whole seconds, of this median."""
        seconds = median.total_seconds() * math.exp(self._random.gauss(0.0, spread))
        return timedelta(seconds=max(1, round(seconds)))

    def between(self, least: timedelta, most: timedelta) -> timedelta:
        span = (most - least).total_seconds()
        return least + timedelta(seconds=round(span * self._random.random()))

    def gap(self, mean: float) -> float:
        """Exponential, in seconds: the time to the next of events that come at random."""
        return self._random.expovariate(1.0 / mean)
