"""What a value must look like to be stored in the clear: ids, severities and codes, so that no free text gets there."""

import re
from typing import Final

from gongdan.language import Both
from gongdan.toml.wrong import Wrong

IDS: Final = ("customer", "engineer", "team", "to")
"""Where the map has no rule for them they become pseudonyms: a name or a number must not stand in the clear."""

_ID: Final = "[A-Za-z0-9_-]{1,64}"
_SHAPES: Final[dict[str, str]] = {
    **dict.fromkeys(IDS, _ID),
    "severity": "[a-z0-9][a-z0-9-]{0,39}",
    "error_code": "[A-Za-z0-9][A-Za-z0-9 ._:/#-]{0,39}",
    "purchased": "[0-9]{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?",
}
MEANT: Final[dict[str, Both]] = {
    **dict.fromkeys(IDS, Both("只能用 A-Z a-z 0-9 _ -，至多 64 个字符", "only A-Z a-z 0-9 _ -, 64 at most")),
    "severity": Both("只能用 a-z 0-9 -，至多 40 个字符", "only a-z 0-9 -, 40 at most"),
    "error_code": Both(
        "只能用 A-Z a-z 0-9 . _ : / # - 和空格，至多 40 个字符", "only A-Z a-z 0-9 . _ : / # - and blanks, 40 at most"
    ),
    "purchased": Both("应为 YYYY-MM 或 YYYY-MM-DD", "YYYY-MM or YYYY-MM-DD"),
}
"""What is allowed, for a person."""


def may_be_plain(key: str, value: str) -> bool:
    """Whether a value of one of the map's keys has the shape that its place asks for."""
    return key not in _SHAPES or re.fullmatch(_SHAPES[key], value) is not None


def check_plain(key: str, value: str) -> str:
    """Raises Wrong saying what is allowed."""
    if not may_be_plain(key, value):
        raise Wrong(f"不能用“{value}”；{MEANT[key].chinese}", f"'{value}' is not allowed; {MEANT[key].english}")
    return value
