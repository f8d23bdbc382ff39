"""What is wrong with a request's fields, by name and in the reader's language; never the value itself."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.manners.problems import ApiProblem
from domain.refusals import Language

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "missing": ("必填", "is needed"),
    "extra_forbidden": ("没有这个字段", "is not a field here"),
    "enum": ("应为 {expected} 之一", "should be one of {expected}"),
    "literal_error": ("应为 {expected} 之一", "should be one of {expected}"),
    "string_too_short": ("不能为空", "must not be empty"),
    "string_too_long": ("最多 {max_length} 个字符", "may have {max_length} characters at most"),
    "string_pattern_mismatch": ("只能用英文字母、数字、_ 和 -", "may only hold A-Z a-z 0-9 _ -"),
    "string_unicode": ("含有半个字符", "holds half a character"),
    "control_character": ("含有控制字符", "holds a control character"),
    "line_break": ("只能是一行文字", "should be one line"),
    "nothing_to_see": ("没有可见的文字", "should hold something that can be seen"),
    "contact_detail": (
        "不加密保存，不能含电话号码或电子邮箱",
        "is stored in the clear, so it may hold no phone number and no e-mail address",
    ),
    "contact_phone": (
        "电话应有 5 至 20 位数字，另外只能有 + - ( ) . / 空格和分机号（转 8001）",
        "should have a phone number of 5 to 20 digits, besides only + - ( ) . / spaces and an extension (#8001)",
    ),
    "contact_email": ("电子邮箱应如 zhang@example.com", "should have an e-mail address like zhang@example.com"),
    "no_phone": ("不是电话号码，至少要有 5 位数字", "is no phone number: 5 digits are needed at least"),
    "no_email": ("不是电子邮箱，应如 zhang@example.com", "is no e-mail address like zhang@example.com"),
    "query_too_long": (
        "按网址编码（每个汉字占 9 个字符）后超过 {most} 个字符",
        "is longer than {most} characters as an address has it, where other letters than ASCII take nine each",
    ),
    "not_base64": ("应为 base64 编码的文件内容", "should be the file's bytes as base64"),
    "no_such_day": ("日期在日历上没有", "names a day that is not in the calendar"),
    "says_nothing": ("没有填写任何内容", "should say something"),
    "until_before_at": ("早于开始时间 at", "is before the time in 'at'"),
    "not_printable": ("只能用可打印的 ASCII 字符", "may only hold printable ASCII characters"),
    "string_type": ("应为文字", "should be a text"),
    "bool_parsing": ("应为 true 或 false", "should be true or false"),
    "bool_type": ("应为 true 或 false", "should be true or false"),
    "int_parsing": ("应为整数", "should be a whole number"),
    "int_type": ("应为整数", "should be a whole number"),
    "int_from_float": ("应为整数", "should be a whole number"),
    "decimal_parsing": ("应为金额，例如 480.00", "should be an amount like 480.00"),
    "decimal_type": ("应为金额，例如 480.00", "should be an amount like 480.00"),
    "decimal_max_places": ("最多两位小数，例如 480.00", "should have two decimals at most, like 480.00"),
    "decimal_max_digits": ("金额过大", "is too large an amount"),
    "decimal_whole_digits": ("金额过大", "is too large an amount"),
    "finite_number": ("应为金额，例如 480.00", "should be an amount like 480.00"),
    "tuple_type": ("应为列表", "should be a list"),
    "list_type": ("应为列表", "should be a list"),
    "too_short": ("至少 {min_length} 项", "should have {min_length} entries at least"),
    "too_long": ("最多 {max_length} 项", "should have {max_length} entries at most"),
    "int_parsing_size": ("应为整数，且不能这么大", "should be a whole number, and not as large as this"),
    "greater_than_equal": ("不能小于 {ge}", "may not be less than {ge}"),
    "greater_than": ("须大于 {gt}", "should be more than {gt}"),
    "less_than_equal": ("不能大于 {le}", "may not be more than {le}"),
    "timezone_aware": ("时间须带时区，例如 2024-05-01T09:30+08:00", "needs a time zone, like 2024-05-01T09:30+08:00"),
    "datetime_parsing": ("不是时间，例如 2024-05-01T09:30+08:00", "is not a time like 2024-05-01T09:30+08:00"),
    "datetime_from_date_parsing": (
        "不是时间，例如 2024-05-01T09:30+08:00",
        "is not a time like 2024-05-01T09:30+08:00",
    ),
    "datetime_type": ("不是时间，例如 2024-05-01T09:30+08:00", "is not a time like 2024-05-01T09:30+08:00"),
    **dict.fromkeys(
        ("date_parsing", "date_type", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        ("应为日期，例如 2024-05-01", "should be a day like 2024-05-01"),
    ),
    "late_alone": ("须与发生时间 occurred 一起填写", "needs 'occurred' beside it, which says when it happened"),
    "time_out_of_range": ("时间须在 1900 年至 2999 年之间", "should be a time from 1900 to 2999"),
    "day_out_of_range": ("日期须在 1900 年至 2999 年之间", "should be a day from 1900 to 2999"),
    "no_parameters": (
        "应为查询参数，例如 status=paused&sort=-reported",
        "should be parameters, as status=paused&sort=-reported",
    ),
    "kept_out": ("不能含 {name}：它指明某人", "may not hold {name}: it names somebody"),
    "slash": ("不能含斜杠", "should hold no slash"),
    "no_public_event": (
        "含有不是公开事件的名称；见 gongdan feed catalog",
        "names what is no public event: `gongdan feed catalog` lists them",
    ),
    "no_address": (
        "推送网址（endpoint）应如 https://erp.example.com/events",
        "should have an endpoint like https://erp.example.com/events",
    ),
    "address_with_secret": (
        "推送网址（endpoint）不能含密码、? 和 #：事件会永久保留它",
        "should have an endpoint without password, query or fragment: an event keeps it for ever",
    ),
    "no_staff_number": ("负责人（owner）应为工号", "should name its owner by a staff number"),
    "two_beginnings": (
        "应从某时间 since 或某位置 after 开始，不能两者都有",
        "should begin at a time (since) or after a position (after), not both",
    ),
    "no_range": ("终点（through）应在起点（after）之后", "should have a 'through' that comes after 'after'"),
    "model_attributes_type": ("应为 JSON 对象", "should be a JSON object"),
    "model_type": ("应为 JSON 对象", "should be a JSON object"),
    "dict_type": ("应为 JSON 对象", "should be a JSON object"),
}
"""Chinese and English for pydantic's kinds of error; another kind reads as pydantic says it."""

