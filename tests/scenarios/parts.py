"""What a scenario is made of: who does, asks or looks at what, and what is to come of it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from domain.application import TicketDesk
from domain.clocks.run import State
from domain.policy.pack import Pack
from domain.record.command import Command
from domain.record.event import Event
from tests.domain.specification import SHANGHAI
from tests.scenarios.desk.memory import MemoryStore

DAY: Final = "2024-05-01"
CUSTOMER: Final = "customer-zhang"


def at(clock: str) -> datetime:
    """``09:40``, or ``2024-05-02 09:40`` where it is not the scenarios' day; in Shanghai."""
    return datetime.fromisoformat(clock if len(clock) > len("09:40") else f"{DAY} {clock}").replace(tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Who:
    """Somebody in a role; ``also`` are other roles of theirs, ``teams`` count where the staff record has nothing of them."""

    role: str
    staff: str
    teams: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()

    def __call__(self, command: Command) -> "Step":
        return Step(self, command)

    def of(self, *teams: str) -> "Who":
        return replace(self, teams=frozenset(teams))

    def asks(self, action: str, *, ticket: int | None = 1) -> "Asks":
        """To do what is no command of the desk, or not yet; ``ticket`` None: it is about no one ticket."""
        return Asks(self, action, ticket)

    def looks(self, zh: str, en: str) -> "Looks":
        return Looks(self, (zh, en))


@dataclass(frozen=True)
class Step:
    """``ticket`` counts those that the scenario opened, from 1; 0 opens another. ``record`` names what is no ticket.

    ``begins`` is the kind of matter that it opens, ``matter`` counts those of the scenario.
    """

    who: Who
    command: Command
    ticket: int = 1
    record: str | None = None
    begins: str | None = None
    matter: int | None = None
    clock: str | None = None
    happened: str | None = None
    late: str | None = None

    def on(self, ticket: int) -> "Step":
        return replace(self, ticket=ticket)

    def on_record(self, key: str) -> "Step":
        """On a customer's or staff record or a rule text: ``staff-e-004``."""
        return replace(self, record=key)

    def begin(self, kind: str) -> "Step":
        """Opens a matter: a ``return``."""
        return replace(self, begins=kind)

    def on_matter(self, matter: int = 1) -> "Step":
        return replace(self, matter=matter)

    def at(self, clock: str) -> "Step":
        """Recorded then, and happened then."""
        return replace(self, clock=clock)

    def happened_at(self, clock: str, late: str | None = None) -> "Step":
        """Recorded now, happened earlier; ``late`` says why only now."""
        return replace(self, happened=clock, late=late)


@dataclass(frozen=True)
class Standing:
    """What was done to a new ticket before the story: told in one line, as the ticket then stands."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Asks:
    """Somebody asks to do what no command of the desk does: the right itself is tried, as every entrance tries it."""

    who: Who
    action: str
    ticket: int | None = 1


@dataclass(frozen=True)
class Looks:
    """Somebody looks at something; what they see comes after. In Chinese and English."""

    who: Who
    at: tuple[str, str]
    clock: str | None = None

    def on(self, clock: str) -> "Looks":
        return replace(self, clock=clock)


@dataclass(frozen=True)
class ByItself:
    """What the program does without being asked, in Chinese and English; what it records comes after."""

    does: tuple[str, str]
    do: "Callable[[Seen], Awaitable[None]]"
    clock: str

    def at(self, clock: str) -> "ByItself":
        return replace(self, clock=clock)


@dataclass(frozen=True)
class Expected:
    """What came of the step before: these events on a ticket, nothing (already so), or a refusal.

    ``more``: others may follow from these.
    """

    events: tuple[Event, ...] = ()
    refused: str | None = None
    ticket: int | None = None
    more: bool = False


@dataclass(frozen=True)
class Allowed:
    """What was asked for is allowed."""


@dataclass(frozen=True)
class Kept:
    """A clock of the pack: its limit, the time it took but for waits, and how it stands; ``nth`` run of it.

    ``matter`` counts those of the scenario, where it is the clock of one.
    """

    clock: str
    limit: str
    took: str | None
    state: State
    nth: int = 1
    matter: int | None = None


@dataclass(frozen=True)
class Looked:
    """What a question about the whole answers, as the answers' own words; ``expected`` are their codes."""

    ask: "Callable[[Seen], list[tuple[str, str, str]]]"
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What a question may look at: desk and log, pack, the numbers of tickets and keys of matters begun, and the time."""

    desk: TicketDesk
    store: MemoryStore
    pack: Pack
    numbers: tuple[str, ...]
    matters: tuple[str, ...]
    now: datetime


Doing = Step | Asks | Looks | ByItself
Outcome = Expected | Allowed | Kept | Looked
Part = Doing | Outcome | Standing
