"""What follows for figures from a ticket's facts: a small function for each event, in the order of the log."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from domain.ticket.vocabulary import EXECUTION, WORKED_ON, Stage
from projections.figures.facts import Fact
from projections.sql.rows import Row

Said = dict[str, Any]

NOTHING: Final[Row] = {
    **dict.fromkeys(("reported", "kind", "channel", "region", "product", "model", "batch", "severity", "fault_type")),
    **dict.fromkeys(("engineer", "first_response", "first_solved", "solved", "ended", "ended_as")),
    **dict.fromkeys(("answered", "low", "recommend", "cause")),
    **dict.fromkeys(("solutions", "setbacks", "visits", "minutes"), 0),
    **dict.fromkeys(("repeat", "repaired"), False),
    "scores": "{}",
    "parts": "[]",
}
"""A ticket of which nothing is known yet."""

_AT_WORK: Final = frozenset({"dispatch-accepted", "customer-contacted", "ticket-resolved"})
_SOLVED: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED, Stage.ARCHIVED})


def seen(facts: list[Fact], *, imported: bool) -> Row:
    """All columns that follow from facts. ``imported``: its first response may be known by signs only."""
    row: Row = {**NOTHING, "scores": {}, "parts": [], "asked": {}, "survey": None}
    for fact in facts:
        _SEEN[fact.name](row, datetime.fromisoformat(fact.at), fact.said)
    del row["asked"], row["survey"]
    if imported:
        row["first_response"] = row["first_response"] or _first_work(facts)
    return {**row, "scores": json.dumps(row["scores"], sort_keys=True), "parts": json.dumps(row["parts"])}


def _opened(row: Row, at: datetime, said: Said) -> None:
    row.update(reported=at, product=said.get("product.name"))
    row.update({name: said.get(name) for name in ("kind", "channel", "region", "severity", "engineer")})
    row.update({name: said.get(f"product.{name}") for name in ("model", "batch")})
    if said.get("stage") in _SOLVED:
        _solved(row, at, said)


def _responded(row: Row, at: datetime, said: Said) -> None:
    row["first_response"] = row["first_response"] or at


def _graded(row: Row, at: datetime, said: Said) -> None:
    row["severity"] = said.get("severity")


def _diagnosed(row: Row, at: datetime, said: Said) -> None:
    row["fault_type"] = said.get("fault_type") or row["fault_type"]


def _engaged(row: Row, at: datetime, said: Said) -> None:
    row["engineer"] = said.get("engineer") or row["engineer"]


def _visited(row: Row, at: datetime, said: Said) -> None:
    row["visits"] += 1


def _worked(row: Row, at: datetime, said: Said) -> None:
    row["minutes"] += said.get("minutes") or 0
    row["repaired"] = row["repaired"] or said["work"] in EXECUTION


def _asked_for_part(row: Row, at: datetime, said: Said) -> None:
    row["asked"][said["request"]] = at


def _got_part(row: Row, at: datetime, said: Said) -> None:
    since = row["asked"].pop(said["request"], None)
    if since is not None:
        row["parts"].append(max(0, int((at - since).total_seconds())))


def _linked(row: Row, at: datetime, said: Said) -> None:
    row["repeat"] = row["repeat"] or said.get("relation") == "repeat"


def _solved(row: Row, at: datetime, said: Said) -> None:
    row.update(solved=at, first_solved=row["first_solved"] or at, solutions=row["solutions"] + 1)


def _set_back(row: Row, at: datetime, said: Said) -> None:
    """It goes on. Two events that say so at once, as a rejection and the reopening after it, are one setback."""
    row["setbacks"] += row["solved"] is not None
    row.update(solved=None, ended=None, ended_as=None)
    _engaged(row, at, said)


def _answered(row: Row, at: datetime, said: Said) -> None:
    row.update(survey=said["survey"], scores={each["question"]: each["score"] for each in said["scores"]})
    row.update(answered=at, low=said["low"], recommend=said.get("recommend"), cause=None)


def _called_back(row: Row, at: datetime, said: Said) -> None:
    if said["survey"] == row["survey"]:
        row["cause"] = said["category"]


def _closed(row: Row, at: datetime, said: Said) -> None:
    row.update(ended=at, ended_as=said.get("closed_as") or "closed")


def _cancelled(row: Row, at: datetime, said: Said) -> None:
    row.update(ended=at, ended_as=said.get("cancelled_as") or "cancelled")


def _merged(row: Row, at: datetime, said: Said) -> None:
    row.update(ended=at, ended_as="merged")


def _spoke(row: Row, at: datetime, said: Said) -> None:
    """A sign of work, for those that know no first response."""


_SEEN: Final[dict[str, Callable[[Row, datetime, Said], None]]] = {
    "ticket-opened": _opened,
    "receipt-acknowledged": _responded,
    "ticket-graded": _graded,
    "fault-diagnosed": _diagnosed,
    "engineer-dispatched": _engaged,
    "dispatch-accepted": _engaged,
    "customer-contacted": _spoke,
    "engineer-arrived": _visited,
    "work-logged": _worked,
    "part-requested": _asked_for_part,
    "part-received": _got_part,
    "ticket-linked": _linked,
    "ticket-merged": _merged,
    "ticket-resolved": _solved,
    "resolution-rejected": _set_back,
    "objection-raised": _set_back,
    "ticket-reopened": _set_back,
    "survey-answered": _answered,
    "callback-made": _called_back,
    "ticket-closed": _closed,
    "ticket-cancelled": _cancelled,
}


def _first_work(facts: list[Fact]) -> datetime | None:
    """Other systems rarely know a first response: the first sign that we were at work stands for it."""
    signs = (fact for fact in facts if fact.name in _AT_WORK or fact.said.get("stage") in WORKED_ON)
    return next((datetime.fromisoformat(fact.at) for fact in signs), None)
