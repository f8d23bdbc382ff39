"""How a scenario is told: ``given(steps).when(step).then(events)``, each step a command that somebody in a role sends."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from domain.clocks.run import State
from domain.policy.choice import Choice
from domain.record.command import Command
from domain.record.event import Event
from domain.routing.rules import NO_RULES, Routing, Rule
from tests.scenarios.parts import Allowed, Doing, Expected, Kept, Looked, Part, Seen, Standing, Step, Who

GIVEN, WHEN, THEN = "given", "when", "then"
Ask = Callable[[Seen], list[tuple[str, str, str]]]
"""A question about the whole: each answer's code, and its words in Chinese and English."""


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

    def given(self, *steps: Step | Standing) -> "Story":
        return self._and(GIVEN, *steps)

    def when(self, doing: Doing) -> "Story":
        return self._and(WHEN, doing)

    def then(self, *events: Event, on: int | None = None) -> "Story":
        return self._and(THEN, Expected(events, ticket=on))

    def then_recorded(self, **besides: object) -> "Story":
        """First of all, the event of the command just asked, which says all that the command does, and this besides."""
        asked = next(part for kind, part in reversed(self.parts) if kind == WHEN)
        assert isinstance(asked, Step)
        held = type(asked.command).model_fields.keys() & asked.command.causes.model_fields.keys()
        event = asked.command.causes.model_validate({name: getattr(asked.command, name) for name in held} | besides)
        return self._and(THEN, Expected((event,), more=True))

    def then_nothing(self) -> "Story":
        return self._and(THEN, Expected())

    def then_refused(self, code: str = "forbidden") -> "Story":
        return self._and(THEN, Expected(refused=code))

    def then_allowed(self) -> "Story":
        """What was asked for without a command of the desk."""
        return self._and(THEN, Allowed())

    def then_clock(
        self,
        clock: str,
        *,
        limit: str,
        took: str | None = None,
        state: State = "met",
        nth: int = 1,
        matter: int | None = None,
    ) -> "Story":
        return self._and(THEN, Kept(clock, limit, took, state, nth, matter))

    def then_seen(self, ask: Ask, *expected: str) -> "Story":
        return self._and(THEN, Looked(ask, expected))

    def _and(self, kind: str, *parts: Part) -> "Story":
        return replace(self, parts=(*self.parts, *((kind, part) for part in parts)))


def given(*steps: Step | Standing) -> Story:
    return Story().given(*steps)


def opens(who: Who, command: Command) -> Step:
    """A step that opens another ticket."""
    return who(command).on(0)


@dataclass(frozen=True)
class Scenario:
    """A story, the ids of the process or the line of its section 9 that it shows, and what it is called."""

    ids: tuple[str, ...]
    zh: str
    en: str
    tell: Callable[[], Story]
    line: str | None = None


SCENARIOS: Final[list[Scenario]] = []
Tell = Callable[[], Story]


def scenario(*ids: str, zh: str, en: str | None = None) -> Callable[[Tell], Tell]:
    """Marks a function that tells what these ids of the process ask for; its name is the title where ``en`` is none."""
    return _listed(ids, zh, en)


def right(line: str, *, zh: str, en: str | None = None) -> Callable[[Tell], Tell]:
    """Marks a function that tells what a line of section 9, quoted by its own words, asks for."""
    return _listed((), zh, en, line)


def _listed(ids: tuple[str, ...], zh: str, en: str | None, line: str | None = None) -> Callable[[Tell], Tell]:
    def mark(tell: Tell) -> Tell:
        SCENARIOS.append(Scenario(ids, zh, en or tell.__name__.replace("_", " ").capitalize(), tell, line))
        return tell

    return mark
