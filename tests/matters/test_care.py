"""When care is due next, and that the same done again is another time."""

from datetime import date

import pytest
from pydantic import ValidationError

from domain.matters.care import commands as c
from domain.matters.care.state import later
from tests.matters.cases.care import DONE, MOVED, NOT_REACHED, ONCE, PLANNED
from tests.matters.specification import given
from tests.scenarios.people import agent, engineer


def test_the_next_time_counts_from_when_it_was_due() -> None:
    given(PLANNED).when(DONE).then_stands(due=date(2024, 12, 10), given=1)


def test_the_same_words_again_are_the_next_time() -> None:
    given(PLANNED, DONE).when(DONE.at("2024-12-10 10:00")).then_stands(due=date(2025, 6, 10), given=2)


def test_care_is_done_from_two_weeks_before_it_is_due_or_moved_first() -> None:
    given(PLANNED, DONE).when(DONE).then_refused("care-too-early")
    given(PLANNED).when(DONE.at("2024-05-27 10:00")).then_stands(due=date(2024, 12, 10), given=1)
    earlier = engineer(c.MoveCare(due=date(2024, 5, 20), reason="客户要求提前")).at("2024-05-19 10:00")
    given(PLANNED, earlier).when(DONE.at("2024-05-20 10:00")).then_stands(due=date(2024, 11, 20), given=1)


def test_who_was_not_reached_stays_due() -> None:
    given(PLANNED).when(NOT_REACHED).then_stands(due=date(2024, 6, 10), given=0, status="under-way")


def test_a_moved_time_is_what_counts_from_then_on() -> None:
    given(PLANNED, MOVED).when(DONE).then_stands(due=date(2024, 12, 17))


def test_what_is_done_once_ends_with_it() -> None:
    given(ONCE).when(DONE).then_stands(status="ended", due=None)


def test_what_is_due_at_a_months_end_stays_at_the_end_of_each_month() -> None:
    monthly = PLANNED.command.model_copy(update={"first": date(2024, 5, 31), "months": 1})
    given(agent(monthly), DONE).when(DONE.at("2024-06-28 10:00")).then_stands(due=date(2024, 7, 31), given=2)
    given(agent(monthly), DONE, MOVED).when(DONE).then_stands(due=date(2024, 7, 17))


@pytest.mark.parametrize(("day", "months"), [(date.max, 1), (date(2999, 12, 31), 2**53 - 1), (date.min, 10**6)])
def test_where_the_calendar_ends_before_care_is_due_on_its_last_day(day: date, months: int) -> None:
    assert later(day, months) == date.max


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(3000, 1, 1), date.min, date.max])
def test_care_is_planned_for_a_day_from_1900_to_2999(day: date) -> None:
    with pytest.raises(ValidationError, match="day_out_of_range"):
        c.PlanCare(care="maintenance", first=day, months=60, staff="e-003")
    with pytest.raises(ValidationError, match="day_out_of_range"):
        c.MoveCare(due=day, reason="客户出差")


@pytest.mark.parametrize(
    ("day", "months", "next_day"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2024, 12, 15), 12, date(2025, 12, 15)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_months_last(day: date, months: int, next_day: date) -> None:
    assert later(day, months) == next_day
