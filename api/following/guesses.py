"""Wrong codes are counted by ticket, so that nobody finds one by trying."""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 5
WITHIN: Final = 900.0
"""Seconds in which so many wrong codes close a ticket to any."""
_KEPT: Final = 10_000


@dataclass(slots=True)
class Guesses:
    """In this process only: a restart forgets them, which leaves a guesser with as little as before."""

    clock: Callable[[], float] = time.monotonic
    _wrong: OrderedDict[str, list[float]] = field(default_factory=OrderedDict[str, list[float]])

    def closed(self, number: str) -> bool:
        """Whether no code of this ticket is looked at just now."""
        since = self.clock() - WITHIN
        return sum(at > since for at in self._wrong.get(number, ())) >= MOST

    def wrong(self, number: str) -> None:
        """One more."""
        self._wrong[number] = [*self._wrong.get(number, ())[-MOST:], self.clock()]
        self._wrong.move_to_end(number)
        if len(self._wrong) > _KEPT:
            self._wrong.popitem(last=False)
