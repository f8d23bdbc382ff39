"""Of what form a value should be, in both languages, by what pydantic says of it."""

import re
from typing import Any, Final

from pydantic_core import ErrorDetails

from gongdan.language import Both

_LIST: Final = Both('应为列表，例如 ["甲", "乙"]', 'it should be a list such as ["a", "b"]')
_TABLE: Final = Both("应为一个表（键 = 值）", "it should be a table of keys and values")
_WHOLE: Final = Both("应为整数", "it should be a whole number")
_DAY: Final = Both("应为日期，例如 2024-05-01", "it should be a day, such as 2024-05-01")
_TYPES: Final = {
    "string_type": Both("应为带引号的文字", "it should be a text in quotes"),
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "too_short": Both("不能为空", "it can't be empty"),
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_type": Both("应为 true 或 false", "it should be true or false"),
    "date_type": _DAY,
}
_PATTERNS: Final = {
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$": Both(
        "只能用 a-z、0-9 和单个连字符，以字母开头", "only a-z, 0-9 and single hyphens, beginning with a letter"
    ),
    r"^[a-z0-9]+(-[a-z0-9]+)*$": Both("只能用 a-z、0-9 和单个连字符", "only a-z, 0-9 and single hyphens"),
    r"^[A-Za-z0-9_-]{1,64}$": Both(
        "应为工号或班组，只能用 A-Z、a-z、0-9、_ 和 -，至多 64 个",
        "it should be a staff number or team: at most 64 of A-Z, a-z, 0-9, _ and -",
    ),
    r"^[a-z]+/[a-z0-9][a-z0-9.+-]*$": Both("应为媒体类型，例如 image/png", "it should be a media type: image/png"),
}
"""What a pattern asks for; every pattern that a file's model uses stands here."""


def form(found: ErrorDetails) -> Both:
    """What the value should be; in pydantic's own words where nothing better is known."""
    pattern = found.get("ctx", {}).get("pattern")
    if pattern in _PATTERNS:
        return _PATTERNS[pattern]
    return _TYPES.get(found["type"]) or limit(found) or _as_is(found["msg"])


def limit(found: ErrorDetails) -> Both | None:
    """What a value is held to, for the rules that say it without showing the value."""
    given: dict[str, Any] = found.get("ctx", {})
    match found["type"]:
        case "literal_error" | "enum":
            words = str(given["expected"])
            return Both(f"只能是 {words.replace(' or ', '、').replace(', ', '、')}", f"input should be {words}")
        case "string_too_long":
            return Both(f"至多 {given['max_length']} 个字符", f"at most {given['max_length']} characters")
        case "string_too_short":
            return Both(f"至少 {given['min_length']} 个字符", f"at least {given['min_length']} characters")
        case "greater_than_equal":
            return Both(f"不能小于 {given['ge']}", f"it can't be less than {given['ge']}")
        case "less_than_equal":
            return Both(f"不能大于 {given['le']}", f"it can't be more than {given['le']}")
        case _:
            return None


def words_of(given: dict[str, Any]) -> list[str]:
    """The words that a closed list has, out of pydantic's sentence."""
    return re.findall("'([^']*)'", str(given.get("expected", "")))


def _as_is(message: str) -> Both:
    said = message.removeprefix("Value error, ")
    return Both(said, said[:1].lower() + said[1:])
