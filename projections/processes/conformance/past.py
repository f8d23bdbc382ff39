"""What was so before something happened: the questions that the written process puts to a ticket's past."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.ticket.vocabulary import EXECUTION, WORKED_ON, Stage
from projections.processes.conformance.terms import Terms
from projections.processes.facts import Fact

SETBACKS: Final = frozenset({"resolution-rejected", "objection-raised", "ticket-reopened"})
_SIGNS: Final = ("dispatch-accepted", "customer-contacted", "engineer-arrived", "handling-started")
_SOLVED: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED})


@dataclass(frozen=True, slots=True)
class Past:
    """``facts`` are those before, as they happened; ``imported``: another system told of them, as far as it knew."""

    facts: Sequence[Fact]
    terms: Terms
    imported: bool

    def last(self, *names: str, since: Fact | None = None, **said: Any) -> Fact | None:
        """The last of these that says so; ``since``: after that one."""
        for fact in reversed(self.facts):
            if fact is since:
                return None
            if fact.name in names and all(fact.said.get(name) == value for name, value in said.items()):
                return fact
        return None

    @property
    def opened(self) -> Fact | None:
        return self.last("ticket-opened")

    @property
    def kind(self) -> str | None:
        opened = self.opened
        return opened.said.get("kind") if opened else None

    @property
    def severity(self) -> str | None:
        """As it was judged last."""
        graded = self.last("ticket-graded") or self.opened
        return graded.said.get("severity") if graded else None

    @property
    def setback(self) -> Fact | None:
        """Since when it is handled once more."""
        return self.last(*SETBACKS)

    @property
    def solved(self) -> Fact | None:
        """The solution that stands; another system's ticket may have come to us with it."""
        found = self.last("ticket-resolved", since=self.setback)
        opened = self.opened
        if found is None and self.setback is None and opened and opened.said.get("stage") in _SOLVED:
            return opened
        return found

    @property
    def is_closed(self) -> bool:
        return self.last("ticket-closed", since=self.setback) is not None

    @property
    def shows_work(self) -> bool:
        """Whether somebody of ours was at it."""
        opened = self.opened
        return self.last(*_SIGNS) is not None or bool(opened and opened.said.get("stage") in WORKED_ON)

    @property
    def carried_out(self) -> Fact | None:
        """The last work of the present remedy that carries out a plan."""
        since = self.setback
        for fact in reversed(self.facts):
            if fact is since:
                return None
            if carries_out(fact):
                return fact
        return None

    @property
    def is_at_customers(self) -> bool:
        """Whether the work is done on site."""
        place = self.last("handling-started", "engineer-arrived", "send-in-agreed", since=self.setback)
        return place is not None and (place.name == "engineer-arrived" or place.said.get("where") == "on-site")


def carries_out(fact: Fact) -> bool:
    """Whether such work is a plan's: by its kind, or since something was built in (R22)."""
    return fact.name == "work-logged" and (fact.said.get("work") in EXECUTION or bool(fact.said.get("materials")))
