"""Which passwords are taken: long ones, whatever they are made of, but none that is tried first."""

import pytest

from api.manners.problems import ApiProblem
from gongdan.access.accounts.passwords import check


def why_not(password: str, again: str | None = None) -> str:
    with pytest.raises(ApiProblem) as problem:
        check("s-001", password, password if again is None else again)
    return problem.value.code


@pytest.mark.parametrize(
    "password",
    ["correct horse 3 battery", "一二三四五六七八九十百千", "ujdkrmfiwlsoqnv", "493027561839", " spaces count too "],
)
def test_no_kind_of_sign_is_asked_for(password: str):
    check("s-001", password, password)


def test_it_is_long_and_typed_twice():
    assert why_not("short") == "password-short"
    assert why_not("x" * 201) == "password-long"
    assert why_not("correct horse 3 battery", "correct horse 4 battery") == "passwords-differ"


@pytest.mark.parametrize(
    "password",
    [
        "123456789012",
        "aaaaaaaaaaaaaa",
        "abababababab",
        "qwertyuiopas",
        "Password1234!",
        "passwordpassword",
        "1q2w3e4r5t6y",
        "administrator",
        "Ｐａｓｓｗｏｒｄ１２３４",
        "!!gongdan2026!!",
        "hijklmnopqrs",
    ],
)
def test_what_is_tried_first_is_refused(password: str):
    assert why_not(password) == "password-common"
