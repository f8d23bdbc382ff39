"""Compares facts with the rules: each fact with what was before it, so that one more never changes what was found."""

import json
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from projections.processes.conformance.past import Past
from projections.processes.conformance.rules import AT
from projections.processes.conformance.terms import Terms
from projections.processes.facts import Fact

NONE: Final = "[]"
"""No deviation, as it is stored."""

Shown = tuple[int, str, str]
"""An event that shows a deviation: version, id, stored name."""


class Deviation(NamedTuple):
    """``version`` and ``at`` (microseconds since 1970) are those of the event at which it showed, the last of
    ``events``.
    """

    rule: str
    version: int
    at: int
    events: tuple[Shown, ...]


def judged(facts: Sequence[Fact], terms: Terms, *, imported: bool) -> list[Deviation]:
    """All that a ticket's facts show."""
    found: list[Deviation] = []
    for place, fact in enumerate(facts):
        if fact.name in AT:
            past = Past(facts[:place], terms, imported)
            found += shown_by(fact, past, {deviation.rule for deviation in found})
    return found


def shown_by(fact: Fact, past: Past, known: set[str]) -> list[Deviation]:
    """What one fact adds; ``known`` are the rules that the ticket has turned from before."""
    found: list[Deviation] = []
    for rule in AT[fact.name]:
        if rule.once and rule.code in known:
            continue
        others = rule.check(past, fact)
        if others is not None:
            events = tuple((each.version, each.id, each.name) for each in (*others, fact))
            found.append(Deviation(rule.code, fact.version, fact.at, events))
    return found


def written(found: Iterable[Deviation]) -> str:
    return json.dumps(list(found), separators=(",", ":"))


def events_written(deviation: Deviation) -> str:
    return json.dumps(deviation.events, separators=(",", ":"))


def read(text: str) -> list[Deviation]:
    if text == NONE:
        return []
    listed = (
        (rule, version, at, tuple(tuple(each) for each in events)) for rule, version, at, events in json.loads(text)
    )
    return [Deviation(*each) for each in listed]
