"""Months and quarters by their names: where they begin and end, which came before, and until when a report is on time."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reports.period import Period, Span

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(2000, 5, 1), date(2199, 1, 1))


@pytest.mark.parametrize(
    ("name", "first", "after", "previous", "following"),
    [
        ("2024-05", date(2024, 5, 1), date(2024, 6, 1), "2024-04", "2024-06"),
        ("2024-01", date(2024, 1, 1), date(2024, 2, 1), "2023-12", "2024-02"),
        ("2024-12", date(2024, 12, 1), date(2025, 1, 1), "2024-11", "2025-01"),
        ("2024-Q1", date(2024, 1, 1), date(2024, 4, 1), "2023-Q4", "2024-Q2"),
        ("2024-Q4", date(2024, 10, 1), date(2025, 1, 1), "2024-Q3", "2025-Q1"),
    ],
)
def test_a_period_and_its_neighbours(name: str, first: date, after: date, previous: str, following: str):
    period = Period.named(name)
    assert (period.first, period.after, period.name) == (first, after, name)
    assert (period.previous.name, period.following.name) == (previous, following)


@pytest.mark.parametrize("name", ["2024", "2024-13", "2024-00", "2024-Q0", "2024-Q5", "2024-q1", "2024-5", "1999-01"])
def test_what_is_no_period_is_none(name: str):
    with pytest.raises(ValueError, match=name):
        Period.named(name)


@given(DAYS, st.sampled_from(["month", "quarter"]))
def test_the_period_before_a_day_is_over_and_the_next_one_holds_the_day(day: date, span: Span):
    before = Period.before(day, span)
    assert before.after <= day < before.following.after
    assert Period.named(before.name) == before
    assert before.following.previous == before
    assert (before.months[0].first, before.months[-1].after) == (before.first, before.after)


def test_the_fifth_is_on_time_to_its_last_moment_in_the_departments_zone():
    due = Period.named("2024-05").due(5, SHANGHAI)
    assert due.astimezone(UTC) == datetime(2024, 6, 5, 16, tzinfo=UTC)
    assert (due - timedelta(microseconds=1)).date() == date(2024, 6, 5)
