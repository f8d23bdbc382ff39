"""When a reaction failed: tried again ever later, and after so many tries a dead letter; waiting is no failure."""

from dataclasses import dataclass
from typing import Final

from domain.record.envelope import Unreadable
from domain.refusals import StoreUnavailable, UnknownEventType

_WAITING: Final = 5.0
"""Seconds until it is tried again while what it needs is away, or the program is too old: for ever."""


@dataclass(frozen=True, slots=True)
class Patience:
    """So many ``tries``, the second after ``first`` seconds, each pause twice the one before, none over ``longest``."""

    tries: int = 8
    first: float = 0.5
    longest: float = 60.0

    def pause(self, error: Exception, tries: int) -> float | None:
        """Seconds until the next try, after ``tries`` that failed; None to give up."""
        if is_waiting(error):
            return _WAITING
        if tries >= self.tries or isinstance(error, Unreadable):
            return None
        return min(self.first * 2 ** (tries - 1), self.longest)


def is_waiting(error: Exception) -> bool:
    """What it needs is away, which counts as no try."""
    return isinstance(error, StoreUnavailable | UnknownEventType | TimeoutError | ConnectionError)


PATIENCE: Final = Patience()
