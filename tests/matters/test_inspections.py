"""How scores add up, and when a finding may be upheld unanswered."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.matters.inspections.forms import FORMS, Form, read
from domain.matters.inspections.scoring import Score
from tests.matters.cases.inspections import ANSWERED, BELOW, FOUND, PASSED, SAMPLED, TOO_LATE, scored
from tests.matters.specification import given
from tests.scenarios.people import quality

FORM = """
[short]
version = 3
zh = "简表"
en = "Short"
pass = 50
answer_days = 2
items = [
  { item = "a", zh = "甲", en = "A", weight = 1, most = 100 },
  { item = "b", zh = "乙", en = "B", weight = 3, most = 5 },
]
"""


def short() -> Form:
    return read(FORM)["short"]


@pytest.mark.parametrize(
    ("a", "b", "total"), [(100, 5, 100), (0, 1, 15), (50, 5, 88), (48, 5, 87), (0, 5, 75), (100, 1, 40)]
)
def test_a_total_is_of_a_hundred_by_weight_and_rounded_half_up(a: int, b: int, total: int) -> None:
    assert short().total((Score(item="a", points=a), Score(item="b", points=b))) == total


@pytest.mark.parametrize("points", ["5", True, 4.0])
def test_points_are_a_whole_number(points: object) -> None:
    with pytest.raises(ValidationError):
        Score.model_validate({"item": "a", "points": points})


def test_a_form_with_two_items_of_one_name_is_none() -> None:
    with pytest.raises(ValueError, match="one name"):
        read(FORM.replace('item = "b"', 'item = "a"'))


@pytest.mark.parametrize("code", FORMS)
def test_a_shipped_form_can_be_passed_and_failed(code: str) -> None:
    form = FORMS[code]
    best = tuple(Score(item=item.item, points=item.most) for item in form.items)
    worst = tuple(Score(item=item.item, points=0 if item.most == 100 else 1) for item in form.items)
    assert form.total(worst) < form.mark <= form.total(best) == 100


def test_what_reaches_the_pass_mark_is_no_finding() -> None:
    just = quality(scored(diagnosis=90, record=60, response=85))
    given(SAMPLED).when(just).then_stands(total=80, status="passed", due=None)


def test_a_finding_is_due_on_the_day_that_was_said() -> None:
    later = quality(scored().model_copy(update={"answer_by": date(2024, 5, 31)}))
    given(SAMPLED).when(later).then_stands(due=date(2024, 5, 31), about=("a-001",))


def test_an_unanswered_finding_is_upheld_once_its_day_is_over() -> None:
    given(*FOUND).when(TOO_LATE).then_stands(status="upheld", due=None)


def test_who_answered_is_waited_for_no_longer() -> None:
    given(SAMPLED, BELOW).when(ANSWERED).then_stands(due=None, agrees=False)


def test_a_passed_one_has_its_total() -> None:
    given(SAMPLED).when(PASSED).then_stands(form="service@1", total=86, pass_mark=80)
