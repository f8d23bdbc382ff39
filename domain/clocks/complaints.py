"""The clocks of a complaint (投诉): its own facts, and the waits of the ticket that it belongs to."""

from collections.abc import Iterable
from dataclasses import replace

from domain.clocks.fact import Fact


def with_waits_of(complaint: Iterable[Fact], ticket: Iterable[Fact]) -> tuple[Fact, ...]:
    """The complaint's facts, and when its ticket waited, of which nothing else is the complaint's."""
    return (*complaint, *(_wait(fact) for fact in ticket if fact.waits is not None))


def _wait(fact: Fact) -> Fact:
    name = "ticket-resumed" if fact.waits == "nobody" else "ticket-paused"
    return replace(fact, name=name, severity=None, channel=None, about=None)
