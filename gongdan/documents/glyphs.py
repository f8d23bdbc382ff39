"""What the documents' one font can draw: any other sign is replaced by a box, so that every machine prints the same."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import noto_cjk_sans_otc

FONT: Final = Path(str(noto_cjk_sans_otc.FONT_PATH))
FAMILY: Final = "Noto Sans CJK SC"
_INDEX: Final = 2
"""Its place in the collection, which holds the Japanese and Korean forms before it."""
BOX: Final = "□"
BREAK: Final = "\u200b"
"""Shows nothing, and lets a line end there."""
_COLLECTION: Final = b"ttcf"
_INVISIBLE: Final = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]|[\U000e0000-\U000e0fff]"
)
"""Joiners, variants and marks of direction: they could show a text in another order than it was typed in."""
_ENDLESS: Final = re.compile(r"[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]{25,}")
"""Signs without a place to end the line: longer than a narrow column."""
_PIECE: Final = 12


def drawable(text: str) -> str:
    """The text in signs that the font has, one box for a run of others; with places to break what has none."""
    shown = "".join(_shown(_INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))))
    return _ENDLESS.sub(lambda found: _broken(found[0]), shown)


def _shown(text: str) -> Iterator[str]:
    boxed = False
    for sign in text:
        if sign == "\n" or has(sign):
            yield sign
            boxed = False
        elif sign == "\t":
            yield " "
        elif not boxed:
            yield BOX
            boxed = True


def _broken(run: str) -> str:
    return BREAK.join(run[start : start + _PIECE] for start in range(0, len(run), _PIECE))


def has(sign: str) -> bool:
    """Whether the font draws it."""
    starts, ends = _ranges()
    place = bisect_right(starts, ord(sign)) - 1
    return place >= 0 and ord(sign) <= ends[place]


@cache
def _ranges() -> tuple[list[int], list[int]]:
    """First and last code points of what the font has, from its character map (OpenType cmap, format 12)."""
    with FONT.open("rb") as file:
        content = file.read(1 << 20)
        font = struct.unpack_from(">I", content, 12 + 4 * _INDEX)[0] if content[:4] == _COLLECTION else 0
        start = _table(content, font, b"cmap")
        file.seek(start)
        cmap = file.read(1 << 20)
    count = struct.unpack_from(">H", cmap, 2)[0]
    for record in range(count):
        *_, place = struct.unpack_from(">HHI", cmap, 4 + 8 * record)
        if struct.unpack_from(">H", cmap, place)[0] == 12:
            return _groups(cmap, place)
    raise ValueError(f"{FONT.name} has no full character map")


def _table(content: bytes, font: int, name: bytes) -> int:
    """Where a table begins. Raises ValueError."""
    for record in range(struct.unpack_from(">H", content, font + 4)[0]):
        tag, _, place, _ = struct.unpack_from(">4sIII", content, font + 12 + 16 * record)
        if tag == name:
            return place
    raise ValueError(f"{FONT.name} has no table {name!r}")


def _groups(cmap: bytes, place: int) -> tuple[list[int], list[int]]:
    count = struct.unpack_from(">I", cmap, place + 12)[0]
    groups = [struct.unpack_from(">III", cmap, place + 16 + 12 * each) for each in range(count)]
    return [first for first, *_ in groups], [last for _, last, _ in groups]
