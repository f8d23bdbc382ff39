"""The same phone number, address, serial or order number is found however it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.customer.finding import Kind, by_contact, findable, normalised
from domain.record.personal import ERASED
from tests.customer.specification import LI, ZHANG


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [
        ("phone", "13900005678", "13900005678"),
        ("phone", "139 0000 5678", "13900005678"),
        ("phone", "139-0000-5678", "13900005678"),
        ("phone", "+86 139 0000 5678", "13900005678"),
        ("phone", "0086-13900005678", "13900005678"),
        ("phone", "8613900005678", "13900005678"),
        ("phone", "１３９００００５６７８", "13900005678"),
        ("phone", "021-5555 1234", "02155551234"),
        ("phone", "+86 21 5555 1234", "02155551234"),
        ("phone", "(021) 55551234 转 801", "02155551234"),
        ("phone", "021-55551234 ext. 801", "02155551234"),
        ("phone", "86551234", "86551234"),
        ("phone", "+1 212 555 0123", "12125550123"),
        ("phone", "110", None),
        ("email", " Zhang.Wei@Example.COM ", "zhang.wei@example.com"),
        ("email", "zhangwei", None),
        ("serial", "2024 03-a0001", "202403A0001"),
        ("serial", "２０２４０３Ａ０００１", "202403A0001"),
        ("serial", "A1", None),
        ("order", "JD-2024/0501-77", "JD2024050177"),
        ("order", "订单2024050177", "订单2024050177"),
    ],
)
def test_a_value_has_one_form(kind: Kind, value: str, form: str | None) -> None:
    assert normalised(kind, value) == form


@pytest.mark.parametrize("kind", ["phone", "email", "serial", "order"])
@pytest.mark.parametrize("value", [None, "", "   ", ERASED])
def test_what_was_not_said_or_was_erased_is_not_found(kind: Kind, value: str | None) -> None:
    assert list(findable(kind, value)) == []


@given(st.sampled_from(["phone", "email", "serial", "order"]), st.text(max_size=40))
def test_the_one_form_of_a_form_is_itself(kind: Kind, value: str) -> None:
    form = normalised(kind, value)
    assert form is None or normalised(kind, form) == form


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from(["", "+86", "+86 ", "0086", "86", "86-"]))
def test_a_mobile_number_is_the_same_with_its_country_code(number: str, code: str) -> None:
    assert normalised("phone", code + number) == number


def test_a_contact_is_found_by_phone_and_by_address() -> None:
    assert list(by_contact(ZHANG)) == [("phone", "13812345678")]
    assert list(by_contact(LI)) == [("email", "li@example.com")]
    assert list(by_contact(None)) == []
