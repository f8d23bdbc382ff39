"""Where a story is lived: in Chinese or in English, at a desk or with a phone."""

from dataclasses import dataclass
from typing import Final

import pytest


@dataclass(frozen=True)
class Seat:
    chinese: bool = True
    phone: bool = False

    def says(self, chinese: str, english: str) -> str:
        """The one of the two that is read here."""
        return chinese if self.chinese else english

    def __str__(self) -> str:
        return f"{self.says('zh', 'en')}-{'phone' if self.phone else 'desk'}"


ZH_DESK: Final = Seat()
ZH_PHONE: Final = Seat(phone=True)
EN_DESK: Final = Seat(chinese=False)
EN_PHONE: Final = Seat(chinese=False, phone=True)
_ALL: Final = (ZH_DESK, ZH_PHONE, EN_DESK, EN_PHONE)


def seats(quick: Seat | None = None) -> pytest.MarkDecorator:
    """The story in this one at every run, in all others among the slow tests."""
    marked = ((each, () if each == quick else pytest.mark.slow) for each in _ALL)
    return pytest.mark.parametrize("seat", [pytest.param(each, id=str(each), marks=marks) for each, marks in marked])
