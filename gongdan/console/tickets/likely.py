"""What is done next to a ticket that stands as it does, most likely: of what may be done, the first few."""

from collections.abc import Callable, Iterable
from typing import Final

from api.tickets.standing.ticket import TicketView
from domain.ticket.vocabulary import LINE, Stage

When = Callable[[TicketView], bool]

_MOST: Final = 3
_BEFORE_SOLVED: Final = frozenset(LINE) | {Stage.REOPENED, Stage.PAUSED}
_SOLVED: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED})


def likely(ticket: TicketView) -> list[str]:
    """Of the ticket's possible actions, the most likely first; keeping a note is always among what one may want."""
    may = frozenset(ticket.possible)
    return [action for action, when in _LIKELY if action in may and when(ticket)][:_MOST]


def given(action: str, ticket: TicketView) -> dict[str, str]:
    """What the form of the action may take for granted: the plan, quote, request or survey that stands."""
    found: dict[str, int | None] = {}
    if ticket.plan and action in ("approve-plan", "reject-plan", "share-plan", "choose-option", "consent"):
        found["plan"] = ticket.plan.plan
    if ticket.quote and action in ("accept-fee", "decline-fee", "charge"):
        found["quote"] = ticket.quote.quote
    if action.endswith("-compensation"):
        found["compensation"] = _first(each.compensation for each in ticket.compensations if not each.given)
    if action in _REQUESTS:
        found["request"] = _first(_REQUESTS[action](ticket))
    if action == "answer-survey":
        found["survey"] = _first(each.survey for each in ticket.surveys if not each.answered)
    if action == "call-back":
        found["survey"] = _first(ticket.call_backs_owed)
    return {name: str(number) for name, number in found.items() if number is not None}


def _first(numbers: Iterable[int]) -> int | None:
    return next(iter(numbers), None)


_REQUESTS: Final[dict[str, Callable[[TicketView], Iterable[int]]]] = {
    "answer": lambda ticket: (each.request for each in ticket.collaborations if not each.answered),
    "provide-cooperation": lambda ticket: (each.request for each in ticket.cooperation if not each.answered),
    "confirm-part": lambda ticket: (each.request for each in ticket.parts if each.confirmed is None),
    "ship-part": lambda ticket: (each.request for each in ticket.parts if each.confirmed and not each.shipped),
    "receive-part": lambda ticket: (each.request for each in ticket.parts if each.shipped and not each.received),
}


def _asks(action: str) -> When:
    """Where there is something of the kind that waits for it."""
    return lambda ticket: bool(given(action, ticket))


def _unsolved(when: When) -> When:
    return lambda ticket: ticket.stage in _BEFORE_SOLVED and when(ticket)


def _solved(when: When) -> When:
    return lambda ticket: ticket.stage in _SOLVED and when(ticket)


_LIKELY: Final[tuple[tuple[str, When], ...]] = (
    ("resume", lambda ticket: ticket.stage == Stage.PAUSED),
    ("acknowledge", _unsolved(lambda ticket: not ticket.acknowledged)),
    ("approve-plan", lambda ticket: bool(ticket.plan and not ticket.plan.approved and not ticket.plan.rejected)),
    ("reject-plan", lambda ticket: bool(ticket.plan and not ticket.plan.approved and not ticket.plan.rejected)),
    (
        "approve-compensation",
        lambda ticket: any(not each.approved and not each.rejected for each in ticket.compensations),
    ),
    ("call-back", _asks("call-back")),
    ("answer", _asks("answer")),
    ("confirm-part", _asks("confirm-part")),
    ("ship-part", _asks("ship-part")),
    ("receive-part", _asks("receive-part")),
    ("grade", _unsolved(lambda ticket: ticket.severity is None)),
    ("accept", _unsolved(lambda ticket: bool(ticket.engineer and not ticket.accepted))),
    ("decline", _unsolved(lambda ticket: bool(ticket.engineer and not ticket.accepted))),
    ("diagnose", _unsolved(lambda ticket: ticket.severity is not None and ticket.diagnosis is None)),
    ("propose-plan", _unsolved(lambda ticket: bool(ticket.diagnosis and (not ticket.plan or ticket.plan.rejected)))),
    ("share-plan", _unsolved(lambda ticket: bool(ticket.plan and ticket.plan.approved and not ticket.plan.shared))),
    ("dispatch", _unsolved(lambda ticket: ticket.severity is not None and ticket.engineer is None)),
    ("provide-cooperation", _asks("provide-cooperation")),
    ("visit", _unsolved(lambda ticket: ticket.accepted and ticket.visit is None and not ticket.arrived)),
    ("arrive", _unsolved(lambda ticket: ticket.visit is not None and not ticket.arrived)),
    ("start", _unsolved(lambda ticket: ticket.accepted and ticket.handling is None)),
    ("log-work", _unsolved(lambda ticket: ticket.handling is not None)),
    ("resolve", _unsolved(lambda ticket: ticket.handling is not None)),
    ("confirm", lambda ticket: ticket.stage == Stage.RESOLVED),
    ("reject", lambda ticket: ticket.stage == Stage.RESOLVED),
    ("close", lambda ticket: ticket.stage == Stage.CONFIRMED),
    ("send-survey", _solved(lambda ticket: not ticket.surveys)),
    ("answer-survey", _asks("answer-survey")),
    ("follow-up", _solved(lambda ticket: ticket.follow_up is None)),
    ("write-report", _solved(lambda ticket: ticket.closing_report is None)),
    ("archive", lambda ticket: ticket.stage == Stage.CLOSED),
    ("share-progress", _unsolved(lambda ticket: True)),
    ("communicate", lambda ticket: True),
    ("note", lambda ticket: True),
)
"""In the order in which they press: what somebody waits for, then the next step of the ticket's life."""
