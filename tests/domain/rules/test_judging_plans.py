"""Who may judge a plan or goodwill: none of its authors, nobody in their stead, and whom the policy names (R18)."""

from dataclasses import replace

import pytest

from domain.record.envelope import Recorded
from domain.refusals import NotAllowed
from domain.ticket.commands import ApproveCompensation, ApprovePlan, RejectCompensation, RejectPlan, TicketCommand
from domain.ticket.decide import decide
from domain.ticket.events import PlanApproved, TicketEvent
from domain.ticket.state import fold
from tests.domain.examples import AT_WORK, GOODWILL, PLAN
from tests.domain.specification import HANDBOOK, LIVE, recorded, state

DRAFTED = (*AT_WORK, PLAN)
"""By 001."""


def test_a_stand_in_for_the_author_may_not_judge_it() -> None:
    under = replace(LIVE, by="002", role="supervisor", stand_in_for="001")
    with pytest.raises(NotAllowed) as refusal:
        decide(state(*DRAFTED), ApprovePlan(plan=1), under)
    assert refusal.value.code == "own-plan"


def test_the_policy_says_which_role_judges_plans() -> None:
    strict = HANDBOOK.model_copy(update={"plans": HANDBOOK.plans.model_copy(update={"approved_by": ("manager",)})})
    with pytest.raises(NotAllowed) as refusal:
        decide(state(*DRAFTED), ApprovePlan(plan=1), replace(LIVE, by="002", role="supervisor", rules=strict))
    assert (refusal.value.code, refusal.value.say("en")) == (
        "not-the-approver",
        "By its policy pack a plan is judged by: manager.",
    )
    judged = replace(LIVE, by="002", role="manager", rules=strict)
    assert decide(state(*DRAFTED), ApprovePlan(plan=1), judged) == [PlanApproved(plan=1)]


@pytest.mark.parametrize("by", ["001", "003"])
@pytest.mark.parametrize(
    ("proposed", "judge"),
    [
        (PLAN, ApprovePlan(plan=1)),
        (PLAN, RejectPlan(plan=1, reason="x")),
        (GOODWILL, ApproveCompensation(compensation=1)),
        (GOODWILL, RejectCompensation(compensation=1, reason="x")),
    ],
    ids=lambda part: getattr(part, "action", ""),
)
def test_neither_who_stood_in_nor_the_absent_one_judges_what_was_proposed(
    proposed: TicketEvent, judge: TicketCommand, by: str
) -> None:
    history = (*(recorded(event, n) for n, event in enumerate(AT_WORK, 1)), _in_stead(proposed, len(AT_WORK) + 1))
    with pytest.raises(NotAllowed) as refusal:
        decide(fold(history), judge, replace(LIVE, by=by, role="supervisor", history=history))
    assert refusal.value.code == ("own-plan" if proposed is PLAN else "own-compensation")
    assert decide(fold(history), judge, replace(LIVE, by="002", role="supervisor", history=history))


def _in_stead(event: TicketEvent, version: int) -> Recorded:
    """By 003, who stands in for 001."""
    own = recorded(event, version, by="003")
    actor = own.envelope.actor.model_copy(update={"stand_in_for": "001"})
    return replace(own, envelope=own.envelope.model_copy(update={"actor": actor}))
