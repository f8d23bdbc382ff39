"""Texts in a picture: about how wide they are, broken into lines, and numbers and times as they are written there."""

import unicodedata
from typing import Final
from xml.sax.saxutils import escape

_NARROW, _WIDE = 0.56, 1.0
"""Of the size of the letters: of a Latin and of a Chinese sign, on average and at most."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
_UNITS: Final = (
    (120, 1, "秒", "s"),
    (2 * _HOUR, _MINUTE, "分", "min"),
    (2 * _DAY, _HOUR, "小时", "h"),
)
"""Up to so many seconds: what they are counted in, and its name."""


def width(text: str, size: float) -> float:
    return size * sum(_WIDE if unicodedata.east_asian_width(sign) in "WF" else _NARROW for sign in text)


def lines(text: str, size: float, most: float) -> list[str]:
    """In lines of at most this width, broken between words, or between signs where there are none."""
    if width(text, size) <= most:
        return [text]
    found, line = list[str](), ""
    for piece in _pieces(text):
        if line and width((line + piece).rstrip(), size) > most:
            found.append(line.rstrip())
            line = ""
        line += piece
    return [*found, line.rstrip()]


def _pieces(text: str) -> list[str]:
    pieces, word = list[str](), ""
    for sign in text:
        if unicodedata.east_asian_width(sign) in "WF":
            pieces += [word, sign] if word else [sign]
            word = ""
        elif sign == " ":
            pieces.append(f"{word} ")
            word = ""
        else:
            word += sign
    return [*pieces, word] if word else pieces


def lasting(seconds: float, *, chinese: bool) -> str:
    """``45 s``, ``12 min``, ``6.1 h``, ``3.2 d``."""
    for most, one, zh, en in _UNITS:
        if seconds < most:
            return f"{_short(seconds / one)} {zh if chinese else en}"
    return f"{_short(seconds / _DAY)} {'天' if chinese else 'd'}"


def _short(amount: float) -> str:
    return f"{amount:.1f}".removesuffix(".0") if amount < 10 else f"{amount:,.0f}"


def share(part: float) -> str:
    return f"{part:.0%}" if part >= 0.01 or part == 0 else "<1%"


def safe(text: str) -> str:
    """As it may stand in XML, which holds no control characters."""
    return escape("".join(sign if sign.isprintable() else " " for sign in text), {'"': "&quot;"})
