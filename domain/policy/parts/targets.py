"""The targets (指标目标, R42) that stand beside the figures of the analysis."""

from typing import Final, Literal, Self

from pydantic import model_validator

from domain.policy.timing.duration import Lasting
from domain.rulebook.mistakes import mistake
from domain.rulebook.part import Part, Share
from domain.wording import Words

Measure = Literal[
    "responded",
    "solved",
    "satisfaction",
    "complaints-handled",
    "first-time-fix",
    "repair-return",
    "failure",
]

MEASURES: Final[Words] = {
    "responded": ("响应率", "responded"),
    "solved": ("解决率（自首次响应起）", "solved, from the first response"),
    "satisfaction": ("客户满意度", "satisfaction"),
    "complaints-handled": ("投诉办结率", "complaints handled"),
    "first-time-fix": ("一次性解决率", "first-time fix"),
    "repair-return": ("返修率", "repair-return rate"),
    "failure": ("故障率", "failure rate"),
}


class Target(Part):
    """One goal: a share that is to be reached, or not to be passed. ``within`` says in what time it counts.

    A model whose figure is above ``flag_above`` is flagged for the product department.
    """

    at_least: Share | None = None
    at_most: Share | None = None
    below: Share | None = None
    within: Lasting | None = None
    flag_above: Share | None = None

    @model_validator(mode="after")
    def _has_one_goal(self) -> Self:
        if sum(goal is not None for goal in (self.at_least, self.at_most, self.below)) != 1:
            raise mistake("no-goal")
        return self
