"""What was so before something happened: the questions that the written process puts to a ticket's past."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from domain.ticket.vocabulary import EXECUTION, WORKED_ON, Stage
from projections.processes.conformance.terms import Terms
from projections.processes.facts import Fact

SETBACKS: Final = ("resolution-rejected", "objection-raised", "ticket-reopened")
_SIGNS: Final = ("dispatch-accepted", "customer-contacted", "engineer-arrived", "handling-started")
_SOLVED: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED})


@dataclass(frozen=True)
class Past:
    """``facts`` are those before, as they happened; ``imported``: another system told of them, as far as it knew."""

    facts: Sequence[Fact]
    terms: Terms
    imported: bool

    def last(self, *names: str, since: Fact | None = None, **said: Any) -> Fact | None:
        """The last of these that says so; ``since``: after that one."""
        found = [fact for name in names for fact in self._last(name, since, said)]
        return max(found, key=_place) if found else None

    def all(self, name: str) -> Sequence[Fact]:
        return self._by_name.get(name, ())

    @cached_property
    def opened(self) -> Fact | None:
        return self.last("ticket-opened")

    @cached_property
    def kind(self) -> str | None:
        return self.opened.said.get("kind") if self.opened else None

    @cached_property
    def severity(self) -> str | None:
        """As it was judged last."""
        graded = self.last("ticket-graded") or self.opened
        return graded.said.get("severity") if graded else None

    @cached_property
    def setback(self) -> Fact | None:
        """Since when it is handled once more."""
        return self.last(*SETBACKS)

    @cached_property
    def solved(self) -> Fact | None:
        """The solution that stands; another system's ticket may have come to us with it."""
        found, opened = self.last("ticket-resolved", since=self.setback), self.opened
        came_so = opened is not None and opened.said.get("stage") in _SOLVED
        return opened if found is None and self.setback is None and came_so else found

    @cached_property
    def is_closed(self) -> bool:
        return self.last("ticket-closed", since=self.setback) is not None

    @property
    def shows_work(self) -> bool:
        """Whether somebody of ours was at it."""
        opened = self.opened
        return self.last(*_SIGNS) is not None or bool(opened and opened.said.get("stage") in WORKED_ON)

    @cached_property
    def carried_out(self) -> Fact | None:
        """The last work of the present remedy that carries out a plan."""
        done = (fact for fact in reversed(self.all("work-logged")) if _after(fact, self.setback))
        return next(filter(carries_out, done), None)

    @cached_property
    def is_at_customers(self) -> bool:
        """Whether the work is done on site."""
        place = self.last("handling-started", "engineer-arrived", "send-in-agreed", since=self.setback)
        return place is not None and (place.name == "engineer-arrived" or place.said.get("where") == "on-site")

    @cached_property
    def _by_name(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            found.setdefault(fact.name, []).append(fact)
        return found

    def _last(self, name: str, since: Fact | None, said: dict[str, Any]) -> Iterator[Fact]:
        """At most one."""
        for fact in reversed(self.all(name)):
            if not _after(fact, since):
                return
            if all(fact.said.get(field) == value for field, value in said.items()):
                yield fact
                return


def carries_out(fact: Fact) -> bool:
    """Whether such work is a plan's: by its kind, or since something was built in (R22)."""
    return fact.name == "work-logged" and (fact.said.get("work") in EXECUTION or bool(fact.said.get("materials")))


def _place(fact: Fact) -> tuple[int, int]:
    return fact.at, fact.version


def _after(fact: Fact, since: Fact | None) -> bool:
    return since is None or _place(fact) > _place(since)
