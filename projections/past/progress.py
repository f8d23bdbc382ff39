"""How far a table of the past is on its way from the log, and how long the rest takes at that pace."""

import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Progress:
    """``done`` of the ``total`` positions of the log; no total while the rows of now are looked through."""

    done: int = 0
    total: int = 0
    began: float = field(default_factory=time.monotonic)

    def reached(self, done: int, total: int) -> None:
        """Read up to a position; from the beginning again where it has to be read twice."""
        if self.total == 0 or done < self.done:
            self.began = time.monotonic()
        self.done, self.total = done, total

    @property
    def left(self) -> float | None:
        """Seconds; None while that can't be told."""
        if not 0 < self.done <= self.total:
            return None
        return (time.monotonic() - self.began) / self.done * (self.total - self.done)
