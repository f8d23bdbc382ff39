"""Whether a figure keeps its target: compared exactly, before anything is rounded, and kept with the figure."""

from decimal import Decimal
from fractions import Fraction

from domain.policy.parts.targets import Target


def goal_of(target: Target | None) -> Decimal | None:
    """What is to be reached or not passed, as a share from 0 to 1."""
    percent = None if target is None else _percent(target)
    return None if percent is None else Decimal(percent) / 100


def is_met(exact: Fraction | None, target: Target | None) -> bool | None:
    """None where there is no target, or nothing to compare with it."""
    if exact is None or target is None:
        return None
    if target.at_least is not None:
        return exact >= Fraction(target.at_least, 100)
    if target.at_most is not None:
        return exact <= Fraction(target.at_most, 100)
    return None if target.below is None else exact < Fraction(target.below, 100)


def is_flagged(exact: Fraction | None, target: Target | None) -> bool:
    """Whether it is above what the pack has flagged for the product department (R42)."""
    above = None if target is None else target.flag_above
    return exact is not None and above is not None and exact > Fraction(above, 100)


def _percent(target: Target) -> int | None:
    """The one goal that a target has."""
    return next((goal for goal in (target.at_least, target.at_most, target.below) if goal is not None), None)
