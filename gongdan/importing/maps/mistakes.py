"""What pydantic found wrong, said as a person would: where, and what would be right."""

from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from gongdan.closest import closest
from gongdan.importing.maps.mapping import ActivityRule, FileRule, Mapping, NumberRule, TimestampRule, ValueRule
from gongdan.importing.said import Wrong
from gongdan.language import Both

_PARTS: Final[dict[str, type[BaseModel]]] = {
    "file": FileRule,
    "timestamp": TimestampRule,
    "number": NumberRule,
    "values": ValueRule,
    "activities": ActivityRule,
}
_TYPES: Final = {
    "string_type": Both("应为带引号的文字", "it should be a text in quotes"),
    "list_type": Both('应为列表，例如 ["甲", "乙"]', 'it should be a list such as ["a", "b"]'),
    "dict_type": Both("应为一个表（键 = 值）", "it should be a table of keys and values"),
    "model_type": Both("应为一个表（键 = 值）", "it should be a table of keys and values"),
    "too_short": Both("不能为空", "it can't be empty"),
    "int_type": Both("应为整数", "it should be a whole number"),
    "int_parsing": Both("应为整数", "it should be a whole number"),
    "int_from_float": Both("应为整数", "it should be a whole number"),
}


def first(error: ValidationError) -> tuple[str, Both]:
    """The key of the first thing that is wrong, "" for the map as a whole, and why.

    A misspelt key goes before the one that is missing for it.
    """
    all_ = error.errors(include_url=False)
    found = next((each for each in all_ if each["type"] == "extra_forbidden"), all_[0])
    return ".".join(str(part) for part in found["loc"]), _why(found)


def _why(found: ErrorDetails) -> Both:
    given: dict[str, Any] = found.get("ctx", {})
    match found["type"]:
        case "extra_forbidden":
            return _unknown(found["loc"])
        case "missing":
            return Both("缺少此键", "this key is missing")
        case "value_error" if isinstance(given["error"], Wrong):
            return given["error"].both
        case "string_pattern_mismatch" if found["loc"] == ("name",):
            return Both(
                "只能用 a-z、0-9 和单个连字符，以字母开头", "only a-z, 0-9 and single hyphens, beginning with a letter"
            )
        case kind if kind in _TYPES:
            return _TYPES[kind]
        case _:
            return limit(found) or _as_is(found["msg"])


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
        case _:
            return None


def _as_is(message: str) -> Both:
    said = message.removeprefix("Value error, ")
    return Both(said, said[:1].lower() + said[1:])


def _unknown(loc: tuple[int | str, ...]) -> Both:
    model = Mapping if len(loc) == 1 else _PARTS.get(str(loc[0]), Mapping)
    meant, known = closest(str(loc[-1]), model.model_fields), ", ".join(model.model_fields)
    if meant:
        return Both(f"没有这个键（是否指“{meant}”？）", f"this key is not known (did you mean '{meant}'?)")
    return Both(f"没有这个键（可用：{known}）", f"this key is not known (known: {known})")
