"""Whether a target was met is decided by the exact value: what is shown is rounded, what is judged is not."""

from decimal import Decimal
from fractions import Fraction

import pytest

from domain.policy.parts.targets import Target
from domain.sales.events import Sold
from projections.figures.metric import Material
from projections.figures.metrics import named
from projections.figures.verdict import goal_of, is_flagged, is_met
from tests.projections.figures.counting import HANDBOOK, History, opened, product
from tests.projections.figures.test_quality import sold

AT_LEAST, AT_MOST, BELOW = Target(at_least="85 %"), Target(at_most="5 %"), Target(below="5 %")


@pytest.mark.parametrize(
    ("target", "part", "whole", "met"),
    [
        (AT_LEAST, 5_666, 6_666, False),  # 84.998 %, shown as 85.0 %
        (AT_LEAST, 85, 100, True),
        (AT_MOST, 5, 100, True),
        (AT_MOST, 5_001, 100_000, False),
        (BELOW, 2_500, 50_001, True),  # 4.9999 %, shown as 5.0 %
        (BELOW, 5, 100, False),
        (Target(at_most="0 %"), 0, 100, True),
        (Target(at_most="0 %"), 1, 100_000, False),
    ],
)
def test_the_exact_share_is_compared(target: Target, part: int, whole: int, met: bool):
    assert is_met(Fraction(part, whole), target) is met


def test_a_target_of_nought_is_one():
    assert goal_of(Target(at_most="0 %")) == 0
    assert goal_of(AT_LEAST) == Decimal("0.85")


def test_without_a_target_or_a_value_there_is_no_verdict():
    assert is_met(Fraction(1, 2), None) is None
    assert is_met(None, AT_LEAST) is None
    assert goal_of(None) is None


def test_satisfaction_just_short_of_the_target_is_shown_as_it_and_missed():
    exact = named("satisfaction").value(Material(6_666, {"content": 5_666}))
    assert exact == Fraction(5_666, 6_666)
    assert is_met(exact, HANDBOOK.targets["satisfaction"]) is False


def test_a_model_just_above_the_limit_is_flagged():
    target = HANDBOOK.targets["failure"]
    assert is_flagged(Fraction(1_000, 9_996), target)  # 10.004 %, shown as 10.0 %
    assert not is_flagged(Fraction(1, 10), target)
    assert not is_flagged(None, target)
    assert not is_flagged(Fraction(1), AT_MOST)


def test_a_figure_says_whether_it_is_flagged(history: History):
    sold(history, Sold(model="KFR-35", units=9), Sold(model="P50", units=10))
    for number, model in (("1", "KFR-35"), ("2", "P50")):
        history.ticket(number, ("02 09:00", opened(product=product(model))))
    found = history.figures("failure", "model")
    assert [(each.of, each.flagged, each.met) for each in found] == [("KFR-35", True, False), ("P50", False, False)]
