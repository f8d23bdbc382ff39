"""A history as another pack sees it: its grades in that pack's words, by how urgent they are."""

from collections.abc import Iterable
from dataclasses import replace

from domain.clocks.fact import Fact
from domain.policy.pack import Pack


def graded_as(facts: Iterable[Fact], own: Pack, other: Pack) -> tuple[Fact, ...]:
    """A grade that the other pack does not know is the one of the same rank there; without one it stays as it is."""
    return tuple(replace(fact, severity=_same(fact.severity, own, other)) if fact.severity else fact for fact in facts)


def _same(code: str, own: Pack, other: Pack) -> str:
    graded = own.severity(code)
    if other.knows(code) or graded is None:
        return code
    return next((each.code for each in other.severities if each.rank == graded.rank), code)
