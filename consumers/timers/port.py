"""What reactions ask of timers; NATS keeps them, or a clock that tests move."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Timer:
    """``key`` is a name of ASCII letters, digits, ``-`` and ``_``; ``payload`` is handed back as it was given."""

    key: str
    at: datetime
    payload: Mapping[str, str] = field(default_factory=dict[str, str])


class Timers(Protocol):
    """One timer for each key. It may come to be told twice, and after it was moved: look again before acting."""

    async def set(self, timer: Timer) -> None:
        """In place of the one that the key had. A time that has passed is told at once."""
        ...

    def told(self, key: str) -> None:
        """It was told just now: what was set is there no more, and setting it again sets it anew."""
        ...

    async def cancel(self, key: str) -> None:
        """None is told any more; harmless where there was none."""
        ...
