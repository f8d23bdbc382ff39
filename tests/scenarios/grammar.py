"""How a scenario is told: ``given(steps).when(step).then(events)``, each step a command that somebody in a role sends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from domain.application import TicketDesk
from domain.policy.choice import Choice
from domain.policy.pack import Pack
from domain.record.command import Command
from domain.record.event import Event
from domain.routing.rules import NO_RULES, Routing, Rule
from tests.domain.specification import SHANGHAI

DAY: Final = "2024-05-01"
CUSTOMER: Final = "customer-zhang"


def at(clock: str) -> datetime:
    """``09:40``, or ``2024-05-02 09:40`` where it is not the scenarios' day; in Shanghai."""
    return datetime.fromisoformat(clock if len(clock) > len("09:40") else f"{DAY} {clock}").replace(tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Step:
    """``ticket`` counts those that the scenario opened, from 1; 0 opens another."""

    role: str
    staff: str
    command: Command
    ticket: int = 1
    clock: str | None = None
    happened: str | None = None
    late: str | None = None
    teams: frozenset[str] = frozenset()

    def on(self, ticket: int) -> "Step":
        return replace(self, ticket=ticket)

    def at(self, clock: str) -> "Step":
        """Recorded then, and happened then."""
        return replace(self, clock=clock)

    def happened_at(self, clock: str, late: str | None = None) -> "Step":
        """Recorded now, happened earlier; ``late`` says why only now."""
        return replace(self, happened=clock, late=late)


@dataclass(frozen=True)
class Expected:
    """What came of the step before: these events on a ticket, nothing (already so), or a refusal."""

    events: tuple[Event, ...] = ()
    refused: str | None = None
    ticket: int | None = None


@dataclass(frozen=True)
class Kept:
    """A clock of the pack: its limit, the time taken and whether that met it; ``nth`` period of one that repeats."""

    clock: str
    limit: str
    took: str | None
    met: bool
    nth: int = 1


@dataclass(frozen=True)
class Looked:
    """What a question about the whole answers, as the answers' own words; ``expected`` are their codes."""

    ask: "Callable[[Seen], list[tuple[str, str, str]]]"
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What a question may look at: the desk, the pack, and the numbers of the tickets that were opened."""

    desk: TicketDesk
    pack: Pack
    numbers: tuple[str, ...]


Part = Step | Expected | Kept | Looked
GIVEN, WHEN, THEN = "given", "when", "then"


@dataclass(frozen=True)
class Story:
    """The parts in their order, each told as given, when or then."""

    parts: tuple[tuple[str, Part], ...] = ()
    pack: str = "handbook"
    choice: Choice | None = None
    routing: Routing = NO_RULES

    def under(self, pack: str) -> "Story":
        return replace(self, pack=pack)

    def chosen_by(self, choice: Choice) -> "Story":
        """The pack follows from the ticket."""
        return replace(self, choice=choice)

    def routed_by(self, *rules: Rule) -> "Story":
        """These rules of routing are in force."""
        return replace(self, routing=Routing(version=1, rules=rules))

    def given(self, *steps: Step) -> "Story":
        return self._and(GIVEN, *steps)

    def when(self, step: Step) -> "Story":
        return self._and(WHEN, step)

    def then(self, *events: Event, on: int | None = None) -> "Story":
        return self._and(THEN, Expected(events, ticket=on))

    def then_nothing(self) -> "Story":
        return self._and(THEN, Expected())

    def then_refused(self, code: str) -> "Story":
        return self._and(THEN, Expected(refused=code))

    def then_clock(self, clock: str, *, limit: str, took: str | None = None, met: bool = True, nth: int = 1) -> "Story":
        return self._and(THEN, Kept(clock, limit, took, met, nth))

    def then_seen(self, ask: Callable[[Seen], list[tuple[str, str, str]]], *expected: str) -> "Story":
        return self._and(THEN, Looked(ask, expected))

    def _and(self, kind: str, *parts: Part) -> "Story":
        return replace(self, parts=(*self.parts, *((kind, part) for part in parts)))


def given(*steps: Step) -> Story:
    return Story().given(*steps)


def _acts(role: str, staff: str, *teams: str) -> Callable[[Command], Step]:
    return lambda command: Step(role, staff, command, ticket=1, teams=frozenset(teams))


agent = _acts("agent", "a-001")
engineer = _acts("engineer", "e-003")
other_engineer = _acts("engineer", "e-004")
supervisor = _acts("supervisor", "s-002")
manager = _acts("manager", "m-001")
customer = _acts("customer", CUSTOMER)
warehouse = _acts("warehouse", "w-001")
clerk = _acts("clerk", "c-001")
complaint_handler = _acts("complaint-handler", "h-001")
product_contact = _acts("department-contact", "p-001", "product")
logistics_contact = _acts("department-contact", "l-001", "logistics")
auditor = _acts("auditor", "x-001")


def opens(who: Callable[[Command], Step], command: Command) -> Step:
    """A step that opens another ticket."""
    return who(command).on(0)


@dataclass(frozen=True)
class Scenario:
    """A story and the ids of the process that it shows."""

    ids: tuple[str, ...]
    name: str
    tell: Callable[[], Story]


SCENARIOS: Final[list[Scenario]] = []


def scenario(*ids: str) -> Callable[[Callable[[], Story]], Callable[[], Story]]:
    """Marks a function that tells a story which shows what these ids of the process ask for."""

    def mark(tell: Callable[[], Story]) -> Callable[[], Story]:
        SCENARIOS.append(Scenario(ids, tell.__name__, tell))
        return tell

    return mark
