"""Rules of routing read from their text, so that a severity that no pack has is told and not waited for in vain."""

from collections.abc import Collection
from typing import Final

from domain.routing.rules import Routing
from domain.rulebook.mistakes import MISTAKES
from gongdan.language import NOTHING, Both
from gongdan.toml.lines import Lines, Loc
from gongdan.toml.mistakes import Mistake, key_of
from gongdan.toml.reading import Mistaken, checked
from gongdan.toml.wrong import allowed

_UNKNOWN: Final = MISTAKES["unknown-severity"]


def routing_of(text: str, severities: Collection[str] | None = None) -> Routing:
    """What the text says, its rules naming these ``severities`` only, any where None. Raises Mistaken with all."""
    routing, lines = checked(text, Routing), Lines(text)
    if severities is None:
        return routing
    named: list[tuple[Loc, str]] = [
        (("rules", place, "severity", each), code)
        for place, rule in enumerate(routing.rules)
        for each, code in enumerate(rule.severity)
    ]
    wrong = [
        Mistake(_why(code, severities), key_of(loc), lines.of(loc)) for loc, code in named if code not in severities
    ]
    if wrong:
        raise Mistaken(*wrong)
    return routing


def _why(code: str, severities: Collection[str]) -> Both:
    there = allowed(code, severities, otherwise=NOTHING)
    chinese, english = (each.format(given=code) for each in _UNKNOWN)
    return Both(f"{chinese}；{there.chinese}", f"{english}; {there.english}")
