"""Masks show enough to recognise a person and never the whole value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.record.personal import ERASED
from domain.ticket.events import Contact
from projections.wording import masks


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("张伟", "张*"),
        ("张", "张*"),
        ("欧阳修", "欧阳*"),
        ("欧阳", "欧*"),
        ("司马相如", "司马*"),
        ("王先生", "王*"),
        ("先生", "*先生"),
        (" 李四 ", "李*"),
        ("阿卜杜拉·买买提", "阿*"),
        ("John Smith", "J*"),
        ("J", "*"),
        ("", ""),
        (ERASED, ERASED),
    ],
)
def test_a_name_keeps_the_family_name(value: str, shown: str):
    assert masks.name(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("先生", "*先生"), ("张工", "*工"), ("Dr. No", "*"), ("技术员", "*技术员")]
)
def test_a_salutation_shows_the_title_alone(value: str, shown: str):
    assert masks.salutation(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("13812345678", "138****5678"),
        ("138-1234-5678", "138****5678"),
        ("+86 138 1234 5678", "138****5678"),
        ("0086 13812345678", "138****5678"),
        ("１３８１２３４５６７８", "138****5678"),
        ("010-12345678", "010****5678"),
        ("+44 20 7946 0958", "442****0958"),
        ("62345678", "****78"),
        ("110", "****"),
        ("no phone", "****"),
        (ERASED, ERASED),
    ],
)
def test_a_phone_number_keeps_three_and_four_digits(value: str, shown: str):
    assert masks.phone(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("zhangwei@example.com", "z***@example.com"),
        ("zw@example.com", "***@example.com"),
        ("a@b@example.com", "a***@example.com"),
        ("nobody", "****"),
        (ERASED, ERASED),
    ],
)
def test_an_email_address_keeps_one_letter_and_the_domain(value: str, shown: str):
    assert masks.email(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("202403A0001", "202403*****"), ("A-12", "A*****"), ("", ""), (ERASED, ERASED)],
)
def test_a_serial_number_keeps_the_first_six(value: str, shown: str):
    assert masks.serial(value) == shown


@pytest.mark.parametrize(("value", "shown"), [("zhang_wei", "z****"), ("wei", "****"), ("13812345678", "138****5678")])
def test_a_chat_name_that_is_a_phone_number_is_masked_as_one(value: str, shown: str):
    assert masks.handle(value) == shown


def test_the_contact_is_shown_by_name_else_by_salutation():
    assert masks.person(Contact(name="张伟", salutation="先生")) == "张*"
    assert masks.person(Contact(salutation="女士")) == "*女士"
    assert masks.person(Contact()) is None


def test_the_contact_is_reached_by_phone_else_by_mail_else_by_chat():
    assert masks.reach(Contact(phone="13812345678", email="zhang@x.cn")) == "138****5678"
    assert masks.reach(Contact(email="zhang@x.cn", wechat="weixin")) == "z***@x.cn"
    assert masks.reach(Contact(wechat="weixin")) == "w****"
    assert masks.reach(Contact()) is None


@given(st.text(alphabet="0123456789 -+()", max_size=30))
def test_a_masked_phone_number_hides_at_least_three_digits(value: str):
    digits = [sign for sign in value if sign.isdigit()]
    shown = [sign for sign in masks.phone(value) if sign.isdigit()]
    assert len(shown) <= max(0, len(digits) - 3)


@given(st.text(max_size=30))
def test_a_masked_name_shows_at_most_a_family_name_or_a_title(value: str):
    shown = masks.name(value)
    assert shown in ("", ERASED) or (masks.STAR in shown and (len(shown) <= 3 or shown[1:] in masks.TITLES))


@given(st.text(max_size=40))
def test_a_masked_serial_number_shows_at_most_six_signs(value: str):
    assert len(masks.serial(value).replace(masks.STAR, "")) <= 6 or masks.serial(value) == ERASED


@given(st.text(max_size=40))
def test_a_masked_chat_name_or_mail_address_is_never_the_whole(value: str):
    assert masks.handle(value) != value or value in ("", ERASED, "****")
    assert masks.email(value) != value or value in ("", ERASED, "****") or "***@" in value
