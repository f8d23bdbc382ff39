"""The same seed makes the same months, and another makes others."""

from datetime import date

from tests.demo.making import making, tally


def test_the_same_seed_makes_the_same_events():
    assert tally(making().batches()).digest == tally(making().batches()).digest


def test_another_seed_makes_others():
    assert tally(making(seed=8, days=2).batches()).digest != tally(making(seed=7, days=2).batches()).digest


def test_another_month_makes_other_ids():
    april, may = (tally(making(days=1, first=date(2024, month, 1)).batches()) for month in (4, 5))
    assert april.digest != may.digest
