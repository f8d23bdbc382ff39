"""What follows for figures from a ticket's facts: a small function for each event, in the order of the log."""

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from domain.ticket.vocabulary import EXECUTION, WORKED_ON, Stage
from projections.figures.rows.facts import Fact
from projections.figures.rows.following import NUMBERS, derived, milliseconds
from projections.sql.rows import Row

Said = dict[str, Any]

NOTHING: Final[Row] = {
    **dict.fromkeys(("reported", "kind", "channel", "region", "product", "model", "batch", "severity", "fault_type")),
    **dict.fromkeys(("engineer", "team", "handler", "first_response", "first_solved", "solved", "ended", "ended_as")),
    **dict.fromkeys(("answered", "cause", "survey")),
    **dict.fromkeys(("solutions", "setbacks", "visits", "minutes"), 0),
    **dict.fromkeys(("repeats", "content", "recommending", "points"), 0),
    **dict.fromkeys(("repaired", "acknowledged"), False),
    **NUMBERS,
    "scores": "{}",
    "came": "[]",
    "asked": "{}",
}
"""A ticket of which nothing is known yet."""

_AT_WORK: Final = frozenset({"dispatch-accepted", "customer-contacted", "ticket-resolved"})
_SOLVED: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED, Stage.ARCHIVED})
_PROMOTER, _DETRACTOR = 9, 6
"""NPS: 9 and 10 recommend us, 0 to 6 advise against us (Reichheld, Harvard Business Review, December 2003)."""


def seen(before: Row, facts: Iterable[Fact]) -> Row:
    """The ticket's row with all columns that follow from facts as these tell them, and nothing else."""
    row = {**before, **NOTHING}
    for fact in facts:
        _happened(row, fact, datetime.fromisoformat(fact.at))
    return derived(row)


def followed(before: Row, fact: Fact, at: datetime) -> Row:
    """The row after one fact more, which happened at ``at``."""
    row = {**before}
    _happened(row, fact, at)
    return derived(row)


def _happened(row: Row, fact: Fact, at: datetime) -> None:
    if row["imported"] and row["first_response"] is None and is_work(fact):
        row["first_response"] = at
    _SEEN[fact.name](row, at, fact.said)


def is_work(fact: Fact) -> bool:
    """Other systems rarely know a first response: the first sign that we were at work stands for it."""
    return fact.name in _AT_WORK or fact.said.get("stage") in WORKED_ON


def _opened(row: Row, at: datetime, said: Said) -> None:
    row.update(reported=at, product=said.get("product.name"))
    row.update({name: said.get(name) for name in ("kind", "channel", "region", "severity", "engineer", "team")})
    row.update({name: said.get(f"product.{name}") for name in ("model", "batch")})
    if said.get("stage") in _SOLVED:
        _solved(row, at, said)


def _responded(row: Row, at: datetime, said: Said) -> None:
    """What was said is better than the signs."""
    if not row["acknowledged"]:
        row.update(first_response=at, acknowledged=True)


def _graded(row: Row, at: datetime, said: Said) -> None:
    row["severity"] = said.get("severity")


def _diagnosed(row: Row, at: datetime, said: Said) -> None:
    row["fault_type"] = said.get("fault_type") or row["fault_type"]


def _routed(row: Row, at: datetime, said: Said) -> None:
    row.update(handler=said.get("staff") or row["handler"], team=said.get("team") or row["team"])


def _engaged(row: Row, at: datetime, said: Said) -> None:
    row.update(engineer=said.get("engineer") or row["engineer"], team=said.get("team") or row["team"])


def _visited(row: Row, at: datetime, said: Said) -> None:
    row["visits"] += 1


def _worked(row: Row, at: datetime, said: Said) -> None:
    row["minutes"] += said.get("minutes") or 0
    row["repaired"] = row["repaired"] or said["work"] in EXECUTION


def _asked_for_part(row: Row, at: datetime, said: Said) -> None:
    asked = json.loads(row["asked"])
    row["asked"] = json.dumps(asked | {str(said["request"]): at.isoformat()})


def _got_part(row: Row, at: datetime, said: Said) -> None:
    """What was asked for and came first; what else bears the same request is no further part."""
    asked, came = json.loads(row["asked"]), json.loads(row["came"])
    since = asked.pop(str(said["request"]), None)
    if since is not None and all(request != said["request"] for request, *_ in came):
        wait = max(0, milliseconds(datetime.fromisoformat(since), at))
        came.append((said["request"], at.isoformat(), wait))
        row.update(asked=json.dumps(asked), came=json.dumps(came))


def _linked(row: Row, at: datetime, said: Said) -> None:
    row["repeats"] = int(row["repeats"] or said.get("relation") == "repeat")


def _solved(row: Row, at: datetime, said: Said) -> None:
    row.update(solved=at, first_solved=row["first_solved"] or at, solutions=row["solutions"] + 1)


def _set_back(row: Row, at: datetime, said: Said) -> None:
    """It goes on. Two events that say so at once, as a rejection and the reopening after it, are one setback."""
    row["setbacks"] += row["solved"] is not None
    row.update(solved=None, ended=None, ended_as=None)
    _engaged(row, at, said)


def _answered(row: Row, at: datetime, said: Said) -> None:
    scores = {each["question"]: each["score"] for each in said["scores"]}
    row.update(answered=at, survey=said["survey"], scores=json.dumps(scores, sort_keys=True), cause=None)
    recommend = said.get("recommend")
    row.update(content=int(not said["low"]), recommending=int(recommend is not None))
    row["points"] = 0 if recommend is None else (recommend >= _PROMOTER) - (recommend <= _DETRACTOR)


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
    "ticket-routed": _routed,
    "engineer-dispatched": _engaged,
    "dispatch-accepted": _engaged,
    "ticket-resumed": _engaged,
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
