"""The list of working days against another's: the package ``holidays``, day by day."""

from datetime import date, timedelta

import holidays
import pytest

from tests.oracle.clocks.slow.days import YEARS, Unannounced, works

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_a_year_is_as_another_source_has_it(year: int) -> None:
    china = holidays.country_holidays("CN", years=year)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year == 2024))]
    assert [day for day in days if works(day) != china.is_working_day(day)] == []


def test_a_year_that_nobody_announced_is_not_guessed() -> None:
    with pytest.raises(Unannounced):
        works(date(2027, 1, 4))