_PATTERNS: Final[dict[str, tuple[str, str]]] = {
    **dict.fromkeys(
        (r"^(20|21)\d{2}-(0[1-9]", r"^\d{4}-(0[1-9]|1[0-2]|Q"),
        ("应为月份或季度，例如 2024-05 或 2024-Q2", "should be a month or a quarter, like 2024-05 or 2024-Q2"),
    ),
    r"^[^\s@": ("应为 wang@example.com 这样的邮箱地址", "should be an e-mail address like wang@example.com"),
    r"^\d{4}-": (
        "应为 2024-03-15，或只知道月份时 2024-03",
        "should be 2024-03-15, or 2024-03 where only the month is known",
    ),
    r"^([01]\d|2[0-3]):": (
        "应为 00:00 至 23:59 的时刻，例如 08:30",
        "should be a time of day from 00:00 to 23:59, like 08:30",
    ),
    r"^[0-9a-f]{32}": ("应为 32 位十六进制的编号", "should be an id of 32 hex digits"),
    r"^[0-9a-f]{64}": ("应为 64 位十六进制的 SHA-256", "should be a SHA-256 in 64 hex digits"),
    r"^[A-Za-z0-9][A-Za-z0-9 ": (
        "须以英文字母或数字开头，只能用英文字母、数字、空格和 ._:/#-，至多 40 个字符",
        "should begin with a letter or digit and hold only A-Z a-z 0-9, spaces and ._:/#-, 40 characters at most",
    ),
    r"^[a-z_]": ("应为字段名，例如 product.model", "should be a field's name, like product.model"),
    r"^[a-z]+/": ("应为媒体类型，例如 image/jpeg", "should be a media type like image/jpeg"),
    r"^[a-z0-9]+(-[a-z0-9]+)*(@": (
        "应为“政策包”或“政策包@版本”，用小写字母、数字和连字符，例如 handbook、handbook@1",
        "should be NAME or NAME@VERSION in small letters, digits and hyphens, like handbook or handbook@1",
    ),
    r"customer-": ("应为 customer- 加编号", "should be customer- and an id"),
}
"""What a text of one shape should look like, by how its pattern begins."""

_MEMBER: Final = re.compile(r"<[\w.]+: ('.*?')>")
"""A member of a word list, as pydantic writes it."""

_AROUND: Final = (("query",), ("header",), ("path",))
"""Where a parameter stands, before its name."""

Error = Mapping[str, Any]


def as_problem(errors: Sequence[Error], language: Language) -> ApiProblem:
    """One problem for all that is wrong, naming each field."""
    if any(error["type"] == "json_invalid" for error in errors):
        return ApiProblem("bad-json")
    named = [
        {"field": field(error), "code": str(error["type"]), "message": word(error, language)}
        for error in distinct(errors, language)
    ]
    glue = "；" if language == "zh" else "; "
    why = glue.join(f"{each['field']} {each['message']}".strip() for each in named[:5])
    return ApiProblem("not-valid", errors=named, why=why)


def distinct(errors: Sequence[Error], language: Language) -> list[Error]:
    """Each once: entries of a list that are wrong in the same way are one, and do not make the list too short."""
    entries = {place[:depth] for place in (tuple(error["loc"]) for error in errors) for depth in range(len(place))}
    kept = [error for error in errors if error["type"] != "too_short" or tuple(error["loc"]) not in entries]
    return list({(field(error), word(error, language)): error for error in kept}.values())


def field(error: Error) -> str:
    """``contact.phone``; the body itself is called body."""
    loc = error["loc"]
    place = [str(part) for part in (loc[1:] if loc[:1] in _AROUND else loc) if isinstance(part, str)]
    inner = place[1:] if place[:1] == ["body"] and len(place) > 1 else place
    return ".".join(inner) or "body"


def word(error: Error, language: Language) -> str:
    context = {name: _listed(value) for name, value in (error.get("ctx") or {}).items()}
    known = _shape(context) if error["type"] == "string_pattern_mismatch" else _WORDS.get(str(error["type"]))
    if known is None:
        return "无效" if language == "zh" else "is not valid"
    return known[0 if language == "zh" else 1].format(**context)


def _shape(context: Mapping[str, str]) -> tuple[str, str]:
    said = str(context.get("pattern", ""))
    other = (words for begins, words in _PATTERNS.items() if said.startswith(begins))
    return next(other, _WORDS["string_pattern_mismatch"])


def _listed(value: object) -> str:
    plain = _MEMBER.sub(r"\1", str(value))
    return plain.replace("'", "").replace(" or ", ", ")
