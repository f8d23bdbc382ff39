"""Who may judge a plan: another than its author, nobody in the author's stead, and whom the policy names (R18)."""

from dataclasses import replace

import pytest

from domain.refusals import NotAllowed
from domain.ticket.commands import ApprovePlan
from domain.ticket.decide import decide
from domain.ticket.events import PlanApproved
from tests.domain.cases.plan import AT_WORK, PLAN
from tests.domain.specification import HANDBOOK, LIVE, state

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
