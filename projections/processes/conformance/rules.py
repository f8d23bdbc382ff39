"""The written process as a table of rules: when each is judged, and what it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from projections.processes.conformance import ending, working
from projections.processes.conformance.past import Past
from projections.processes.conformance.working import Found
from projections.processes.facts import Fact


@dataclass(frozen=True, slots=True)
class Rule:
    """``requirement`` is the R-number of the process; ``at`` are the events at which it is judged, by stored name.

    ``once``: a ticket turns from it once; what follows is the same again. ``alone``: the event itself says all.
    """

    code: str
    requirement: str
    at: tuple[str, ...]
    check: Callable[[Past, Fact], Found]
    once: bool = False
    alone: bool = False


_RESOLVED: Final = ("ticket-resolved",)
_CLOSED: Final = ("ticket-closed",)

RULES: Final[tuple[Rule, ...]] = (
    Rule("not-verified", "R3", _CLOSED, ending.not_verified, once=True),
    Rule("not-acknowledged", "R7", _RESOLVED, working.not_acknowledged, once=True),
    Rule("not-graded", "R9", _RESOLVED, working.not_graded, once=True),
    Rule("graded-without-reason", "R9", ("ticket-graded",), working.graded_without_reason, alone=True),
    Rule("not-diagnosed", "R10", _RESOLVED, working.not_diagnosed, once=True),
    Rule("assisted-unauthorised", "R11", ("remote-assistance-given",), working.assisted_unauthorised),
    Rule("request-unanswered", "R13", _CLOSED, ending.unanswered_request, once=True),
    Rule("not-approved", "R15", ("work-logged", *_RESOLVED), working.not_approved, once=True),
    Rule("no-meeting", "R16", ("plan-approved",), working.not_met),
    Rule("plan-not-shared", "R16", _RESOLVED, working.plan_not_shared, once=True),
    Rule("approved-by-author", "R18", ("plan-approved",), working.approved_by_author),
    Rule("reassigned-without-reason", "R19", ("engineer-dispatched",), working.reassigned_without_reason),
    Rule("not-accepted", "R20", ("engineer-arrived", "work-logged", *_RESOLVED), working.not_accepted),
    Rule("no-repair-consent", "R21", ("work-logged",), working.repaired_without_consent),
    Rule("not-tested", "R21", _RESOLVED, working.not_tested),
    Rule("compensation-not-approved", "R23a", ("compensation-given",), working.compensated_unapproved),
    Rule("charged-without-consent", "R24", ("fee-charged",), working.charged_without_consent),
    Rule("paused-without-reason", "R27", ("ticket-paused",), working.paused_without_reason, alone=True),
    Rule("not-confirmed", "R28", _CLOSED, ending.unconfirmed),
    Rule("no-survey", "R29", _CLOSED, ending.not_surveyed),
    Rule("no-call-back", "R30", _CLOSED, ending.not_called_back, once=True),
    Rule("not-solved", "R31", _CLOSED, ending.unsolved),
    Rule("closed-without-reason", "R31", _CLOSED, ending.closed_without_reason, alone=True),
    Rule("no-follow-up", "R31", ("ticket-archived",), ending.not_followed_up),
    Rule("no-closing-report", "R33", _CLOSED, ending.not_reported),
)
"""In the order of the process. Live work is refused most of them: they show in imports, and under laxer packs."""

BY_CODE: Final = {rule.code: rule for rule in RULES}
AT: Final = {name: tuple(rule for rule in RULES if name in rule.at) for rule in RULES for name in rule.at}
"""Which are judged at an event."""
LOOKING_BACK: Final = frozenset(name for name, rules in AT.items() if not all(rule.alone for rule in rules))
"""Events at which a rule asks what was before."""
