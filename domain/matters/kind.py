"""What the desk has to know of a kind of matter, and the rules that are the same for all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from domain.matters.matter import Matter, Statuses, Word, WordList, says
from domain.record.command import Command
from domain.record.envelope import Recorded
from domain.record.event import Event
from domain.record.numbering import Numbering
from domain.refusals import NotAllowed
from domain.ticket.circumstances import Circumstances
from domain.ticket.commands.deadlines import DeadlineCommand
from domain.ticket.decide.recording import deadlines
from domain.ticket.events import DeadlineEvent


@dataclass(frozen=True, slots=True)
class MatterKind:
    """A kind of matter (事项).

    ``letters`` stand before its numbers. ``possible`` names for each command the statuses that it is possible in.
    ``begin`` decides the ``opening`` of a new one, ``rules`` every other command; ``after`` is what an event makes of
    the state, given who acted. ``whose``: a customer's (their keys encrypt it, and none is opened without one), or that
    of nobody outside. ``repeatable`` commands said in the same words again are another fact.
    """

    name: str
    letters: str
    called: Word
    state: type[Matter]
    statuses: Statuses
    ended: frozenset[str]
    events: Mapping[str, type[Event]]
    opening: type[Command]
    possible: Mapping[type[Command], frozenset[str]]
    begin: Callable[[Any, Circumstances], list[Event]]
    rules: Callable[[Any, Any, Circumstances], list[Event]]
    after: Callable[[Any, Any, str], Matter]
    whose: Literal["customer", "nobody"]
    repeatable: frozenset[type[Command]] = frozenset()

    @property
    def numbering(self) -> Numbering:
        return Numbering(self.name, self.letters)

    @property
    def commands(self) -> dict[str, type[Command]]:
        """Every command by its action, the opening first."""
        return {command.action: command for command in (self.opening, *self.possible)}

    def evolve(self, matter: Matter | None, recorded: Recorded) -> Matter:
        """The state after an event. Never refuses: it has happened, in whatever order."""
        before = matter or self.state.opened(recorded)
        if isinstance(recorded.event, DeadlineEvent):
            return before
        return replace(self.after(before, recorded.event, recorded.envelope.actor.id), last=recorded.event)

    def decide(self, matter: Matter | None, command: Command, under: Circumstances) -> list[Event]:
        """Answer a command with the events it causes; an empty list means already so. Raises NotAllowed."""
        if matter is None:
            return self.begin(command, under)
        if isinstance(command, DeadlineCommand):
            return [*deadlines.decide(command, under)]
        if type(command) not in self.repeatable and says(matter.last, command):
            return []
        if matter.status not in self.possible[type(command)]:
            raise NotAllowed("matter-status", action=command.action, **self._as_it_stands(matter, command))
        return self.rules(matter, command, under)

    def _as_it_stands(self, matter: Matter, command: Command) -> dict[str, Word | WordList]:
        possible = self.possible[type(command)]
        where = WordList(tuple(word for status, word in self.statuses.items() if status in possible))
        return {"kind": self.called, "status": self.statuses[matter.status], "possible": where}
