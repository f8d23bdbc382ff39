"""At which stages of a ticket's life each action is possible at all; the phases' rules say the rest."""

from typing import Final

from domain.ticket.vocabulary import ENDED, LINE, Stage

_WORKED: Final = frozenset({*LINE, Stage.REOPENED})
_UNSOLVED: Final = _WORKED | {Stage.PAUSED}
_OPEN: Final = frozenset(Stage) - ENDED
_ALWAYS: Final = frozenset(Stage)
_SETTLING: Final = _OPEN | {Stage.CLOSED}
"""What is owed may be settled when the work is over."""
_SOLVED: Final = frozenset({Stage.RESOLVED, Stage.CONFIRMED, Stage.CLOSED})
_HEARD: Final = _ALWAYS - {Stage.CANCELLED, Stage.MERGED}
"""What the customer thinks of a solution is heard whenever they say it."""

POSSIBLE: Final[dict[str, frozenset[Stage]]] = {
    "open": frozenset(),
    "acknowledge": _UNSOLVED,
    "verify": _OPEN,
    "attach": _ALWAYS,
    "communicate": _ALWAYS,
    "estimate": _UNSOLVED,
    "route": _UNSOLVED,
    "link": _ALWAYS - {Stage.MERGED},
    "merge": _UNSOLVED,
    "warranty": _OPEN,
    "grade": _UNSOLVED,
    "diagnose": _UNSOLVED,
    "authorise-remote": _UNSOLVED,
    "refuse-remote": _UNSOLVED,
    "assist": _WORKED,
    "consult": _OPEN,
    "collaborate": _UNSOLVED,
    "answer": _OPEN,
    "call-meeting": _UNSOLVED,
    "meet": _UNSOLVED,
    "escalate": _UNSOLVED,
    "propose-plan": _UNSOLVED,
    "approve-plan": _UNSOLVED,
    "reject-plan": _UNSOLVED,
    "share-plan": _UNSOLVED,
    "choose-option": _UNSOLVED,
    "dispatch": _UNSOLVED,
    "accept": _UNSOLVED,
    "decline": _UNSOLVED,
    "contact": _OPEN,
    "visit": _UNSOLVED,
    "move-visit": _UNSOLVED,
    "send-in": _UNSOLVED,
    "arrive": _UNSOLVED,
    "start": _WORKED,
    "verify-product": _UNSOLVED,
    "consent": _UNSOLVED,
    "refuse-repair": _UNSOLVED,
    "log-work": _WORKED,
    "test": _WORKED,
    "request-part": _UNSOLVED,
    "confirm-part": _UNSOLVED,
    "ship-part": _UNSOLVED,
    "receive-part": _ALWAYS,
    "use-part": _WORKED,
    "return-part": _ALWAYS,
    "quote": _OPEN,
    "accept-fee": _OPEN,
    "decline-fee": _OPEN,
    "charge": _SETTLING,
    "propose-compensation": _SETTLING,
    "approve-compensation": _SETTLING,
    "reject-compensation": _SETTLING,
    "announce-compensation": _SETTLING,
    "give-compensation": _SETTLING,
    "share-progress": _OPEN,
    "request-cooperation": _UNSOLVED,
    "provide-cooperation": _OPEN,
    "pause": _UNSOLVED,
    "resume": frozenset({Stage.PAUSED}),
    "resolve": _WORKED,
    "confirm": frozenset({Stage.RESOLVED}),
    "reject": frozenset({Stage.RESOLVED, Stage.CONFIRMED}),
    "close": _OPEN,
    "reopen": _SOLVED,
    "cancel": _UNSOLVED,
    "send-survey": _SOLVED,
    "answer-survey": _HEARD,
    "call-back": _HEARD,
    "follow-up": _SOLVED,
    "object": _SOLVED,
    "remind": frozenset({Stage.RESOLVED}),
    "write-report": _SETTLING,
    "archive": frozenset({Stage.CLOSED}),
    "note": _ALWAYS,
    "correct": _ALWAYS,
    "unmask": _ALWAYS,
}


_STEPS: Final = (
    "acknowledge",
    "grade",
    "estimate",
    "diagnose",
    "propose-plan",
    "dispatch",
    "accept",
    "visit",
    "start",
    "log-work",
    "escalate",
    "pause",
    "resume",
    "resolve",
    "confirm",
    "reject",
    "send-survey",
    "follow-up",
    "close",
    "archive",
    "reopen",
    "cancel",
    "note",
)


def steps(stage: Stage) -> tuple[str, ...]:
    """The main ones among the actions a stage leaves open: as many as a sentence can name."""
    return tuple(action for action in _STEPS if stage in POSSIBLE[action])


def possible(stage: Stage) -> tuple[str, ...]:
    """The actions a stage leaves open, in the order of a ticket's life."""
    return tuple(action for action, stages in POSSIBLE.items() if stage in stages)
