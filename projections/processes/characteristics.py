"""By what tickets are told apart: product, severity, channel and the like, as they are by now."""

from collections.abc import Iterable
from typing import Any, Final

from projections.processes.facts import Fact
from projections.sql.rows import Row

_OPENING: Final = {
    "kind": "kind",
    "channel": "channel",
    "area": "region",
    "product": "product.name",
    "severity": "severity",
    "engineer": "engineer",
    "team": "team",
}
"""By column: the field of the opening that fills it."""
_PASSED_ON: Final = frozenset(
    {"ticket-routed", "engineer-dispatched", "dispatch-accepted", "ticket-resumed", "ticket-reopened"}
)

NOTHING: Final[Row] = dict.fromkeys(("reported", *_OPENING))
"""Of a ticket of which nothing is known yet."""


def characteristics(facts: Iterable[Fact]) -> Row:
    """All of them, of facts as they happened."""
    row = dict(NOTHING)
    for fact in facts:
        row.update(changed_by(fact))
    return row


def changed_by(fact: Fact) -> Row:
    """Those that a fact sets."""
    said: dict[str, Any] = fact.said
    if fact.name == "ticket-opened":
        return {"reported": fact.moment, **{column: said.get(field) for column, field in _OPENING.items()}}
    if fact.name == "ticket-graded":
        return {"severity": said.get("severity")}
    if fact.name in _PASSED_ON:
        return {name: said[name] for name in ("engineer", "team") if said.get(name)}
    return {}
