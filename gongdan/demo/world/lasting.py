"""How long what is told takes at the least, by the times that its words name."""

import re
from datetime import timedelta
from typing import Final

_UNITS: Final = {"分钟": timedelta(minutes=1), "小时": timedelta(hours=1), "天": timedelta(days=1)}
_DIGITS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SAID: Final = re.compile(
    r"(\d+|半|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]) ?(分钟|小时|天)"
)


def lasting(words: str) -> timedelta:
    """The longest time that the words name; none where they name none."""
    named = (_number(number) * _UNITS[unit] for number, unit in _SAID.findall(words))
    return max(named, default=timedelta())


def _number(said: str) -> float:
    if said.isascii():
        return int(said)
    if said == "半":
        return 0.5
    tens, ten, ones = said.rpartition("十")
    return (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
