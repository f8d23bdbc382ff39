"""Who answers for an improvement, how far it is, and what quarter it stands in."""

from datetime import date

import pytest

from domain.matters.improvements.quarters import quarter_of
from tests.matters.cases.improvements import (
    AGAIN,
    ASSIGNED,
    CLOSED,
    CUT_SHORT,
    DONE,
    DROPPED,
    FOLLOWED,
    FURTHER,
    GIVEN,
    JULY,
    MINE,
    PROPOSED,
    REPORTED,
    REPORTED_BY_ME,
    TO_MYSELF,
    TO_OTHERS,
    UNDER_WAY,
    other_manager,
)
from tests.matters.specification import given
from tests.scenarios.people import logistics_contact, product_contact


def test_its_department_and_person_answer_for_it_by_a_day() -> None:
    given(PROPOSED).when(ASSIGNED).then_stands(
        responsible="p-001", due=date(2024, 6, 20), departments_asked=("product",)
    )


def test_given_to_others_it_is_theirs_and_as_far_as_it_was() -> None:
    given(*UNDER_WAY).when(TO_OTHERS).then_stands(
        departments_asked=("logistics",), responsible="l-001", status="in-progress", percent=60
    )


def test_a_department_reports_on_its_own_only() -> None:
    given(*GIVEN, TO_OTHERS).when(product_contact(REPORTED.command)).then_refused("forbidden")
    given(*GIVEN, TO_OTHERS).when(logistics_contact(REPORTED.command)).then_stands(percent=60)


def test_a_report_without_a_figure_leaves_the_last_one() -> None:
    given(*UNDER_WAY).when(FURTHER).then_stands(percent=60)


def test_one_that_is_cut_short_is_closed_with_the_reason() -> None:
    given(*UNDER_WAY).when(CUT_SHORT).then_stands(status="closed", percent=60, result="effective")


def test_another_manager_closes_what_one_carried_out() -> None:
    given(PROPOSED, TO_MYSELF, MINE).when(other_manager(CLOSED.command)).then_stands(status="closed")
    given(*GIVEN, MINE).when(CLOSED).then_stands(status="closed")


def test_what_another_took_away_before_any_work_is_ones_own_no_more() -> None:
    taken = other_manager(ASSIGNED.command)
    given(PROPOSED, TO_MYSELF, taken, DONE).when(CLOSED).then_stands(status="closed")
    given(PROPOSED, TO_MYSELF, taken).when(DROPPED).then_stands(status="dropped")
    given(PROPOSED, TO_MYSELF, REPORTED_BY_ME, taken, DONE).when(CLOSED).then_refused("own-improvement")


def test_another_manager_drops_what_one_was_given() -> None:
    given(PROPOSED, TO_MYSELF).when(other_manager(DROPPED.command)).then_stands(status="dropped")


def test_one_that_is_not_done_is_followed_from_quarter_to_quarter() -> None:
    given(*UNDER_WAY, FOLLOWED).when(AGAIN).then_stands(followed=2, quarter="2024-Q4", due=JULY)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [("2024-01-01", "2024-Q1"), ("2024-03-31", "2024-Q1"), ("2024-04-01", "2024-Q2"), ("2024-12-31", "2024-Q4")],
)
def test_a_day_is_in_its_quarter(day: str, quarter: str) -> None:
    assert quarter_of(date.fromisoformat(day)) == quarter
