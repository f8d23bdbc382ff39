"""Where a made-up ticket stands, so that only what makes sense happens to it next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from domain.record.event import Event
from tests.oracle.clocks.slow.table import APPLIANCE


@dataclass
class Standing:
    """What has happened so far, as far as it matters for what may happen next."""

    pack: str
    phase: str = "working"
    severity: str | None = None
    acknowledged: bool = False
    plans: int = 0
    visit: bool = False
    requests: int = 0
    asked: list[int] = field(default_factory=list[int])
    surveyed: bool = False
    surveys: int = 0
    unanswered: list[int] = field(default_factory=list[int])
    low: list[int] = field(default_factory=list[int])
    paused_at: int | None = None
    waits: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    agreed: dict[int, int] = field(default_factory=dict[int, int])

    @property
    def severities(self) -> tuple[str, ...]:
        return ("1", "2", "3") if self.pack == APPLIANCE else ("general", *["important", "urgent"] * 2)

    def goes_on(self, minute: int, phase: str) -> None:
        """Into another phase; a wait for the customer is over then."""
        if self.paused_at is not None:
            self.waits.append((self.paused_at, minute))
            self.paused_at = None
        self.phase = phase

    def waited_since(self, minute: int) -> int:
        return sum(until - max(since, minute) for since, until in self.waits if until > minute)


Caused = tuple[Event, str] | None
"""What happens, and by whom; nothing where it makes no sense."""
Act = Callable[[Standing, Random, int], Caused]


def simply(event: Event, role: str) -> Act:
    return lambda it, chance, minute: (event, role)


def turned_to(phase: str, event: Event, role: str) -> Act:
    """An event that brings the ticket to this phase; taken up again, no visit is promised any more."""

    def act(it: Standing, chance: Random, minute: int) -> Caused:
        it.goes_on(minute, phase)
        it.visit = it.visit and phase != "working"
        return event, role

    return act
