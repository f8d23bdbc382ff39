"""How fast the public may add to the log: one bucket for all visitors, since nothing is kept of any of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

MOST: Final = 60
"""At once, and as many a minute after that."""


@dataclass(slots=True)
class Pace:
    """A bucket that fills by ``most`` a minute; what it holds is lost at a restart, which only makes it full again."""

    most: int = MOST
    clock: Callable[[], float] = time.monotonic
    _held: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._held, self._at = float(self.most), self.clock()

    def take(self) -> bool:
        """Whether there was one left to take."""
        now = self.clock()
        self._held = min(self.most, self._held + (now - self._at) * self.most / 60)
        self._at = now
        if self._held < 1:
            return False
        self._held -= 1
        return True
