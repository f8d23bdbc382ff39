"""Durations as a department writes them: 10 min, 1 h, 2 days, 7 working days, or the same in Chinese."""

import re
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, PlainSerializer

from domain.rulebook.mistakes import mistake

Unit = Literal["min", "h", "day", "working day"]

_ENGLISH: Final[dict[Unit, str]] = {
    "min": "min|minutes?",
    "h": "h|hours?",
    "day": "days?",
    "working day": "working days?",
}
_CHINESE: Final[dict[Unit, str]] = {"min": "分钟", "h": "个?小时", "day": "天", "working day": "个?工作日"}
_SHOWN: Final[dict[Unit, str]] = {"min": "分钟", "h": "小时", "day": "天", "working day": "个工作日"}
_WRITTEN: Final[dict[Unit, re.Pattern[str]]] = {
    unit: re.compile(rf"([0-9]{{1,5}}) *(?:{_ENGLISH[unit]}|{_CHINESE[unit]})") for unit in _ENGLISH
}


@dataclass(frozen=True, slots=True)
class Duration:
    """``amount`` of a unit; a working day counts only on a calendar with working time."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return self.say(chinese=False)

    def say(self, *, chinese: bool) -> str:
        if chinese:
            return f"{self.amount} {_SHOWN[self.unit]}"
        plural = "s" if self.amount != 1 and self.unit in ("day", "working day") else ""
        return f"{self.amount} {self.unit}{plural}"


def parse(text: str) -> Duration:
    """The duration that a text says; raises ValueError where it says none, or one of no length."""
    for unit, written in _WRITTEN.items():
        if (found := written.fullmatch(text.strip())) and int(found[1]):
            return Duration(int(found[1]), unit)
    raise ValueError(text)


def _parsed(value: object) -> Duration:
    try:
        return value if isinstance(value, Duration) else parse(value if isinstance(value, str) else "")
    except ValueError:
        raise mistake("not-a-duration", given=value) from None


Lasting = Annotated[Duration, BeforeValidator(_parsed), PlainSerializer(str)]
"""A duration in a rule file."""
