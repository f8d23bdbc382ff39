"""What the written process asks from the solution on: each answers with what shows that it was not so (R28–R34)."""

from projections.processes.conformance.past import Past
from projections.processes.conformance.working import Found
from projections.processes.facts import Fact

_ON_THE_CUSTOMERS_WORD = (None, "satisfied")
"""How a ticket is closed where no supervisor says so and the customer was not silent; another system may not tell."""


def _says_satisfied(fact: Fact) -> bool:
    return fact.said.get("closed_as") in _ON_THE_CUSTOMERS_WORD


def unsolved(past: Past, fact: Fact) -> Found:
    """Closed again without having gone on is no second ending."""
    if past.is_closed or not _says_satisfied(fact) or past.solved is not None:
        return None
    return (past.setback,) if past.setback else ()


def unconfirmed(past: Past, fact: Fact) -> Found:
    """By a signature, or by the customer's word when they were asked."""
    solved = past.solved
    if past.is_closed or solved is None or not _says_satisfied(fact):
        return None
    well = {"solved": True, "professional": True, "satisfied": True}
    said = past.last("resolution-confirmed", since=solved) or past.last("follow-up-made", since=solved, **well)
    return (solved,) if said is None else None


def closed_without_reason(past: Past, fact: Fact) -> Found:
    return () if fact.said.get("closed_as") == "supervisor" and not fact.said.get("reason") else None


def not_surveyed(past: Past, fact: Fact) -> Found:
    """Asked once for each solution."""
    solved = past.solved
    if past.is_closed or solved is None or not past.terms.surveyed:
        return None
    return (solved,) if past.last("survey-sent", since=solved) is None else None


def not_called_back(past: Past, fact: Fact) -> Found:
    low = past.last("survey-answered", low=True)
    if low is None or past.last("callback-made", since=low, survey=low.said.get("survey")) is not None:
        return None
    return (low,)


def not_reported(past: Past, fact: Fact) -> Found:
    """The report may stand in the closing itself."""
    if past.is_closed or fact.said.get("report"):
        return None
    return () if past.last("closing-report-written") is None else None


def not_verified(past: Past, fact: Fact) -> Found:
    return () if past.last("information-verified") is None else None


def unanswered_request(past: Past, fact: Fact) -> Found:
    """Other departments owe answers to what they were asked."""
    asked = past.all("collaboration-requested")
    open_ = [
        each for each in asked if not past.last("collaboration-answered", since=each, request=each.said.get("request"))
    ]
    return tuple(open_) or None


def not_followed_up(past: Past, fact: Fact) -> Found:
    closed = past.last("ticket-closed")
    if closed is None or not past.terms.followed_up:
        return None
    return (closed,) if past.last("follow-up-made", since=closed) is None else None
