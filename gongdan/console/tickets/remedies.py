"""Where what a refusal names as missing is given: of the actions that give it, those that are open to who asks."""

from collections.abc import Sequence
from typing import Final

from api.tickets.standing.ticket import TicketView
from domain.refusals import Refusal
from gongdan.console.tickets.likely import likely

GIVEN_BY: Final[dict[str, tuple[str, ...]]] = {
    "archive-owes-call-back": ("call-back",),
    "call-back-owed": ("call-back",),
    "closing-report-needed": ("write-report",),
    "consent-not-written": ("attach",),
    "consent-to-other-option": ("consent",),
    "consent-to-other-plan": ("consent",),
    "evidence-needed": ("attach",),
    "evidence-older": ("attach",),
    "fee-not-accepted": ("accept-fee",),
    "information-missing": ("correct", "attach"),
    "merged-awaiting-part": ("receive-part", "confirm-part"),
    "merged-owing-goodwill": ("give-compensation", "reject-compensation"),
    "no-engineer": ("dispatch",),
    "no-meeting": ("call-meeting", "meet"),
    "no-option-chosen": ("choose-option",),
    "no-plan": ("propose-plan", "log-work"),
    "no-repair-consent": ("consent", "send-in"),
    "no-solution": ("follow-up",),
    "no-visit": ("visit",),
    "no-work-logged": ("start", "log-work"),
    "not-acknowledged": ("acknowledge",),
    "not-confirmed": ("confirm",),
    "not-graded": ("grade",),
    "not-resolved": ("resolve",),
    "own-word-stands": ("attach",),
    "part-not-received": ("receive-part",),
    "part-not-reserved": ("confirm-part",),
    "part-not-shipped": ("ship-part",),
    "plan-not-approved": ("approve-plan",),
    "plan-not-shared": ("share-plan",),
    "plan-rejected": ("propose-plan",),
    "reminders-missing": ("remind",),
    "remote-first": ("assist", "log-work", "refuse-remote"),
    "remote-no-longer-authorised": ("authorise-remote",),
    "remote-not-authorised": ("authorise-remote",),
    "remote-refused": ("authorise-remote",),
    "repair-refused": ("consent",),
    "test-failed": ("log-work", "test"),
}
"""By the code of a refusal."""


def remedies(refusal: Refusal, ticket: TicketView) -> Sequence[str]:
    """None where nothing is missing. Where it is too early for what is, what is likely next leads there."""
    if refusal.code != "wrong-stage" and refusal.code not in GIVEN_BY:
        return []
    return [each for each in GIVEN_BY.get(refusal.code, ()) if each in ticket.possible] or likely(ticket)
