"""Warranty, against a calendar that is walked day by day, and at the edges that people argue about."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customer.owned.warranty import MONTHS, last_day, warranty

DAY = timedelta(days=1)
PURCHASE = st.dates(date(1999, 1, 1), date(2060, 12, 31))


def walked(bought: date, months: int, *, month_only: bool) -> date:
    """The last day, found by going through the calendar a day at a time; a month is over on the purchase's day of
    the month, or on the last day of a month that has none."""
    day, passed = (bought.replace(day=1), 0) if month_only else (bought, 0)
    while passed < months:
        day += DAY
        length = monthrange(day.year, day.month)[1]
        passed += day.day == (1 if month_only else min(bought.day, length))
    while month_only and (day + DAY).month == day.month:
        day += DAY
    return day


@given(PURCHASE, st.integers(0, 36))
def test_the_last_day_is_that_of_a_slow_walk_through_the_calendar(bought: date, months: int) -> None:
    assert last_day(bought.isoformat(), months) == walked(bought, months, month_only=False)


@given(PURCHASE, st.integers(0, 36))
def test_the_last_day_of_a_purchase_known_to_the_month_is_that_of_a_slow_walk(bought: date, months: int) -> None:
    assert last_day(f"{bought:%Y-%m}", months) == walked(bought, months, month_only=True)


@given(PURCHASE, st.integers(0, 36), st.booleans(), st.integers(-400, 1500))
def test_every_day_from_the_purchase_to_the_last_is_in(bought: date, months: int, month_only: bool, after: int) -> None:
    purchased = f"{bought:%Y-%m}" if month_only else bought.isoformat()
    first = bought.replace(day=1) if month_only else bought
    day = bought + after * DAY
    expected = "unknown" if day < first else "in" if day <= walked(bought, months, month_only=month_only) else "out"
    assert warranty(purchased, day, months) == expected


@pytest.mark.parametrize(
    ("purchased", "months", "ends"),
    [
        ("2024-03-15", MONTHS, date(2025, 3, 15)),
        ("2024-03", MONTHS, date(2025, 3, 31)),
        ("2024-02-29", MONTHS, date(2025, 2, 28)),
        ("2023-02", MONTHS, date(2024, 2, 29)),
        ("2024-01-31", 1, date(2024, 2, 29)),
        ("2024-12-31", 36, date(2027, 12, 31)),
        ("2024-03-15", 0, date(2024, 3, 15)),
    ],
)
def test_the_last_day_under_warranty(purchased: str, months: int, ends: date) -> None:
    assert last_day(purchased, months) == ends
    assert warranty(purchased, ends, months) == "in"
    assert warranty(purchased, ends + DAY, months) == "out"


@pytest.mark.parametrize("purchased", [None, "", "2024-02-30", "2023-02-29"])
def test_without_a_day_of_the_calendar_it_is_unknown(purchased: str | None) -> None:
    assert last_day(purchased) is None
    assert warranty(purchased, date(2024, 5, 1)) == "unknown"


def test_before_the_purchase_it_is_unknown() -> None:
    assert warranty("2024-05-02", date(2024, 5, 1)) == "unknown"


def test_a_period_beyond_the_calendar_ends_with_it() -> None:
    assert last_day("2024-05-01", 12 * 9000) == date.max
