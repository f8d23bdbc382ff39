"""Which earlier tickets a new report may duplicate or repeat, and what is said of them."""

from dataclasses import replace
from datetime import date

import pytest

from domain.customer.owned.repeats import TEXTS, Code, Earlier, Flag, duplicates, repeats

DAY = date(2024, 5, 31)
OPEN = Earlier("1", is_open=True, is_repair=True, same_customer=True, same_product=True)
SOLVED = replace(OPEN, number="2", is_open=False, solved=date(2024, 4, 1))


def test_an_open_ticket_of_the_same_product_may_be_the_same_report() -> None:
    assert duplicates([OPEN, SOLVED]) == [Flag("1", "same-product-open")]


def test_an_open_ticket_of_the_same_customer_is_told_after_those_of_the_product() -> None:
    other = replace(OPEN, number="3", same_product=False)
    assert duplicates([other, OPEN]) == [Flag("1", "same-product-open"), Flag("3", "same-customer-open")]


def test_an_open_ticket_of_neither_is_no_duplicate() -> None:
    assert duplicates([replace(OPEN, same_customer=False, same_product=False)]) == []


def test_a_product_repaired_within_the_window_is_a_repeat() -> None:
    assert repeats([OPEN, SOLVED], DAY) == [Flag("2", "repeat", {"solved": date(2024, 4, 1), "months": 3})]


@pytest.mark.parametrize(
    ("solved", "told"),
    [(date(2024, 2, 29), False), (date(2024, 3, 1), True), (DAY, True), (date(2024, 6, 1), False), (None, False)],
)
def test_the_window_is_three_months_both_ends_inclusive(solved: date | None, told: bool) -> None:
    assert bool(repeats([replace(SOLVED, solved=solved)], DAY)) == told


@pytest.mark.parametrize("change", [{"same_product": False}, {"is_repair": False}, {"is_open": True}, {"months": 1}])
def test_what_is_no_finished_repair_of_the_product_in_time_is_no_repeat(change: dict[str, object]) -> None:
    assert repeats([replace(SOLVED, **change)], DAY) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("code", TEXTS)
def test_each_is_said_in_both_languages_with_the_number(code: Code) -> None:
    flag = Flag("202405-00001", code, {"solved": date(2024, 4, 1), "months": 3})
    assert "202405-00001" in flag.say("zh")
    assert "202405-00001" in flag.say("en")
